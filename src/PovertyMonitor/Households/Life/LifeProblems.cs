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

    public static readonly Problem AlreadyMember = Refused("household.already_member",
        "Anggota {member} sudah tercatat di rumah tangga ini.", "Member {member} is recorded in this household already.",
        "Pakai id baru untuk orang lain; orang yang sama tidak perlu dicatat lagi.", "Use a new id for another person; the same person need not be recorded again.");

    public static readonly Problem HeadNeeded = Refused("household.head_needed",
        "Kepala rumah tangga pergi dan yang lain tinggal.", "The head goes and others stay.",
        "Sebut kepala yang baru di 'newHead': salah satu anggota yang tinggal.", "Name the new head in 'newHead': one of the members who stay.");

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

    public static readonly Problem SeenSince = Refused("household.seen_since",
        "Ada wawancara atau perubahan rumah tangga {household} pada {at}, sesudah tanggal itu.", "There is an interview or a change of household {household} on {at}, after that date.",
        "Pakai tanggal sesudahnya; bila isinya keliru, koreksi atau batalkan itu dulu.", "Use a later date; if what it says is wrong, correct or withdraw that first.");

    public static readonly Problem RestsOnIt = Refused("household.rests_on_it",
        "Pada {at} rumah tangga {household} mengalami perubahan {change} yang bertumpu pada ini.", "On {at} household {household} had the change {change}, which rests on this.",
        "Batalkan dulu perubahan {change}, lalu batalkan yang ini.", "Withdraw the change {change} first, then this one.");

    public static readonly Problem AskedSince = Refused("household.asked_since",
        "Pada {at} rumah tangga {household} diwawancarai ({submission}) sebagai rumah tangga sendiri.", "On {at} household {household} was interviewed ({submission}) as a household of its own.",
        "Bila wawancara itu keliru, tolak dulu: POST /api/submissions/{submission}/rejection. Bila mereka kemudian hidup bersama lagi, catat penggabungan.",
        "If that interview was wrong, reject it first: POST /api/submissions/{submission}/rejection. If they came to live together again, record a merge.");

    public static readonly Problem WhoGoes = Refused("household.who_goes",
        "Sesudah penggabungan, wawancara mencatat orang yang asalnya tidak jelas: {members}.", "Interviews since the merge list people of whom it is not clear where they belong: {members}.",
        "Sebut di 'going' siapa dari mereka yang ikut rumah tangga {household}; daftar kosong bila semua tinggal.", "Name in 'going' who of them goes with household {household}; an empty list if all stay.");

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

    private static Problem Refused(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status409Conflict,
        new("Perubahan tidak mungkin", "The change is not possible"), new(indonesian, english), new(todo, toDo));
}
