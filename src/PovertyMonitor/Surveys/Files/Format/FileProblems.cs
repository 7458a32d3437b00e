using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>What can be wrong with a census file beside what can be wrong with a submission.</summary>
internal static class FileProblems
{
    public static readonly Problem Broken = File("file.broken",
        "Berkas rusak atau terpotong.", "The file is broken or cut off.",
        "Simpan ulang dari program lembar kerja sebagai XLSX atau CSV UTF-8 lalu kirim lagi.", "Save it again as XLSX or CSV UTF-8 and send it again.");

    public static readonly Problem NotASpreadsheet = File("file.not_a_spreadsheet",
        "Ini bukan CSV dan bukan XLSX.", "This is neither CSV nor XLSX.",
        "Simpan sebagai XLSX atau CSV UTF-8; berkas .xls lama dan yang bersandi tidak dapat dibaca.", "Save it as XLSX or CSV UTF-8; old .xls files and protected ones can't be read.");

    public static readonly Problem TooLargeInside = File("file.too_large_inside",
        "Isi berkas melebihi batas {limit}.", "The file's content goes beyond {limit}.",
        "Hapus lembar, gambar dan kolom yang tidak perlu, atau bagi berkas menurut desa.", "Remove sheets, pictures and columns that aren't needed, or split the file by village.");

    public static readonly Problem RowTooLong = File("file.row_too_long",
        "Baris terlalu panjang; mungkin tanda kutip tidak ditutup.", "The row is too long; perhaps a quote is not closed.",
        "Periksa tanda kutip pada baris ini dan sebelumnya.", "Check the quotes on this row and the one before.");

    public static readonly Problem NoHeader = File("file.no_header",
        "Baris judul kolom tidak ditemukan.", "There is no header row.",
        "Pakai judul kolom dari templat: {expected}.", "Use the template's header: {expected}.");

    public static readonly Problem ColumnTwice = File("file.column_twice",
        "Kolom ini ada dua kali.", "This column is there twice.", "Hapus salah satunya.", "Remove one of them.");

    public static readonly Problem ColumnMissing = File("file.column_missing",
        "Kolom ini tidak ada.", "This column is missing.", "Tambahkan kolom {expected}.", "Add the column {expected}.");

    public static readonly Problem ColumnUnknown = File("file.column_unknown",
        "Kolom ini tidak dikenal dan tidak dibaca.", "This column is not known and not read.",
        "Abaikan, atau pakai judul dari templat.", "Leave it, or use a title of the template.");

    public static readonly Problem NoHouseholdNumber = File("file.no_household_number",
        "Baris ini tidak menyebut rumah tangganya.", "The row does not say which household it is of.",
        "Isi No. rumah tangga (paling banyak 40 huruf atau angka, bukan NIK atau No. KK) atau Id rumah tangga.",
        "Give the household number (up to 40 letters or digits, no NIK or family card) or the household id.");

    public static readonly Problem UnknownVillage = File("file.unknown_village",
        "Desa ini tidak ada dalam daftar wilayah.", "The register has no such village.",
        "Pakai kode Kemendagri seperti {expected}.", "Use its Kemendagri code, such as {expected}.");

    public static readonly Problem Scattered = File("file.household_scattered",
        "Rumah tangga ini ada di dua tempat: baris {first} dan baris {second}.", "This household stands in two places: row {first} and row {second}.",
        "Kumpulkan semua barisnya berurutan; untuk kunjungan kedua isi Kunjungan ke.", "Put all its rows together; for a second visit give the visit number.");

    public static readonly Problem Differs = File("file.row_differs",
        "Berbeda dengan baris lain dari rumah tangga yang sama.", "Differs from another row of the same household.",
        "Isi sama, atau kosongkan selain di baris pertama.", "Give the same, or leave it empty except on the first row.");

    public static readonly Problem TooManyRows = File("file.too_many_rows",
        "Rumah tangga ini punya lebih dari {limit} baris.", "This household has more than {limit} rows.",
        "Periksa No. rumah tangga.", "Check the household number.");

    public static readonly Problem DigitsLost = File("file.digits_lost",
        "Program lembar kerja menghilangkan angka dari nomor ini; nomor tidak dipakai.", "The spreadsheet lost digits of this number; it is left out.",
        "Format kolom sebagai teks lalu ketik ulang nomornya.", "Format the column as text and type the number again.");

    public static readonly Problem FormulaWithoutResult = File("file.formula_without_result",
        "Rumus tanpa hasil.", "A formula without its result.",
        "Buka di program lembar kerja dan simpan ulang, atau tempel sebagai nilai.", "Open it in a spreadsheet and save it again, or paste it as a value.");

    public static readonly Problem CellError = File("file.cell_error",
        "Rumus di sel ini gagal.", "The formula in this cell failed.", "Perbaiki rumusnya atau ketik nilainya.", "Correct the formula or type the value.");

    public static readonly Problem WrongEncoding = File("file.wrong_encoding",
        "Ada huruf yang tidak terbaca.", "Some letters can't be read.", "Simpan sebagai CSV UTF-8.", "Save it as CSV UTF-8.");

    public static readonly Problem CellTooLong = File("file.cell_too_long",
        "Isi sel lebih dari {limit} huruf.", "The cell has more than {limit} characters.", "Persingkat.", "Shorten it.");

    public static readonly Problem CellOutside = File("file.cell_outside",
        "Ada isi di luar kolom berjudul.", "There is something outside the columns that have a title.",
        "Periksa apakah tanda pemisah ada dalam isian.", "Check whether a separator is part of a value.");

    public static readonly Problem Merged = File("file.merged_cells",
        "{count} kelompok sel digabung; hanya sel pertamanya yang berisi.", "Groups of merged cells: {count}; only the first cell of each has a value.",
        "Lepaskan penggabungan dan isi setiap baris.", "Unmerge them and fill each row.");

    public static readonly Problem OtherSheets = File("file.other_sheets",
        "{count} lembar lain tidak dibaca.", "Other sheets, which are not read: {count}.",
        "Kirim setiap lembar sebagai berkas sendiri.", "Send each sheet as a file of its own.");

    private static Problem File(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status422UnprocessableEntity,
        new("Berkas belum benar", "The file is not right yet"), new(indonesian, english), new(todo, toDo));
}
