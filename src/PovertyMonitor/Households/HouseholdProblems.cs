using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Households;

/// <summary>What can be wrong with a change to a household.</summary>
internal static class HouseholdProblems
{
    public static readonly Problem Unknown = new(
        "household.unknown", StatusCodes.Status404NotFound,
        new("Rumah tangga tidak dikenal", "Unknown household"),
        new("Rumah tangga {household} belum pernah dikunjungi.", "Household {household} has never been visited."),
        new("Kirim wawancara pertamanya dulu.", "Submit its first interview first."));

    public static readonly Problem OtherChange = new(
        "household.other_change", StatusCodes.Status409Conflict,
        new("Id perubahan sudah dipakai", "The change's id is taken"),
        new("Perubahan {change} sudah dicatat dengan isi lain.", "Change {change} was recorded before with other content."),
        new("Pakai id baru untuk perubahan lain.", "Use a new id for another change."));

    public static readonly Problem InvalidChange = new(
        "household.invalid_change", StatusCodes.Status422UnprocessableEntity,
        new("Laporan belum benar", "The report is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang.", "Correct the fields named and send it again."));

    public static readonly Problem NotAsked = new(
        "household.not_asked", StatusCodes.Status422UnprocessableEntity,
        new("Isian tidak ditanyakan", "The field is not asked"),
        new("Isian ini tidak ditanyakan pada umur dan jawaban lain yang disebut.", "This is not asked, given the age and the other answers stated."),
        new("Hapus isian ini, atau betulkan umurnya.", "Leave it out, or correct the age."));

    public static readonly Problem UnknownVillage = new(
        "household.unknown_village", StatusCodes.Status422UnprocessableEntity,
        new("Desa tidak dikenal", "Unknown village"),
        new("{village} bukan kode desa dalam daftar wilayah.", "{village} is not the code of a village in the register."),
        new("Periksa kodenya di /api/areas.", "Check the code at /api/areas."));

    public static readonly Problem InvalidField = new(
        "household.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Nilainya tidak dapat diterima.", "The value can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));
}
