using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments;

/// <summary>What can be wrong with a question about the action plan.</summary>
internal static class CommitmentProblems
{
    public static readonly Problem NoRegency = new(
        "commitment.regency_missing", StatusCodes.Status400BadRequest,
        new("Kabupaten tidak disebut", "Regency missing"),
        new("Tidak jelas rencana aksi kabupaten mana yang diminta.", "It is not clear which regency's action plan is asked for."),
        new("Tambahkan ?regency=35.22, atau sertakan token.", "Add ?regency=35.22, or send a token."));

    public static readonly Problem NoPlan = new(
        "commitment.no_plan", StatusCodes.Status404NotFound,
        new("Belum ada rencana aksi", "No action plan"),
        new("Kabupaten ini belum memiliki rencana aksi di sini.", "This regency has no action plan here."),
        new("Periksa kode kabupaten, misalnya 35.22.", "Check the regency's code, such as 35.22."));

    public static readonly Problem Unknown = new(
        "commitment.unknown", StatusCodes.Status404NotFound,
        new("Komitmen tidak dikenal", "Unknown commitment"),
        new("Rencana aksi tidak memuat komitmen nomor {number}.", "The action plan has no commitment number {number}."),
        new("Nomor komitmen tercantum di /api/commitments.", "The commitments' numbers are listed at /api/commitments."));
}
