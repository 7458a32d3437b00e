using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files;

/// <summary>Why a request about a census file is turned away.</summary>
internal static class FileRequestProblems
{
    public static readonly Problem Unknown = new(
        "file.unknown", StatusCodes.Status404NotFound,
        new("Berkas tidak dikenal", "Unknown file"),
        new("Tidak ada berkas dengan id ini.", "There is no file with this id."),
        new("Lihat daftar di /api/files.", "See the list at /api/files."));

    public static readonly Problem NoRound = new(
        "file.no_round", StatusCodes.Status422UnprocessableEntity,
        new("Putaran tidak benar", "Round not right"),
        new("Berkas ini harus menyebut putaran survei yang terbuka.", "The file must name a survey round that is open."),
        new("Tambahkan ?round=2026-1 dengan kode putaran yang terbuka.", "Add ?round=2026-1 with the code of an open round."));

    public static readonly Problem Empty = new(
        "file.empty", StatusCodes.Status422UnprocessableEntity,
        new("Berkas kosong", "Empty file"),
        new("Permintaan ini tidak memuat berkas.", "The request holds no file."),
        new("Kirim isi berkas CSV atau XLSX sebagai isi permintaan.", "Send the CSV or XLSX file itself as the body."));

    public static readonly Problem WrongState = new(
        "file.wrong_state", StatusCodes.Status409Conflict,
        new("Belum dapat dilakukan", "Not possible now"),
        new("Berkas ini sedang dalam keadaan '{state}'.", "The file is in the state '{state}'."),
        new("Tunggu sampai keadaannya {expected}.", "Wait until its state is {expected}."));

    public static readonly Problem NotClean = new(
        "file.not_clean", StatusCodes.Status409Conflict,
        new("Masih ada masalah", "Problems remain"),
        new("Berkas ini punya {count} masalah.", "Problems in the file: {count}."),
        new("Perbaiki lalu kirim ulang, atau impor tanpa onlyIfClean: baris bermasalah dilewati.",
            "Correct it and send it again, or import without onlyIfClean: rows with problems are left out."));

    public static readonly Problem TooManyProblems = new(
        "file.too_many_problems", StatusCodes.Status409Conflict,
        new("Terlalu banyak masalah", "Too many problems"),
        new("Berkas ini punya {count} masalah; yang dicatat paling banyak {limit}.", "Problems in the file: {count}; of these at most {limit} are noted."),
        new("Perbaiki yang tercatat lalu kirim ulang.", "Correct those noted and send it again."));
}
