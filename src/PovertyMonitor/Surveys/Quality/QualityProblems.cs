using System.Collections.Frozen;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>What can be odd about a submission, and what can be wrong with a question about it.</summary>
internal static class QualityProblems
{
    public static readonly Problem NikForm = Odd("quality.nik_form",
        "NIK tampaknya salah tulis.", "The identity number (NIK) seems miswritten.", "Cocokkan dengan KTP atau KK.", "Compare it with the identity or family card.");

    public static readonly Problem FamilyCardForm = Odd("quality.family_card_form",
        "No. KK tampaknya salah tulis.", "The family card's number seems miswritten.", "Cocokkan dengan KK.", "Compare it with the family card.");

    public static readonly Problem NikRepeated = Odd("quality.nik_repeated",
        "Satu NIK dipakai beberapa anggota.", "Several members have the same identity number (NIK).", "Cocokkan dengan KTP atau KK.", "Compare it with the identity or family cards.");

    public static readonly Problem NikAge = Odd("quality.nik_age",
        "Umur tidak cocok dengan tanggal lahir di NIK.", "The age does not fit the birth date in the identity number (NIK).",
        "Periksa umur; NIK sendiri bisa keliru.", "Check the age; the number itself may be wrong.");

    public static readonly Problem NikSex = Odd("quality.nik_sex",
        "Jenis kelamin tidak cocok dengan NIK.", "The sex does not fit the identity number (NIK).", "Periksa jenis kelamin; NIK sendiri bisa keliru.", "Check the sex; the number itself may be wrong.");

    public static readonly Problem BirthDateAge = Odd("quality.birth_date_age",
        "Umur tidak cocok dengan tanggal lahir.", "The age does not fit the date of birth.", "Periksa umur dan tanggal lahir.", "Check the age and the date of birth.");

    public static readonly Problem SizeRoster = Odd("quality.size_roster",
        "Jumlah anggota yang disebut tidak sama dengan daftar anggota.", "The size stated is not that of the roster.", "Tanyakan siapa saja yang tinggal di sana.", "Ask who lives there.");

    public static readonly Problem NoHead = Odd("quality.no_head",
        "Tidak ada kepala rumah tangga.", "There is no head of the household.", "Tanyakan siapa kepala rumah tangganya.", "Ask who the head is.");

    public static readonly Problem YoungHead = Odd("quality.young_head",
        "Kepala rumah tangga masih anak-anak.", "The head of the household is a child.", "Periksa umur dan hubungan anggota.", "Check ages and relations.");

    public static readonly Problem YoungMother = Odd("quality.young_mother",
        "Selisih umur ibu dan anak terlalu kecil.", "Mother and child are too close in age.", "Periksa umur dan hubungan anggota.", "Check ages and relations.");

    public static readonly Problem ChildOlder = Odd("quality.child_older",
        "Anak tidak lebih muda dari orang tuanya.", "A child is not younger than its parent.", "Periksa umur dan hubungan anggota.", "Check ages and relations.");

    public static readonly Problem Growth = Odd("quality.growth",
        "Berat atau tinggi badan di luar batas yang masuk akal untuk umurnya.", "Weight or height is beyond what is plausible at that age.",
        "Ukur ulang, atau periksa umur dan satuannya.", "Measure again, or check the age and the units.");

    public static readonly Problem TooFast = Odd("quality.too_fast",
        "Wawancara terlalu cepat untuk jumlah anggotanya.", "The interview was too fast for the number of members.", "Tanyakan kepada petugas; bila perlu kunjungi lagi.", "Ask the enumerator; visit again if need be.");

    public static readonly Problem FarAway = Odd("quality.far_away",
        "Posisi GPS jauh dari desanya.", "The GPS position is far from the village.", "Periksa desa dan tempat pengisian.", "Check the village, and where the form was filled.");

    public static readonly Problem Coarse = Odd("quality.coarse_position",
        "Posisi GPS terlalu kasar.", "The GPS position is too coarse.", "Tunggu sinyal GPS di luar rumah.", "Wait for the GPS signal out of doors.");

    public static readonly Problem MemberElsewhere = Odd("quality.member_elsewhere",
        "Anggota ini juga tercatat tinggal di rumah tangga lain.", "This member is recorded as living in another household too.",
        "Tanyakan di mana orang itu tinggal; catat kepindahannya, atau koreksi wawancara yang keliru.", "Ask where that person lives; record the departure, or correct the interview that is wrong.");

    public static readonly Problem MemberDead = Odd("quality.member_dead",
        "Anggota ini tercatat sudah meninggal sebelum wawancara atau sebelum dilaporkan datang.", "This member is recorded as having died before the interview, or before they were reported to come.",
        "Tanyakan kepada keluarganya; batalkan laporan kematian atau kedatangan, atau koreksi wawancaranya.", "Ask the family; withdraw the report of the death or of the joining, or correct the interview.");

    /// <summary>The codes of those that a person should judge.</summary>
    public static readonly FrozenSet<string> Serious =
        new[] { NikRepeated, YoungHead, YoungMother, ChildOlder, TooFast, FarAway, MemberElsewhere, MemberDead }.Select(p => p.Code).ToFrozenSet();

    public static readonly Problem UnknownFlag = new(
        "quality.unknown_flag", StatusCodes.Status404NotFound,
        new("Tanda tidak dikenal", "Unknown flag"),
        new("Kiriman {submission} tidak punya tanda {flag}.", "The submission {submission} has no flag {flag}."),
        new("Lihat daftarnya di /api/quality.", "See the list at /api/quality."));

    public static readonly Problem Checked = new(
        "quality.checked", StatusCodes.Status409Conflict,
        new("Sudah diperiksa", "Already checked"),
        new("Tanda ini sudah diperiksa: {reason}.", "This flag was checked before: {reason}."),
        new("Tidak ada yang perlu dilakukan lagi.", "Nothing more needs to be done."));

    public static readonly Problem Invalid = new(
        "quality.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The entry is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut.", "Correct the fields named."));

    public static readonly Problem InvalidField = new(
        "quality.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Nilainya tidak dapat diterima.", "The value can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    private static Problem Odd(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status422UnprocessableEntity, new("Perlu dilihat", "Worth a look"), new(indonesian, english), new(todo, toDo));
}
