using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance.Gaps;

/// <summary>Why a list can't be given.</summary>
internal static class GapProblems
{
    public static readonly Problem UnknownKind = new(
        "assistance.unknown_kind", StatusCodes.Status400BadRequest,
        new("Jenis daftar tidak dikenal", "Unknown kind of list"),
        new("Daftar mana yang diminta belum jelas.", "Which list is wanted is not clear."),
        new("Isi kind dengan salah satu: {known}.", "Give kind as one of: {known}."));

    public static readonly Problem UnknownProgramme = new(
        "assistance.programme_not_found", StatusCodes.Status404NotFound,
        new("Program tidak dikenal", "Unknown programme"),
        new("Daftar kabupaten tidak memuat program {programme}.", "The regency's register has no programme {programme}."),
        new("Lihat /api/programmes.", "See /api/programmes."));

    public static readonly Problem WrongCursor = new(
        "assistance.wrong_cursor", StatusCodes.Status400BadRequest,
        new("Penanda halaman salah", "Wrong place of the page"),
        new("after bukan penanda halaman daftar ini.", "after is no place of this list."),
        new("Pakai next dari jawaban sebelumnya.", "Use next of the answer before."));

    public static readonly Problem NoPurpose = new(
        "assistance.no_purpose", StatusCodes.Status400BadRequest,
        new("Tujuan belum disebut", "No purpose"),
        new("Nama hanya diberikan dengan tujuan yang dicatat.", "Names are given only for a purpose, which is recorded."),
        new("Tambahkan purpose, salah satu: {known}.", "Add purpose, one of: {known}."));
}
