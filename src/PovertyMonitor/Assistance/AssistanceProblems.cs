using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance;

/// <summary>What can be wrong with assistance, referrals and programmes.</summary>
internal static class AssistanceProblems
{
    public static readonly Problem Invalid = new(
        "assistance.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The entry is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang dengan id yang sama.", "Correct the fields named and send it again with the same id."));

    public static readonly Problem InvalidField = Field("assistance.invalid_field",
        "Isian ini tidak dapat diterima.", "This entry can't be taken.", "Isi dengan {expected}.", "Give {expected}.");

    public static readonly Problem InFuture = Field("assistance.in_future",
        "Tanggalnya di masa depan.", "The date lies in the future.", "Catat sesudah terjadi; hari ini {expected}.", "Record it once it has happened; today is {expected}.");

    public static readonly Problem UnknownProgramme = Field("assistance.unknown_programme",
        "Program ini tidak ada dalam daftar kabupaten.", "The regency's register has no such programme.",
        "Yang dikenal: {known}. Program lain didaftarkan dengan PUT /api/programmes.", "Known: {known}. Another one is registered with PUT /api/programmes.");

    public static readonly Problem UnknownHousehold = new(
        "assistance.unknown_household", StatusCodes.Status404NotFound,
        new("Rumah tangga tidak dikenal", "Unknown household"),
        new("Rumah tangga {household} belum pernah dikunjungi.", "Household {household} has never been visited."),
        new("Periksa id-nya, atau minta kader mengunjunginya dulu.", "Check its id, or have an enumerator visit it first."));

    public static readonly Problem OtherContent = new(
        "assistance.other_content", StatusCodes.Status409Conflict,
        new("Id sudah dipakai", "The id is taken"),
        new("Id {id} sudah dicatat pada rumah tangga ini dengan isi lain.", "The id {id} was recorded of this household before with other content."),
        new("Pakai id baru untuk catatan lain.", "Use a new id for another record."));

    public static readonly Problem HouseholdEnded = new(
        "assistance.household_ended", StatusCodes.Status409Conflict,
        new("Rumah tangga sudah berakhir", "The household has ended"),
        new("Rumah tangga {household} berakhir pada {ended}.", "Household {household} ended on {ended}."),
        new("Catat pada rumah tangga tempat anggotanya tinggal sekarang; bantuan sebelum tanggal itu masih dapat dicatat.",
            "Record it at the household its members live in now; help before that day can still be recorded."));

    public static readonly Problem NotYourField = new(
        "assistance.not_your_field", StatusCodes.Status403Forbidden,
        new("Bukan bidang Anda", "Not your field"),
        new("Program {programme} dicatat oleh {role}.", "Programme {programme} is recorded by {role}."),
        new("Minta {role} mencatatnya.", "Ask {role} to record it."));

    public static readonly Problem NoHealthMatter = new(
        "assistance.no_health_matter", StatusCodes.Status403Forbidden,
        new("Tidak ada urusan kesehatan", "No health matter"),
        new("Rumah tangga ini tidak punya bantuan kesehatan atau rujukan ke dinkes.", "This household has no health assistance and no referral to dinkes."),
        new("Hanya Dinas Sosial membaca rumah tangga lain.", "Only Dinas Sosial reads other households."));

    public static readonly Problem UnknownReferral = new(
        "assistance.unknown_referral", StatusCodes.Status404NotFound,
        new("Rujukan tidak dikenal", "Unknown referral"),
        new("Rumah tangga {household} tidak punya rujukan {referral}.", "Household {household} has no referral {referral}."),
        new("Catat rujukannya dulu.", "Record the referral first."));

    public static readonly Problem ReferralClosed = new(
        "assistance.referral_closed", StatusCodes.Status409Conflict,
        new("Rujukan sudah selesai", "The referral is closed"),
        new("Rujukan {referral} sudah dijawab: {answer}.", "Referral {referral} was answered already: {answer}."),
        new("Untuk kebutuhan baru, catat rujukan baru.", "For a new need, record a new referral."));

    public static readonly Problem ProgrammeChanged = new(
        "assistance.programme_changed", StatusCodes.Status412PreconditionFailed,
        new("Program sudah berubah", "The programme has changed"),
        new("Program {programme} sudah diubah orang lain; 'changes' menyebut apa.", "Somebody else has changed programme {programme}; 'changes' says what."),
        new("Periksa perubahannya, lalu kirim ulang dengan ETag yang baru bila masih perlu.", "Look at the changes and send it anew with the new ETag if it is still needed."));

    private static Problem Field(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"), new(indonesian, english), new(todo, toDo));
}
