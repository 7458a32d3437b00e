using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Regions;

/// <summary>What can be wrong with an area that is asked for.</summary>
internal static class AreaProblems
{
    public static readonly Problem NotACode = new(
        "regions.not_an_area_code", StatusCodes.Status400BadRequest,
        new("Bukan kode wilayah", "Not an area code"),
        new("'{field}' bukan kode wilayah.", "'{field}' is not an area code."),
        new("Tulis kode Kemendagri: PP.KK.CC.DDDD atau bagian depannya, misalnya 35.22.15.2008.",
            "Write the Ministry of Home Affairs' code: PP.KK.CC.DDDD or its first parts, such as 35.22.15.2008."));

    public static readonly Problem Unknown = new(
        "regions.unknown_area", StatusCodes.Status404NotFound,
        new("Wilayah tidak dikenal", "Unknown area"),
        new("Tidak ada wilayah {area} dalam daftar.", "The register has no area {area}."),
        new("Periksa kodenya; daftar wilayah ada di /api/areas?parent=35.22.",
            "Check the code; the areas are listed at /api/areas?parent=35.22."));

    public static readonly Problem InvalidChange = new(
        "regions.invalid_change", StatusCodes.Status422UnprocessableEntity,
        new("Perubahan wilayah belum benar", "The change of area is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut.", "Correct the fields named."));

    public static readonly Problem InvalidField = new(
        "regions.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Nilai ini tidak dapat dipakai.", "This value can't be used."),
        new("Isi dengan {expected}.", "Give {expected}."));
}
