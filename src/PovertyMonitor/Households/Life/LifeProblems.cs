using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Households.Life;

/// <summary>Why a change to a household is refused, and what to do instead.</summary>
internal static class LifeProblems
{
    public static readonly Problem ChangedSince = new(
        "household.changed_since", StatusCodes.Status412PreconditionFailed,
        new("Sudah diubah orang lain", "Changed by somebody else"),
        new("Rumah tangga {household} berubah sejak Anda melihatnya; yang baru ada di 'changes'.", "Household {household} changed since you saw it; what is new is in 'changes'."),
        new("Baca lagi rumah tangganya, lalu putuskan lagi dengan ETag yang baru.", "Read the household again, then decide anew with its new ETag."));

    public static readonly Problem Dissolved = Refused("household.dissolved",
        "Rumah tangga {household} bubar pada {at}.", "Household {household} was dissolved on {at}.",
        "Batalkan pembubarannya dulu bila itu keliru, atau catat perubahan yang terjadi sebelumnya.",
        "Withdraw the dissolution first if it was wrong, or record what happened before it.");

    public static readonly Problem Merged = Refused("household.merged",
        "Rumah tangga {household} bergabung ke {into} pada {at}.", "Household {household} became part of {into} on {at}.",
        "Catat pada rumah tangga {into}, atau batalkan penggabungannya dulu.", "Record it at household {into}, or withdraw the merge first.");

    public static readonly Problem MemberGone = Refused("household.member_gone",
        "Anggota {member} tidak tinggal di rumah tangga ini pada {at}.", "Member {member} did not live in this household on {at}.",
        "Periksa tanggalnya, atau anggota lain yang dimaksud.", "Check the date, or whether another member is meant.");

    public static readonly Problem NotAmongThem = Refused("household.head_not_among_them",
        "Kepala rumah tangga baru, {head}, tidak ada di 'members'.", "The new household's head, {head}, is not among 'members'.",
        "Sebut di 'head' salah satu dari mereka yang memisahkan diri.", "Name in 'head' one of those who split off.");

    public static readonly Problem NotOfAbsorbed = Refused("household.not_of_absorbed",
        "Anggota {member} tidak tinggal di rumah tangga {household} yang digabung.", "Member {member} did not live in the absorbed household {household}.",
        "Sebut di 'members' hanya anggota rumah tangga itu yang belum tercatat di rumah tangga ini.", "Name in 'members' only those of that household who are not recorded in this one.");

    public static readonly Problem NotSince = Refused("household.not_since",
        "Anggota {member} tidak datang sesudah penggabungan.", "Member {member} did not come since the merge.",
        "Sebut di 'going' hanya orang yang datang sesudah penggabungan; yang lain kembali dengan sendirinya.", "Name in 'going' only people who came since the merge; the others go home by themselves.");

    public static readonly Problem SeenBefore = Refused("household.seen_before",
        "Rumah tangga {household} sudah ada wawancara atau perubahannya pada {at}.", "There is an interview or a change of household {household} on {at} already.",
        "Pakai tanggal itu atau sebelumnya; bila isinya keliru, koreksi atau batalkan itu dulu.", "Use that date or an earlier one; if what it says is wrong, correct or withdraw that first.");

    public static readonly Problem OtherSplit = Refused("household.other_split",
        "Perubahan {change} bukan pemisahan ke rumah tangga {household}.", "Change {change} is no split into household {household}.",
        "Sebut di 'replaces' pemisahan yang keliru, dan di 'into' rumah tangga yang memisahkan diri waktu itu.", "Name in 'replaces' the split that is wrong, and in 'into' the household that split off by it.");

    public static readonly Problem AlreadyMember = Refused("household.already_member",
        "Anggota {member} sudah tercatat di rumah tangga ini.", "Member {member} is recorded in this household already.",
        "Pakai id baru untuk orang lain; orang yang sama tidak perlu dicatat lagi.", "Use a new id for another person; the same person need not be recorded again.");

    public static readonly Problem HeadNeeded = Refused("household.head_needed",
        "Kepala rumah tangga pergi dan yang lain tinggal.", "The head goes and others stay.",
        "Sebut kepala yang baru di 'newHead': salah satu anggota yang tinggal.", "Name the new head in 'newHead': one of the members who stay.");

    public static readonly Problem OwnMother = Refused("household.own_mother",
        "Anggota {member} disebut sebagai ibunya sendiri.", "Member {member} is named as their own mother.",
        "Sebut ibunya di 'mother', atau kosongkan bila ia tidak tinggal di rumah tangga ini.", "Name the mother in 'mother', or leave it out if she does not live in this household.");

    public static readonly Problem WouldBeEmpty = Refused("household.would_be_empty",
        "Setelah itu tidak ada anggota lagi.", "Nobody would be left after that.",
        "Catat sebagai pembubaran: /api/households/{household}/dissolution.", "Record it as a dissolution: /api/households/{household}/dissolution.");

    public static readonly Problem SplitsOffNobody = new(
        "household.splits_off_nobody", StatusCodes.Status422UnprocessableEntity,
        new("Tidak ada yang memisahkan diri", "Nobody splits off"),
        new("Daftar 'members' kosong.", "The list 'members' is empty."),
        new("Sebut anggota yang membentuk rumah tangga baru.", "Name the members who form the new household."));

    public static readonly Problem IdTaken = Refused("household.id_taken",
        "Rumah tangga {household} sudah ada.", "Household {household} exists already.",
        "Pakai id baru bagi rumah tangga yang terpisah; untuk bergabung pakai penggabungan.", "Use a new id for the household that splits off; to join an existing one use a merge.");

    public static readonly Problem MergesItself = new(
        "household.merges_itself", StatusCodes.Status422UnprocessableEntity,
        new("Digabung dengan dirinya sendiri", "Merged with itself"),
        new("Kedua rumah tangga itu sama.", "Both households are the same."),
        new("Sebut rumah tangga lain di 'absorbed'.", "Name another household in 'absorbed'."));

    public static readonly Problem NamesItself = new(
        "household.names_itself", StatusCodes.Status422UnprocessableEntity,
        new("Menyebut dirinya sendiri", "It names itself"),
        new("'{field}' sama dengan 'changeId' laporan ini sendiri.", "'{field}' is this report's own 'changeId'."),
        new("Sebut di '{field}' id laporan sebelumnya yang keliru, dan pakai 'changeId' baru bagi laporan ini.", "Name in '{field}' the id of the earlier report that is wrong, and use a new 'changeId' for this one."));

    public static readonly Problem NamesEachOther = Refused("household.names_each_other",
        "Laporan {change} kembali ke dirinya sendiri lewat yang disebutnya: {chain}. Tidak satu pun dapat dicatat; yang ini tidak disimpan.",
        "Report {change} leads back to itself by way of what it names: {chain}. None of them could be recorded; this one is not kept.",
        "Salah satunya menyebut laporan yang keliru. Bila itu yang ini, kirim dengan id yang benar; pemisahan yang pertama dikirim tanpa 'replaces'. Bila itu {last}, hapus dulu yang masih menunggu: DELETE /api/household-changes/waiting/{last} (pengirimnya, atau Dinas Sosial), kirim yang benar dengan 'changeId' baru, lalu yang ini dengan menyebut id baru itu. Pembatalan menyebut perubahan, bukan pembatalan lain.",
        "One of them names the wrong report. If this one does, send it with the right id; a split that was the first goes without 'replaces'. If {last} does, have it forgotten first: DELETE /api/household-changes/waiting/{last} (whoever sent it, or Dinas Sosial), send what is right with a new 'changeId', then this one naming that id. A withdrawal names a change, never another withdrawal.");

    public static readonly Problem NotWaiting = new(
        "household.not_waiting", StatusCodes.Status404NotFound,
        new("Tidak menunggu", "Not waiting"),
        new("Tidak ada laporan Anda dengan id {change} yang menunggu.", "No report of yours waits under the id {change}."),
        new("Lihat /api/household-changes/waiting; yang sudah tercatat dibatalkan dengan POST /api/households/[id]/withdrawals.",
            "See /api/household-changes/waiting; what is recorded by now is taken back with POST /api/households/[id]/withdrawals."));

    public static readonly Problem SeenSince = Refused("household.seen_since",
        "Ada wawancara atau perubahan rumah tangga {household} pada {at}, sesudah tanggal itu.", "There is an interview or a change of household {household} on {at}, after that date.",
        "Pakai tanggal sesudahnya; bila isinya keliru, koreksi atau batalkan itu dulu.", "Use a later date; if what it says is wrong, correct or withdraw that first.");

    public static readonly Problem RestsOnIt = Refused("household.rests_on_it",
        "Pada {at} rumah tangga {household} mengalami perubahan {change} yang bertumpu pada ini.", "On {at} household {household} had the change {change}, which rests on this.",
        "Batalkan dulu perubahan {change}, lalu batalkan yang ini.", "Withdraw the change {change} first, then this one.");

    public static readonly Problem AskedSince = Refused("household.asked_since",
        "Pada {at} rumah tangga {household} diwawancarai ({submission}) sebagai rumah tangga sendiri: mereka memang terpisah waktu itu.",
        "On {at} household {household} was interviewed ({submission}) as a household of its own: they did live apart then.",
        "Bila hanya tanggal atau anggotanya yang keliru, kirim pemisahan yang benar dengan 'replaces': POST /api/households/{from}/splits, replaces {split}. Bila wawancara itu keliru, tolak: POST /api/submissions/{submission}/rejection; bila yang keliru wawancara rumah tangga lama yang mencatat mereka, tolak itu: POST /api/submissions/{source}/rejection. Bila mereka kemudian hidup bersama lagi, catat penggabungan.",
        "If only its date or members are wrong, send the right split with 'replaces': POST /api/households/{from}/splits, replaces {split}. If that interview was wrong, reject it: POST /api/submissions/{submission}/rejection; if it is the old household's interview listing them that was wrong, reject that: POST /api/submissions/{source}/rejection. If they came to live together again, record a merge.");

    public static readonly Problem AskedApart = Refused("household.asked_apart",
        "Pada {at} rumah tangga {household} diwawancarai ({submission}), dan menurut wawancara itu ini memang memisahkan diri: {members}.",
        "On {at} household {household} was interviewed ({submission}), and by that interview these did split off: {members}.",
        "Sebut mereka juga di 'members'; bila wawancara itu keliru, koreksi atau tolak dulu: POST /api/submissions/{submission}/rejection.",
        "Name them in 'members' too; if that interview is wrong, correct or reject it first: POST /api/submissions/{submission}/rejection.");

    public static readonly Problem WhoGoes = Refused("household.who_goes",
        "Sesudah penggabungan, wawancara mencatat orang yang asalnya tidak jelas: {members}.", "Interviews since the merge list people of whom it is not clear where they belong: {members}.",
        "Sebut di 'going' siapa dari mereka yang ikut rumah tangga {household}; daftar kosong bila semua tinggal.", "Name in 'going' who of them goes with household {household}; an empty list if all stay.");

    public static readonly Problem LivesElsewhere = Refused("household.lives_elsewhere",
        "Setelah pembatalan ini anggota berikut tinggal di dua rumah tangga sekaligus; di dalam kurung rumah tangga lain tempat mereka tercatat tinggal: {members}.",
        "After this is taken back these members would live in two households at once; in brackets the other household where each is known to live: {members}.",
        "Batalkan dulu di rumah tangga lain itu laporan yang membawa mereka ke sana, lalu batalkan yang ini. Bila mereka memang pindah ke sana, catat sesudah itu kepergian mereka dari sini (departures; bila semua pergi, dissolution), lalu kedatangannya di sana lagi. Rumah tangga di desa lain dicatat operator desa itu atau Dinas Sosial.",
        "Withdraw first, at that other household, the report that brought them there, then this one. If they did go there, record after that that they left here (departures; a dissolution where everybody left), then their joining there anew. What concerns a household of another village its operator or Dinas Sosial records.");

    public static readonly Problem AlreadyWithdrawn = Refused("household.already_withdrawn",
        "Perubahan {change} sudah dibatalkan.", "Change {change} was withdrawn before.",
        "Tidak ada yang perlu dilakukan; catat perubahan baru bila perlu.", "There is nothing to do; record a new change if need be.");

    /// <summary>What is said with a change that waits since its household lives elsewhere.</summary>
    public static readonly Problem Elsewhere = new(
        "household.elsewhere", StatusCodes.Status409Conflict,
        new("Tercatat di tempat lain", "Known elsewhere"),
        new("Rumah tangga {household} tercatat di luar wilayah Anda pada tanggal itu; laporan disimpan sampai kepindahannya ke wilayah Anda dilaporkan.",
            "Household {household} is known outside your area on that day; the report is kept until its move to your area is reported."),
        new("Bila memang pindah, minta desa asalnya atau Dinas Sosial melaporkan kepindahannya; bila tidak, minta mereka melaporkan ini. Bila id rumah tangga keliru, laporkan pada id yang benar.",
            "If it did move, ask the village it left or Dinas Sosial to report the move; if not, ask them to report this. If the household's id is wrong, report it with the right one."));

    /// <summary>What is said to whoever reports of a household that is not theirs and can't become so by waiting.</summary>
    public static readonly Problem NotYours = new(
        "household.not_yours", StatusCodes.Status403Forbidden,
        new("Rumah tangga di luar wilayah Anda", "The household is outside your area"),
        new("Rumah tangga {household} tercatat di {area}, di luar wilayah Anda.", "Household {household} is recorded in {area}, outside your area."),
        new("Minta operator desa {area} atau Dinas Sosial yang mengirim laporan ini; bila rumah tangganya tinggal di wilayah Anda, minta mereka mencatat kepindahannya dulu.",
            "Ask the operator of village {area} or Dinas Sosial to send this report; if the household lives in your area, ask them to record its move first."));

    /// <summary>Why a change waits: the household was not met yet.</summary>
    public static readonly Problem HouseholdNotHere = Waits("household.not_here",
        "Rumah tangga {household} belum dikenal.", "Household {household} is not known yet.",
        "Kirim wawancara pertamanya; bila id-nya keliru, laporkan lagi dengan id yang benar.", "Submit its first interview; if the id is wrong, report it again with the right one.");

    /// <summary>Why a change waits: nothing is known of the household up to then.</summary>
    public static readonly Problem NotHereYet = Waits("household.not_here_yet",
        "Sampai {at} belum ada yang diketahui tentang rumah tangga {household}.", "Nothing is known of household {household} up to {at}.",
        "Kirim wawancara dari sebelum itu; bila tanggalnya keliru, laporkan lagi dengan id baru dan tanggal yang benar.",
        "Submit an interview from before that; if the date is wrong, report it again with a new id and the right date.");

    /// <summary>Why a change waits: the member was not heard of up to then.</summary>
    public static readonly Problem MemberNotHere = Waits("household.member_not_here",
        "Sampai {at} belum ada anggota {member} di rumah tangga {household}.", "Household {household} has no member {member} up to {at}.",
        "Kirim wawancara atau laporan yang mencatat anggota itu; bila id-nya keliru, laporkan lagi dengan id perubahan baru dan anggota yang benar.",
        "Submit the interview or report that lists the member; if the id is wrong, report it again with a new change id and the right member.");

    /// <summary>Why a change waits: the change that it is about is not here.</summary>
    public static readonly Problem ChangeNotHere = Waits("household.change_not_here",
        "Perubahan {change} belum tercatat pada rumah tangga {household}.", "Household {household} has no change {change} yet.",
        "Kirim perubahan itu; bila id-nya keliru, laporkan lagi dengan id yang benar.", "Send that change; if the id is wrong, report it again with the right one.");

    /// <summary>Why a merge waits: a later interview does not list just those who lived there then, and nobody of those who came.</summary>
    public static readonly Problem ComersNotMet = Waits("household.comers_not_met",
        "Wawancara rumah tangga {household} pada {at} tidak mencatat seorang pun dari yang datang; yang mencatat mereka belum sampai.",
        "The interview of household {household} on {at} lists nobody of those who came; none that lists them has arrived.",
        "Kirim wawancara dari antara kedua tanggal itu; bila mereka tidak pernah datang, tidak ada yang perlu dilakukan.",
        "Submit the interview from between both dates; if they never came, there is nothing to do.");

    /// <summary>That a report leads back to itself by way of others, which wait each for the next.</summary>
    public static ProblemResult NamesEachOtherBy(Guid change, IReadOnlyList<Guid> chain) => NamesEachOther
        .Result(("change", change), ("chain", string.Join(" → ", (IEnumerable<Guid>)[change, .. chain, change])), ("last", chain[^1])).With(("waiting", chain));

    private static Problem Waits(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status409Conflict,
        new("Menunggu yang belum sampai", "Waits for what has not arrived"),
        new($"{indonesian} Laporan disimpan dan dicatat sendiri begitu hal itu sampai.", $"{english} The report is kept, and recorded by itself once that arrives."), new(todo, toDo));

    private static Problem Refused(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status409Conflict,
        new("Perubahan tidak mungkin", "The change is not possible"), new(indonesian, english), new(todo, toDo));
}
