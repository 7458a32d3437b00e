using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Reports.Tables;

/// <summary>The columns that several reports have, in one place: a name means the same everywhere.</summary>
internal static class ReportColumns
{
    public static readonly ReportColumn Area = Text("area", "Kode wilayah", "Area code", "Kode Kemendagri.", "Kemendagri code.");
    public static readonly ReportColumn Name = Text("name", "Nama", "Name", "Nama wilayah.", "The area's name.");
    public static readonly ReportColumn District = Text("district", "Kode kecamatan", "District code", "Kecamatan tempat desa itu berada.", "The district that the village is in.");
    public static readonly ReportColumn Period = Text("period", "Waktu", "Period", "Putaran, atau akhir bulan.", "A round, or the end of a month.");
    public static readonly ReportColumn Households = Whole("households", "Rumah tangga", "Households", "Rumah tangga yang dihitung.", "Households that the figures are of.");
    public static readonly ReportColumn Poor = Whole("poorHouseholds", "Rumah tangga miskin", "Poor households", "Rumah tangga dengan skor sama dengan atau di atas ambang.", "Households with a score at or above the cutoff.");
    public static readonly ReportColumn Persons = Whole("persons", "Penduduk", "Persons", "Anggota rumah tangga yang dihitung.", "Members of the households that the figures are of.");
    public static readonly ReportColumn H = Share("h", "H", "H", "Angka kemiskinan: bagian penduduk yang miskin, 0 sampai 1.", "Headcount ratio: the share of persons who are poor, 0 to 1.");
    public static readonly ReportColumn A = Share("a", "A", "A", "Intensitas: rata-rata skor orang miskin, dari ambang sampai 1.", "Intensity: the mean score of the poor, from the cutoff to 1.");
    public static readonly ReportColumn M0 = Number("m0", "M0", "M0", "Angka kemiskinan disesuaikan H x A (IKM), 0 sampai 1.", "Adjusted headcount ratio H x A (MPI), 0 to 1.");
    public static readonly ReportColumn Expected = Whole("expected", "Diharapkan", "Expected", "Rumah tangga yang diharapkan sebagaimana dinyatakan.", "Households expected, as stated.");
    public static readonly ReportColumn Coverage = Share("coverage", "Cakupan", "Coverage", "Selesai / diharapkan; lebih dari 1 bila lebih banyak ditemukan.", "Completed / expected; above 1 where more were found.");

    public static ReportColumn Text(string name, string id, string en, string noteId, string noteEn) => new(name, ColumnKind.Text, new(id, en), new(noteId, noteEn));

    public static ReportColumn Whole(string name, string id, string en, string noteId, string noteEn) => new(name, ColumnKind.Whole, new(id, en), new(noteId, noteEn));

    public static ReportColumn Share(string name, string id, string en, string noteId, string noteEn) => new(name, ColumnKind.Share, new(id, en), new(noteId, noteEn));

    public static ReportColumn Number(string name, string id, string en, string noteId, string noteEn) => new(name, ColumnKind.Number, new(id, en), new(noteId, noteEn));

    /// <summary>The rule of a report that estimates where a round visits a sample.</summary>
    public static readonly Text Sampled = new(
        "Putaran contoh ditaksir menurut rancangannya (strata, unit, bobot); rumah tangga dan orang adalah yang diwawancarai.",
        "A round that visits a sample is estimated by its design (strata, units, weights); households and persons are those interviewed.");
}
