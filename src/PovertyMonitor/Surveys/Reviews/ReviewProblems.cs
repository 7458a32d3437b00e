using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Why a submission can't be resolved so, and what to do instead.</summary>
internal static class ReviewProblems
{
    public static readonly Problem Unknown = new(
        "review.unknown", StatusCodes.Status404NotFound,
        new("Tidak menunggu pemeriksaan", "Not in the review queue"),
        new("Kiriman {submission} tidak ada dalam antrean pemeriksaan.", "The submission {submission} is not in the review queue."),
        new("Lihat antrean di /api/reviews.", "See the queue at /api/reviews."));

    public static readonly Problem Several = new(
        "review.several_contents", StatusCodes.Status422UnprocessableEntity,
        new("Ada beberapa isi", "Several contents"),
        new("Beberapa isi menunggu di bawah id {submission}.", "Several contents wait under the id {submission}."),
        new("Sebut salah satu dengan ?content=: {contents}.", "Name one of them by ?content=: {contents}."));

    public static readonly Problem Resolved = new(
        "review.resolved", StatusCodes.Status409Conflict,
        new("Sudah diputuskan", "Already resolved"),
        new("Sudah diputuskan: {action}. Alasan: {reason}.", "It was resolved before: {action}. Reason: {reason}."),
        new("Keputusan lihat 'resolution'. Untuk mengubah yang sudah diterima, kirim koreksi atau tolak kirimannya.",
            "See 'resolution' for the decision. To change what was taken, send a correction or reject the submission."));

    public static readonly Problem Changed = new(
        "review.changed", StatusCodes.Status412PreconditionFailed,
        new("Sudah berubah", "It has changed"),
        new("Sejak Anda membacanya, rumah tangga ini atau kirimannya berubah.", "The household or the submission changed since you read it."),
        new("Baca lagi pemeriksaannya, lalu putuskan.", "Read the review again, then decide."));

    public static readonly Problem Invalid = new(
        "review.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Keputusan belum benar", "The resolution is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang.", "Correct the fields named and send it again."));

    public static readonly Problem InvalidField = new(
        "review.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Nilainya tidak dapat diterima.", "The value can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem UnknownVillage = new(
        "review.unknown_village", StatusCodes.Status422UnprocessableEntity,
        new("Desa tidak dikenal", "Unknown village"),
        new("{village} tidak ada dalam daftar wilayah, sehingga kiriman ini tidak dapat dihitung di desa mana pun.", "The register has no village {village}, so that this submission could be counted in no village."),
        new("Pakai action 'correct' dengan isi kiriman ini dan kode desa yang benar di submission.place.village (lihat /api/areas), atau tolak.",
            "Use the action 'correct' with this submission's content and the right village code in submission.place.village (see /api/areas), or reject it."));

    public static readonly Problem StillUnknownVillage = new(
        "review.still_unknown_village", StatusCodes.Status422UnprocessableEntity,
        new("Desa masih tidak dikenal", "Still an unknown village"),
        new("{village} juga tidak ada dalam daftar wilayah; tidak ada yang diputuskan, dan kiriman ini tetap menunggu.",
            "The register has no village {village} either; nothing was decided, and the submission still waits."),
        new("Cari kodenya: GET /api/areas?parent={regency} menyebut kecamatan, GET /api/areas?parent= dengan kode kecamatan menyebut desanya.",
            "Find its code: GET /api/areas?parent={regency} names the districts, GET /api/areas?parent= with a district's code its villages."));

    public static readonly Problem NothingDiffers = new(
        "review.nothing_differs", StatusCodes.Status422UnprocessableEntity,
        new("Tidak ada yang dapat digabung", "Nothing to take over"),
        new("Tidak ada isian kiriman ini yang berbeda dan dapat digabung.", "No field of this submission differs that a merge could take over."),
        new("Terima, perbaiki, atau tolak.", "Accept, correct or reject it."));

    public static readonly Problem RoundNeverOpened = new(
        "review.round_never_opened", StatusCodes.Status409Conflict,
        new("Putaran belum pernah dibuka", "The round was never opened"),
        new("Putaran {round} belum pernah dibuka, sehingga kiriman ini akan dihitung dalam putaran yang tidak ada.", "Round {round} was never opened, so that this submission would count in a round that does not exist."),
        new("Bila kodenya benar, minta perencana atau operator membukanya dulu: POST /api/rounds/{round}/open, lalu kiriman ini diterima sendiri. Bila keliru, pakai action 'correct' dengan putaran yang benar di submission.round (lihat /api/rounds).",
            "If the code is right, have a planner or an operator open it first: POST /api/rounds/{round}/open, and the submission is taken by itself. If it is wrong, use the action 'correct' with the right round in submission.round (see /api/rounds)."));

    /// <summary>Why two households are in the queue.</summary>
    public static readonly Problem ProbableDuplicate = new(
        "review.probable_duplicate", StatusCodes.Status409Conflict,
        new("Mungkin satu rumah tangga", "Probably one household"),
        new("Kedua rumah tangga ini memakai No. KK atau NIK yang sama: mungkin satu, tercatat dua kali. Sampai diputuskan, keduanya dihitung dalam semua angka.",
            "Both households gave the same family card or identity number: they may be one, recorded twice. Until somebody judges, both count in every figure."),
        new("Bandingkan di GET {address}, lalu putuskan dengan alasan di POST {address}/judgement: same, different, atau merge.",
            "Compare them at GET {address}, then judge with a reason at POST {address}/judgement: same, different or merge."));

    public static readonly Problem Taken = Not("review.taken",
        "Kiriman {submission} sudah diterima dan berlaku; yang kurang untuk itu mungkin sudah dilaporkan.", "The submission {submission} has been taken and stands; what it lacked may have been reported since.",
        "Bila keliru, tolak: POST /api/submissions/{submission}/rejection.", "If that is wrong, reject it: POST /api/submissions/{submission}/rejection.");

    public static readonly Problem NothingToTake = Not("review.nothing_to_take",
        "Isi kiriman ini tidak dapat dibaca sebagai survei.", "This submission can't be read as a survey.",
        "Kirim isi yang benar dengan action 'correct', atau tolak.", "Give the right content with the action 'correct', or reject it.");

    public static readonly Problem NothingToMerge = Not("review.nothing_to_merge",
        "Tidak ada wawancara yang berlaku untuk digabung dengan kiriman ini.", "No interview stands with which this submission could be merged.",
        "Terima, perbaiki, atau tolak.", "Accept, correct or reject it.");

    public static readonly Problem BaseOpen = Not("review.base_open",
        "Kiriman yang dikoreksi ({base}) belum diterima.", "The submission it corrects ({base}) has not been taken.",
        "Putuskan dulu tentang kiriman itu.", "Decide about that submission first.");

    public static readonly Problem FirstContentOpen = Not("review.first_content_open",
        "Isi pertama di bawah id {submission} juga belum diputuskan.", "The first content under the id {submission} is not decided about either.",
        "Putuskan dulu tentang isi pertama.", "Decide about the first content first.");

    public static readonly Problem InterviewStands = Not("review.interview_stands",
        "Wawancara yang berlaku tidak dapat diganti dengan kunjungan tanpa wawancara.", "A visit without an interview can't take the place of the interview that stands.",
        "Bila wawancara itu tidak pernah terjadi, tolak dulu: POST /api/submissions/{base}/rejection.",
        "If that interview never took place, reject it first: POST /api/submissions/{base}/rejection.");

    public static readonly Problem NotTaken = Not("review.not_taken",
        "Kiriman {submission} tidak sedang berlaku.", "The submission {submission} does not stand.",
        "Yang masih menunggu diputuskan di /api/reviews.", "What still waits is decided at /api/reviews.");

    public static readonly Problem LivesTwice = Not("review.lives_twice",
        "Tanpa wawancara ini anggota berikut tinggal di dua rumah tangga sekaligus; di dalam kurung kedua rumah tangga itu: {members}.",
        "Without this interview these members would live in two households at once; in brackets both of these: {members}.",
        "Putuskan dulu di mana mereka tinggal: catat kepergian mereka dari salah satunya (departures), atau batalkan kedatangan mereka di yang lain (withdrawals); lalu tolak wawancara ini.",
        "Settle first where they live: record that they left one of both (departures), or take back that they came to the other (withdrawals); then reject this interview.");

    private static Problem Not(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status409Conflict, new("Tidak dapat diputuskan begini", "It can't be resolved so"), new(indonesian, english), new(todo, toDo));
}
