using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>What can be wrong with a file of the national register beside what can be wrong with any file; no message repeats a cell.</summary>
internal static class RegisterProblems
{
    public static readonly Problem UnknownFile = new(
        "register_file.unknown", StatusCodes.Status404NotFound,
        new("Berkas tidak dikenal", "Unknown file"),
        new("Tidak ada berkas daftar nasional {file}.", "There is no register file {file}."),
        new("Lihat /api/register-files.", "See /api/register-files."));

    public static readonly Problem NothingTaken = new(
        "register_file.nothing_taken", StatusCodes.Status422UnprocessableEntity,
        new("Tidak ada baris yang dapat diterima", "No row can be taken"),
        new("Berkas ini tidak memuat satu pun baris dengan NIK yang benar; {refused} baris ditolak.", "The file has no row with a right NIK; {refused} rows were refused."),
        new("Periksa kolom NIK: 16 angka, diformat sebagai teks.", "Check the NIK column: 16 digits, formatted as text."));

    public static readonly Problem UnknownState = new(
        "register_file.unknown_state", StatusCodes.Status400BadRequest,
        new("Keadaan tidak dikenal", "Unknown state"),
        new("Tidak ada baris berkeadaan '{state}'.", "No row has the state '{state}'."),
        new("Pilih salah satu: {known}.", "Choose one of: {known}."));

    public static readonly Problem InvalidAsOf = new(
        "register_file.invalid_as_of", StatusCodes.Status400BadRequest,
        new("Tanggal data tidak sah", "The data's date is not right"),
        new("asOf bukan tanggal, atau di masa depan.", "asOf is no date, or lies in the future."),
        new("Tulis tanggal data sebagai ?asOf=2026-10-01.", "Give the data's date as ?asOf=2026-10-01."));

    public static readonly Problem NotANik = Row("register_file.not_a_nik",
        "NIK harus 16 angka; baris tidak diambil.", "A NIK has 16 digits; the row is left out.", "Perbaiki NIK-nya.", "Correct the NIK.");

    public static readonly Problem NotACard = Row("register_file.not_a_family_card",
        "No. KK harus 16 angka; nomor tidak dipakai.", "A family card's number has 16 digits; it is left out.", "Perbaiki atau kosongkan.", "Correct it or leave it empty.");

    public static readonly Problem NotADecile = Row("register_file.not_a_decile",
        "Desil harus 1 sampai 10; desil tidak dipakai.", "A decile is 1 to 10; it is left out.", "Perbaiki atau kosongkan.", "Correct it or leave it empty.");

    public static readonly Problem OtherProgramme = Row("register_file.other_programme",
        "Ada program yang tidak ada dalam daftar kabupaten; dicatat sebagai 'other'.", "It names a programme that the regency's register lacks; it is kept as 'other'.",
        "Daftarkan program atau sebutan lainnya dengan PUT /api/programmes.", "Register the programme, or the word as an alias, with PUT /api/programmes.");

    private static Problem Row(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status422UnprocessableEntity,
        new("Baris belum benar", "The row is not right yet"), new(indonesian, english), new(todo, toDo));
}
