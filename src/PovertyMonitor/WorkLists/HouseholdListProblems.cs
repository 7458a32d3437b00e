using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.WorkLists;

/// <summary>What can be wrong with a question for households.</summary>
internal static class HouseholdListProblems
{
    public static readonly Problem Invalid = new(
        "household_list.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Permintaan daftar belum benar", "The request for the list is not right yet"),
        new("{count} parameter perlu diperbaiki.", "Parameters to correct: {count}."),
        new("Perbaiki parameter yang disebut lalu kirim ulang.", "Correct the parameters named and ask again."));

    public static readonly Problem InvalidParameter = Parameter("household_list.invalid_parameter",
        "Nilai ini tidak dapat diterima.", "This value can't be taken.", "Isi dengan {expected}.", "Give {expected}.");

    public static readonly Problem UnknownArea = Parameter("household_list.unknown_area",
        "Wilayah ini tidak ada dalam daftar wilayah.", "The register has no such area.",
        "Periksa kodenya; daftar wilayah ada di /api/areas?parent=35.22.", "Check the code; the areas are listed at /api/areas?parent=35.22.");

    public static readonly Problem UnknownIndicator = Parameter("household_list.unknown_indicator",
        "Ukuran {measure} tidak punya indikator itu.", "The measure {measure} has no such indicator.",
        "Yang ada: {known}; beberapa dipisahkan koma.", "It has: {known}; several are separated by commas.");

    public static readonly Problem WrongCursor = Parameter("household_list.wrong_cursor",
        "after bukan penanda halaman daftar ini.", "after is no place of this list.",
        "Pakai next dari jawaban sebelumnya dengan sort dan measure yang sama, atau mulai lagi tanpa after.",
        "Use next of the answer before with the same sort and measure, or begin anew without after.");

    public static readonly Problem NoPurpose = Parameter("household_list.no_purpose",
        "Nama hanya diberikan dengan tujuan yang dicatat.", "Names are given only for a purpose, which is recorded.",
        "Isi satu kata huruf kecil, misalnya verification atau delivery.", "Give a word of lower-case letters, such as verification or delivery.");

    public static readonly Problem TooMany = new(
        "household_list.too_many", StatusCodes.Status422UnprocessableEntity,
        new("Daftar terlalu panjang", "The list is too long"),
        new("Lebih dari {limit} rumah tangga cocok; satu daftar kerja memuat paling banyak sekian.", "More than {limit} households match, the most that one work list holds."),
        new("Persempit dengan area, status, atau saringan lain, misalnya satu kecamatan.", "Narrow it by area, status or another filter, such as one district."));

    private static Problem Parameter(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status422UnprocessableEntity,
        new("Parameter belum benar", "The parameter is not right yet"), new(indonesian, english), new(todo, toDo));
}
