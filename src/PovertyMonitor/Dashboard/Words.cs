using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Dashboard;

/// <summary>The page's texts.</summary>
internal static class Words
{
    public static readonly Text Title = new("Pemantauan kemiskinan multidimensi", "Multidimensional poverty monitoring");
    public static readonly Text AsOf = new("Angka sampai peristiwa nomor", "Figures up to event number");
    public static readonly Text RecordedAt = new("tercatat", "recorded");
    public static readonly Text NoFigures = new("Belum ada angka: belum ada survei yang diterima.", "No figures yet: no survey has been received.");
    public static readonly Text Measure = new("Ukuran", "Measure");
    public static readonly Text Choose = new("Pilih angka", "Choose figures");
    public static readonly Text Round = new("Putaran", "Round");
    public static readonly Text Current = new("Keadaan kini", "Current");
    public static readonly Text District = new("Kecamatan", "District");
    public static readonly Text AllDistricts = new("Semua kecamatan", "All districts");
    public static readonly Text SortedBy = new("Urutkan", "Sort by");
    public static readonly Text Show = new("Tampilkan", "Show");
    public static readonly Text Total = new("Seluruh wilayah yang dipilih", "The whole area chosen");
    public static readonly Text Villages = new("Desa dan kelurahan", "Villages");
    public static readonly Text Village = new("Desa", "Village");
    public static readonly Text Headcount = new("Penduduk miskin (H)", "Poor people (H)");
    public static readonly Text Intensity = new("Intensitas (A)", "Intensity (A)");
    public static readonly Text Mpi = new("Indeks (M0)", "Index (M0)");
    public static readonly Text Households = new("Rumah tangga", "Households");
    public static readonly Text Persons = new("Jiwa", "Persons");
    public static readonly Text Coverage = new("Cakupan", "Coverage");
    public static readonly Text Commitment = new("Komitmen", "Commitment");
    public static readonly Text NoPlan = new("Belum ada rencana aksi.", "There is no action plan yet.");
    public static readonly Text NoPovertyCommitment = new("Rencana aksi {plan} tidak memuat komitmen kemiskinan (nomor 5).", "The action plan {plan} has no commitment on poverty (number 5).");
    public static readonly Text Indicator = new("Indikator", "Indicator");
    public static readonly Text Baseline = new("Awal", "Baseline");
    public static readonly Text Target = new("Target", "Target");
    public static readonly Text Proposed = new("usulan", "proposed");
    public static readonly Text Actual = new("Capaian", "Actual");
    public static readonly Text Status = new("Status", "Status");
    public static readonly Text Alerts = new("Peringatan terbaru", "Latest alerts");
    public static readonly Text NoAlerts = new("Belum ada peringatan.", "There are no alerts yet.");
    public static readonly Text Time = new("Waktu", "Time");
    public static readonly Text Kind = new("Tentang", "About");
    public static readonly Text Audience = new("Untuk", "For");
    public static readonly Text ApiDescription = new("Dokumentasi API", "API documentation");
    public static readonly Text AreasNotice = new(
        "Memuat informasi wilayah dari idn-area-data, tersedia menurut Open Database License (ODbL) 1.0.",
        "Contains area information from idn-area-data, made available under the Open Database License (ODbL) 1.0.");

    /// <summary>How an indicator stands, in words.</summary>
    public static Text Of(Status standing) => standing switch
    {
        Commitments.Indicators.Status.OffTrack => new("Tertinggal", "Off track"),
        Commitments.Indicators.Status.AtRisk => new("Berisiko", "At risk"),
        Commitments.Indicators.Status.OnTrack => new("Sesuai jadwal", "On track"),
        Commitments.Indicators.Status.Achieved => new("Tercapai", "Achieved"),
        _ => new("Belum ada data", "No data yet"),
    };

    /// <summary>A kind of alert in words; its code where it has none.</summary>
    public static Text AlertKind(string code) =>
        ShippedRules.All.TryGetValue(code, out var rule) ? new(rule.Name.Id, rule.Name.En) : new(code, code);

    /// <summary>An audience's name; its code where it has none.</summary>
    public static Text Agency(string code) =>
        ShippedAudiences.All("").FirstOrDefault(a => a.Audience == code) is { } audience ? new(audience.Name.Id, audience.Name.En) : new(code, code);

    /// <summary>An order's name, the same as its column's.</summary>
    public static Text Of(VillageSort sort) => sort switch
    {
        VillageSort.H => Headcount,
        VillageSort.A => Intensity,
        VillageSort.M0 => Mpi,
        VillageSort.Households => Households,
        VillageSort.Coverage => Coverage,
        _ => Village,
    };
}
