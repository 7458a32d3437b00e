using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys;

/// <summary>What can be wrong with a submission.</summary>
internal static class SurveyProblems
{
    public static readonly Problem Invalid = new(
        "survey.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Kiriman belum benar", "The submission is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang dengan id yang sama.", "Correct the fields named and send it again with the same id."));

    public static readonly Problem OtherContent = new(
        "survey.other_content", StatusCodes.Status409Conflict,
        new("Id kiriman sudah dipakai", "The submission id is taken"),
        new("Kiriman {submission} sudah diterima dengan isi lain; yang ini disimpan untuk diperiksa.",
            "Submission {submission} was taken before with other content; this one is kept for review."),
        new("Jangan kirim ulang. Untuk memperbaiki isian, kirim koreksi dengan id baru dan corrects = id ini.",
            "Do not send it again. To correct answers, send a correction with a new id and corrects = this id."));

    public static readonly Problem TooMany = new(
        "survey.too_many", StatusCodes.Status413PayloadTooLarge,
        new("Terlalu banyak kiriman", "Too many submissions"),
        new("Satu permintaan memuat paling banyak {limit} kiriman; yang sesudahnya tidak dibaca.", "One request takes at most {limit} submissions; those after were not read."),
        new("Kirim sisanya dalam permintaan lain.", "Send the rest in other requests."));

    public static readonly Problem NotJsonOfSubmissions = new(
        "survey.not_submissions", StatusCodes.Status400BadRequest,
        new("Bukan kiriman", "Not a submission"),
        new("Isi permintaan harus satu kiriman (objek) atau beberapa (larik).", "The body must be one submission (object) or several (array)."),
        new("Lihat /docs untuk bentuknya.", "See /docs for its form."));

    public static readonly Problem BodyBroken = new(
        "survey.body_broken", StatusCodes.Status400BadRequest,
        new("Isi permintaan terputus atau rusak", "The body breaks off or goes wrong"),
        new("Isi permintaan tidak terbaca mulai byte {position}, sesudah {count} kiriman; yang sebelumnya sudah dijawab.",
            "The body can't be read from byte {position} on; submissions before it, which are answered: {count}."),
        new("Kirim ulang semuanya; yang sudah diterima tidak akan tercatat dua kali.", "Send everything again; what was taken is not recorded twice."));

    public static readonly Problem ItemTooLarge = new(
        "survey.too_large", StatusCodes.Status413PayloadTooLarge,
        new("Kiriman terlalu besar", "The submission is too large"),
        new("Satu kiriman paling banyak {limit} byte.", "One submission takes at most {limit} bytes."),
        new("Periksa aplikasi pengirim; survei yang benar jauh lebih kecil.", "Check the program that sent it; a right survey is much smaller."));

    public static readonly Problem Later = new(
        "survey.later", StatusCodes.Status503ServiceUnavailable,
        new("Belum dapat diterima", "Can't be taken yet"),
        new("Penyimpanan sedang tidak menjawab; kiriman berstatus later belum tentu tersimpan.",
            "The store does not answer now; what is answered with later may not be kept."),
        new("Kirim ulang nanti dengan id yang sama; tidak akan tercatat dua kali.", "Send it again later with the same id; it is never recorded twice."));

    public static readonly Problem Missing = Answer("survey.missing",
        "Isian ini wajib.", "This field is required.",
        "Isi dengan {expected}.", "Give {expected}.");

    public static readonly Problem NotAsked = Answer("survey.not_asked",
        "Isian ini tidak ditanyakan pada jawaban yang lain.", "This is not asked, given the other answers.",
        "Hapus isian ini.", "Leave it out.");

    public static readonly Problem WrongKind = Answer("survey.wrong_kind",
        "Jenis nilainya salah.", "The value is of the wrong kind.",
        "Isi dengan {expected}.", "Give {expected}.");

    public static readonly Problem OutOfRange = Answer("survey.out_of_range",
        "Nilainya di luar batas {expected}.", "The value is outside {expected}.",
        "Periksa angkanya.", "Check the number.");

    public static readonly Problem NotAChoice = Answer("survey.not_a_choice",
        "Bukan salah satu pilihan.", "Not one of the choices.",
        "Pilih salah satu: {expected}.", "Choose one of: {expected}.");

    public static readonly Problem NoSuchField = Answer("survey.no_such_field",
        "Kuesioner tidak punya isian ini.", "The questionnaire has no such field.",
        "Di sini dikenal: {expected}.", "Known here: {expected}.");

    public static readonly Problem Contradiction = Answer("survey.contradiction",
        "Bertentangan dengan jawaban lain.", "Contradicts another answer.",
        "Seharusnya {expected}.", "It should be {expected}.");

    public static readonly Problem Repeated = Answer("survey.repeated",
        "Id ini dipakai dua kali.", "This id is used twice.",
        "Beri setiap anggota id sendiri.", "Give each member an id of its own.");

    public static readonly Problem WrongCount = Answer("survey.wrong_count",
        "Jumlahnya harus {expected}.", "There must be {expected} of them.",
        "Periksa daftarnya.", "Check the list.");

    public static readonly Problem UnknownVillage = Kept("survey.unknown_village",
        "Desa ini tidak ada dalam daftar wilayah; kiriman disimpan untuk diperiksa.", "The register has no such village; the submission is kept for review.");

    public static readonly Problem InFuture = Answer("survey.in_future",
        "Waktu wawancara lebih dari sehari di masa depan.", "The interview lies more than a day in the future.",
        "Periksa jam perangkat; sekarang {expected}.", "Check the device's clock; it is now {expected}.");

    public static readonly Problem TooEarly = Answer("survey.too_early",
        "Waktu wawancara sebelum {expected}.", "The interview lies before {expected}.",
        "Periksa jam perangkat.", "Check the device's clock.");

    public static readonly Problem NotUnicode = Answer("survey.not_unicode",
        "Ada teks yang bukan Unicode yang sah.", "Some text is no valid Unicode.",
        "Kirim teks sebagai UTF-8 tanpa pasangan surogat yang terputus.", "Send text as UTF-8 without broken surrogate pairs.");

    public static readonly Problem AreaNotYours = Answer("survey.area_not_yours",
        "Desa atau kelompok Dasa Wisma ini bukan wilayah tugas Anda.", "This village or Dasa Wisma group is not yours.",
        "Minta pengelola menambahkannya, lalu kirim ulang.", "Ask the operator to add it, then send again.");

    public static readonly Problem Unreadable = Kept("survey.unreadable",
        "Isinya tidak terbaca; disimpan apa adanya untuk diperiksa.", "It can't be read; it is kept as it came for a person to look at.");

    public static readonly Problem ClosedRound = Kept("survey.closed_round",
        "Putaran survei ini sudah ditutup; kiriman disimpan untuk diperiksa.", "This survey round is closed; the submission is kept for review.");

    public static readonly Problem UnknownRound = Kept("survey.unknown_round",
        "Putaran survei ini belum pernah dibuka; kiriman disimpan untuk diperiksa.", "This survey round was never opened; the submission is kept for review.");

    public static readonly Problem WaitsForBase = Kept("survey.waits_for_base",
        "Kiriman yang dikoreksi belum diterima; koreksi ini menunggunya.", "The submission it corrects has not been taken yet; this correction waits for it.");

    public static readonly Problem SupersededBase = Kept("survey.superseded_base",
        "Kiriman ini sudah dikoreksi oleh kiriman lain; koreksi ini disimpan untuk diperiksa.",
        "Another correction of that submission was taken before; this one is kept for review.");

    public static readonly Problem RejectedBase = Kept("survey.rejected_base",
        "Kiriman yang dikoreksi sudah ditolak; koreksi ini disimpan untuk diperiksa.", "The submission it corrects was rejected; this correction is kept for review.");

    public static readonly Problem Rejected = new(
        "survey.rejected", StatusCodes.Status409Conflict,
        new("Ditolak", "Rejected"),
        new("Kiriman ini sudah diperiksa dan ditolak; tidak dihitung di mana pun.", "This submission was looked at and rejected; it counts nowhere."),
        new("Jangan kirim ulang. Bila keliru, hubungi Dinas Sosial.", "Do not send it again. If that is wrong, ask Dinas Sosial."));

    public static readonly Problem OtherHousehold = Kept("survey.other_household",
        "Kiriman yang dikoreksi tentang rumah tangga lain; disimpan untuk diperiksa.", "The submission it corrects is about another household; it is kept for review.");

    public static readonly Problem CorrectsItself = Kept("survey.corrects_itself",
        "Kiriman ini menyebut dirinya sendiri sebagai yang dikoreksi; disimpan untuk diperiksa.", "It names itself as what it corrects; it is kept for review.");

    public static readonly Problem HouseholdElsewhere = Kept("survey.household_elsewhere",
        "Rumah tangga ini tercatat di desa lain di luar wilayah tugas Anda; kiriman disimpan untuk diperiksa.",
        "This household is known in another village, outside your area; the submission is kept for review.");

    public static readonly Problem HouseholdEnded = Kept("survey.household_ended",
        "Rumah tangga ini sudah bubar, bergabung atau ternyata ganda sebelum kunjungan ini; kiriman disimpan untuk diperiksa.",
        "This household was dissolved, merged or found to be a duplicate before this visit; the submission is kept for review.");

    public static readonly Problem MembersElsewhere = Kept("survey.members_elsewhere",
        "Rumah tangga ini pernah dipisah atau digabung, dan wawancara ini tidak cocok dengannya: memuat anggota yang saat itu sudah tinggal di rumah tangga lain, atau bertanggal sebelum peristiwa itu; kiriman disimpan untuk diperiksa.",
        "This household was split or merged, and this interview does not fit that: it lists members who lived in another household by then, or is dated before; the submission is kept for review.");

    /// <summary>Whether what is known of the household is the reason, so that it may pass when more is known.</summary>
    public static bool IsOfHistory(Problem problem) => problem == HouseholdElsewhere || problem == HouseholdEnded || problem == MembersElsewhere;

    /// <summary>Whether the state of its round is the reason, so that it may pass when the round opens.</summary>
    public static bool IsOfRound(Problem problem) => problem == UnknownRound || problem == ClosedRound;

    public static Problem Of(FaultKind kind) => kind switch
    {
        FaultKind.Missing => Missing,
        FaultKind.NotAsked => NotAsked,
        FaultKind.OutOfRange => OutOfRange,
        FaultKind.NotAChoice => NotAChoice,
        FaultKind.NoSuchField => NoSuchField,
        FaultKind.Contradiction => Contradiction,
        FaultKind.Repeated => Repeated,
        FaultKind.WrongCount => WrongCount,
        _ => WrongKind,
    };

    public static FieldError ErrorOf(AnswerFault fault) => Of(fault.Kind).At(fault.Field, ("expected", fault.Expected));

    private static Problem Kept(string code, string indonesian, string english) => new(
        code, StatusCodes.Status422UnprocessableEntity,
        new("Disimpan untuk diperiksa", "Kept for review"), new(indonesian, english),
        new("Tidak perlu dikirim ulang.", "There is no need to send it again."));

    private static Problem Answer(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"), new(indonesian, english), new(todo, toDo));
}
