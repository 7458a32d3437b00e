using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Identities;

/// <summary>What can be wrong with personal data; no message repeats any of it.</summary>
internal static class IdentityProblems
{
    public static readonly Problem WrongKind = Field("identity.wrong_kind",
        "Nilainya salah jenis atau terlalu panjang.", "The value is of the wrong kind or too long.", "Isi dengan {expected}.", "Give {expected}.");

    public static readonly Problem NoSuchField = Field("identity.no_such_field",
        "Data pribadi tidak punya isian ini.", "Personal data have no such field.", "Di sini dikenal: {expected}.", "Known here: {expected}.");

    public static readonly Problem Repeated = Field("identity.repeated",
        "Satu anggota disebut dua kali.", "One member is named twice.", "Sebut setiap anggota sekali.", "Name each member once.");

    private static Problem Field(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status422UnprocessableEntity,
        new("Data pribadi belum benar", "The personal data are not right yet"), new(indonesian, english), new(todo, toDo));
}
