using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>The form's wording where the questionnaire has none: the visit, personal data, and what is said about an answer.</summary>
internal static class FormWords
{
    public const string Unknown = "unknown";

    public static readonly Text DoNotKnow = new("Tidak tahu", "Do not know");
    public static readonly Text Required = new("Pertanyaan ini wajib dijawab.", "This question must be answered.");
    public static readonly FormChoices YesNo = new("yesNo", [("yes", new("Ya", "Yes")), ("no", new("Tidak", "No"))]);
    public static readonly FormChoices YesNoUnknown = new("yesNoUnknown", [.. YesNo.Items, (Unknown, DoNotKnow)]);
    public static readonly FormChoices OnlyUnknown = new("onlyUnknown", [(Unknown, DoNotKnow)]);

    public static readonly Text Visit = new("Kunjungan", "Visit");
    public static readonly Text Enumerator = new("Kode kader atau petugas", "Enumerator's code");
    public static readonly Text EnumeratorForm = new("Pakai huruf, angka, titik atau tanda hubung; bukan nama atau nomor telepon.", "Use letters, digits, dots or hyphens; no name or telephone number.");
    public static readonly Text Village = new("Desa/kelurahan", "Village");
    public static readonly Text Household = new("Rumah tangga", "Household");
    public static readonly Text HouseholdHint = new("Pilih dari daftar bila sudah pernah dikunjungi.", "Choose from the list if it was visited before.");
    public static readonly Text Rt = new("RT", "RT (neighbourhood)");
    public static readonly Text Rw = new("RW", "RW (hamlet)");
    public static readonly Text NeighbourhoodForm = new("Isi satu sampai tiga angka.", "Give one to three digits.");
    public static readonly Text DasaWisma = new("Kelompok Dasa Wisma", "Dasa Wisma group");
    public static readonly Text DasaWismaForm = new("Isi nama kelompok, paling banyak 40 huruf.", "Give the group's name, at most 40 letters.");
    public static readonly Text Outcome = new("Hasil kunjungan", "Result of the visit");
    public static readonly Text Consent = new("Apakah rumah tangga bersedia diwawancarai dan datanya dicatat?", "Does the household agree to the interview and to its data being recorded?");
    public static readonly Text ConsentNeeded = new("Tanpa persetujuan, pilih hasil kunjungan Menolak.", "Without consent, choose Refused as the result.");
    public static readonly Text Note = new("Catatan", "Note");
    public static readonly Text NoteHint = new("Disimpan terpisah dan terenkripsi.", "Kept apart and encrypted.");

    public static readonly Text Answers = new("Wawancara", "Interview");
    public static readonly Text Personal = new("Data pribadi", "Personal data");
    public static readonly Text PersonalHint = new("Disimpan terpisah dan terenkripsi; boleh dikosongkan.", "Kept apart and encrypted; may be left empty.");
    public static readonly Text FamilyCard = new("Nomor KK", "Family card number (No. KK)");
    public static readonly Text Phone = new("Nomor telepon", "Telephone number");
    public static readonly Text Address = new("Alamat", "Address");
    public static readonly Text Location = new("Lokasi rumah", "Location of the dwelling");
    public static readonly Text FamilyCardPhoto = new("Foto KK", "Photograph of the family card");
    public static readonly Text DwellingPhoto = new("Foto rumah", "Photograph of the dwelling");

    public static readonly Text KnownMember = new("Anggota yang sudah terdaftar", "Member already registered");
    public static readonly Text Name = new("Nama", "Name");
    public static readonly Text Nik = new("NIK", "Identity number (NIK)");
    public static readonly Text BirthDate = new("Tanggal lahir", "Date of birth");
    public static readonly Text Months = new("Harus sesuai dengan umur dalam tahun.", "Must agree with the age in years.");

    public static Text HowMany(string indonesian, string english) => new($"{indonesian}: berapa?", $"{english}: how many?");

    public static Text Between(string min, string max) => new($"Isi antara {min} dan {max}.", $"Give {min} to {max}.");
}
