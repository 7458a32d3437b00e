using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Duplicates;

/// <summary>What can be wrong with a request about duplicates.</summary>
internal static class DuplicateProblems
{
    public static readonly Problem UnknownSearch = new(
        "duplicate.unknown_search", StatusCodes.Status404NotFound,
        new("Pencarian tidak dikenal", "Unknown search"),
        new("Tidak ada pencarian dengan id ini.", "There is no search with this id."),
        new("Mulai pencarian dengan POST /api/duplicates/search.", "Begin one with POST /api/duplicates/search."));

    public static readonly Problem UnknownPair = new(
        "duplicate.unknown_pair", StatusCodes.Status404NotFound,
        new("Rumah tangga tidak dikenal", "Unknown household"),
        new("Salah satu dari kedua rumah tangga ini belum pernah dikunjungi.", "One of these two households has never been visited."),
        new("Ambil pasangannya dari GET /api/duplicates.", "Take the pair from GET /api/duplicates."));

    public static readonly Problem Invalid = new(
        "duplicate.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Permintaan tentang rumah tangga ganda belum benar", "The request about duplicates is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang.", "Correct the fields named and send it again."));

    public static readonly Problem InvalidField = new(
        "duplicate.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Isian ini tidak dapat diterima.", "This entry can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem NotAMember = new(
        "duplicate.not_a_member", StatusCodes.Status422UnprocessableEntity,
        new("Bukan anggota rumah tangga itu", "Not a member of that household"),
        new("Di sini diperlukan anggota rumah tangga {household}, masing-masing satu kali.", "A member of household {household} is needed here, each one once."),
        new("Isi dengan id anggota seperti tampak pada pasangannya, atau jangan kirim 'pairs'.", "Give a member's id as the pair shows it, or leave 'pairs' out."));

    public static readonly Problem SameHousehold = new(
        "duplicate.same_household", StatusCodes.Status422UnprocessableEntity,
        new("Dua kali rumah tangga yang sama", "The same household twice"),
        new("Kedua id di alamat ini adalah rumah tangga {household}.", "Both ids in this address are household {household}."),
        new("Sebut dua rumah tangga yang berbeda; ambil pasangannya dari GET /api/duplicates.", "Name two different households; take the pair from GET /api/duplicates."));

    public static readonly Problem JudgedMeanwhile = new(
        "duplicate.judged_meanwhile", StatusCodes.Status412PreconditionFailed,
        new("Sudah berubah sejak Anda melihatnya", "Changed since you looked at it"),
        new("Sejak Anda melihat pasangan ini ada yang memutuskannya (lihat 'judgement') atau ada kabar baru tentang salah satu rumah tangganya.",
            "Since you looked at this pair somebody judged it (see 'judgement'), or there is news of one of the households."),
        new("Lihat pasangannya lagi; bila keputusan Anda tetap, kirim lagi dengan If-Match: {tag}.",
            "Look at the pair again; if your judgement stays, send it again with If-Match: {tag}."));

    public static readonly Problem SeenNeeded = new(
        "duplicate.if_match_needed", StatusCodes.Status428PreconditionRequired,
        new("Sebut keputusan mana yang dibatalkan", "Say which judgement is taken back"),
        new("Pembatalan tanpa If-Match dapat mengenai keputusan yang belum Anda lihat.", "A withdrawal without If-Match could hit a judgement that you have not seen."),
        new("Lihat pasangannya dengan GET, lalu kirim lagi dengan ETag-nya sebagai If-Match; sekarang: {tag}.", "Read the pair with GET, then send it again with its ETag as If-Match; it is now {tag}."));

    public static readonly Problem StillMerged = new(
        "duplicate.still_merged", StatusCodes.Status409Conflict,
        new("Rumah tangga ini sudah digabung", "The households are merged"),
        new("Kedua rumah tangga ini sudah digabung menjadi {household}.", "These households were merged into {household}."),
        new("Batalkan keputusan itu dulu dengan POST .../judgement/withdrawal.", "Take that judgement back first with POST .../judgement/withdrawal."));

    public static readonly Problem MergedAtHousehold = new(
        "duplicate.merged_at_household", StatusCodes.Status409Conflict,
        new("Rumah tangga ini sudah digabung", "The households are merged"),
        new("Kedua rumah tangga ini sudah digabung menjadi {household} oleh laporan {change}, bukan oleh keputusan tentang pasangan ini.",
            "These households were merged into {household} by report {change}, not by a judgement of this pair."),
        new("Batalkan laporan itu dulu: POST /api/households/{household}/withdrawals dengan withdraws {change}.",
            "Withdraw that report first: POST /api/households/{household}/withdrawals with withdraws {change}."));

    public static readonly Problem NotJudged = new(
        "duplicate.not_judged", StatusCodes.Status409Conflict,
        new("Belum ada keputusan", "Not judged"),
        new("Tidak ada keputusan tentang pasangan ini yang masih berlaku.", "There is no judgement about this pair that stands."),
        new("Lihat pasangan ini lagi: mungkin sudah dibatalkan orang lain.", "Look at the pair again: somebody else may have taken it back."));

    public static readonly Problem Gone = new(
        "duplicate.gone", StatusCodes.Status409Conflict,
        new("Rumah tangga sudah tidak ada", "A household is gone"),
        new("Rumah tangga {household} sudah bubar atau digabung.", "Household {household} was dissolved or merged."),
        new("Tidak ada yang perlu diputuskan; muat ulang daftarnya.", "There is nothing to judge; load the list again."));
}
