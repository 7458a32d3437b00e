using System.Reflection;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>The columns that are no answers: which household and visit a row is about, and who lives there.</summary>
internal static class EnvelopeColumns
{
    public const string Members = "members";

    private static readonly Text Automatic = new(
        "Boleh dikosongkan: dibuat dari kabupaten, putaran, desa dan nomor rumah tangga.", "May be left empty: made from regency, round, village and household number.");

    private static readonly Text KeepAsText = new("Format kolom sebagai teks.", "Format the column as text.");

    /// <summary>What is said of the visit and the household.</summary>
    public static IReadOnlyList<Column> Household { get; } =
    [
        Of("householdNo", CellKind.Text, "No. rumah tangga", "Household number",
            "Nomor urut di desa; setiap rumah tangga punya nomor sendiri. Semua baris satu rumah tangga harus berurutan.",
            "Its number in the village; each household has its own. All rows of a household stand together."),
        Of("place.village", CellKind.Village, "Kode desa", "Village code", "Kode Kemendagri seperti 35.22.15.2002.", "Kemendagri code such as 35.22.15.2002."),
        Of("place.rt", CellKind.Padded, "RT", "RT"),
        Of("place.rw", CellKind.Padded, "RW", "RW"),
        Of("place.dasaWisma", CellKind.Text, "Kelompok Dasa Wisma", "Dasa Wisma group"),
        Of("interviewedAt", CellKind.Time, "Waktu wawancara", "Interview time", "Tanggal saja boleh.", "The date alone will do."),
        Of("enumerator", CellKind.Text, "Kode petugas", "Enumerator code", "Kode, bukan nama.", "A code, not a name."),
        Of("device", CellKind.Text, "Kode perangkat", "Device code"),
        Of("outcome", CellKind.Choice, "Hasil kunjungan", "Result of the visit") with { Options = OptionsOf(typeof(VisitOutcome)) },
        Of("consent", CellKind.YesNo, "Bersedia diwawancarai", "Consents to the interview"),
        Of("visit", CellKind.Whole, "Kunjungan ke", "Visit number", "Kosong berarti 1.", "Empty means 1."),
        Of("householdId", CellKind.Id, "Id rumah tangga", "Household id") with { Hint = Automatic },
        Of("submissionId", CellKind.Id, "Id kiriman", "Submission id") with { Hint = Automatic },
        Of("corrects", CellKind.Id, "Mengoreksi kiriman", "Corrects submission", "Id kiriman yang dikoreksi.", "Id of the submission corrected."),
        Personal("personal.familyCard", CellKind.Digits, "No. KK", "Family card number") with { Hint = KeepAsText },
        Personal("personal.phone", CellKind.Digits, "Telepon rumah tangga", "Household's telephone") with { Hint = KeepAsText },
        Personal("personal.address", CellKind.Text, "Alamat", "Address"),
        Personal("personal.latitude", CellKind.Decimal, "Lintang", "Latitude"),
        Personal("personal.longitude", CellKind.Decimal, "Bujur", "Longitude"),
        Personal("personal.accuracyMetres", CellKind.Decimal, "Ketelitian lokasi (m)", "Accuracy of the position (m)"),
        Personal("personal.note", CellKind.Text, "Catatan", "Note"),
    ];

    /// <summary>What is said of a member beside its answers; the first is its number.</summary>
    public static IReadOnlyList<Column> Member { get; } =
    [
        Of("members.no", CellKind.Whole, "No. urut anggota", "Member number",
            "Nomor tetap dalam rumah tangga; kosong berarti urutan baris.", "Its lasting number in the household; empty means the order of the rows.") with { List = Members },
        Personal("personal.members.name", CellKind.Text, "Nama", "Name") with { List = Members },
        Personal("personal.members.nik", CellKind.Digits, "NIK", "NIK") with { List = Members, Hint = KeepAsText },
        Personal("personal.members.birthDate", CellKind.Date, "Tanggal lahir", "Birth date") with { List = Members },
        Personal("personal.members.phone", CellKind.Digits, "Telepon anggota", "Member's telephone") with { List = Members, Hint = KeepAsText },
    ];

    /// <summary>The choices of an enumeration with their wordings.</summary>
    public static IReadOnlyList<Option> OptionsOf(Type choice) =>
    [
        .. Enum.GetValues(choice).Cast<object>().Select(value =>
        {
            var wording = choice.GetField(value.ToString()!)!.GetCustomAttribute<ChoiceAttribute>()!;
            return new Option(Question.CodeOf(value), new Text(wording.Indonesian, wording.English));
        }),
    ];

    private static Column Of(string code, CellKind kind, string indonesian, string english, string? todo = null, string? toDo = null) => new()
    {
        Code = code,
        Kind = kind,
        Label = new Text(indonesian, english),
        Hint = todo is null ? null : new Text(todo, toDo!),
    };

    private static Column Personal(string code, CellKind kind, string indonesian, string english) =>
        Of(code, kind, indonesian, english) with { Personal = true };
}
