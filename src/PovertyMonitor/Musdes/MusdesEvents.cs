using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Musdes;

/// <summary>A village's list of poor households was drawn for its meeting; what is on it stays as it was drawn.</summary>
/// <param name="ListId">The list's id; also the stream's.</param>
/// <param name="Village">The village's Kemendagri code.</param>
/// <param name="Round">The round whose figures it is drawn from; absent for the current ones.</param>
/// <param name="Number">Which list of that village and round it is, from 1.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="KnownOn">The place of the log that the figures were as of.</param>
/// <param name="DrawnOn">The day.</param>
/// <param name="Lines">The households in the order of the list.</param>
/// <param name="By">Who drew it: the id at the issuer of the token, not a name.</param>
public sealed record ListDrawn(
    Guid ListId, string Village, string? Round, int Number, string Measure, long KnownOn, LocalDate DrawnOn, IReadOnlyList<ListLine> Lines, string By);

/// <summary>A line of a list.</summary>
/// <param name="Number">Its number on the list, from 1.</param>
/// <param name="Household">The household.</param>
/// <param name="Submission">The interview that the line rests on.</param>
/// <param name="Rt">The neighbourhood.</param>
/// <param name="Rw">The hamlet.</param>
/// <param name="DasaWisma">The Dasa Wisma group.</param>
/// <param name="Persons">The household's members.</param>
/// <param name="Deprivations">The codes of the indicators it is deprived in.</param>
public sealed record ListLine(
    int Number, Guid Household, Guid Submission, string? Rt, string? Rw, string? DasaWisma, int Persons, IReadOnlyList<string> Deprivations);

/// <summary>A list was taken back before its meeting; another can be drawn.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who took it back.</param>
public sealed record ListWithdrawn(ListWithdrawal Reason, string By);

/// <summary>Lines of a list were checked at the households before the meeting.</summary>
/// <param name="Lines">Their numbers.</param>
/// <param name="By">Who reported it.</param>
public sealed record LinesVerified(IReadOnlyList<int> Lines, string By);

/// <summary>The village met and decided about lines of the list.</summary>
/// <param name="Minutes">The number of its minutes (berita acara).</param>
/// <param name="HeldOn">The day of the meeting.</param>
/// <param name="Women">Women present.</param>
/// <param name="Men">Men present.</param>
/// <param name="Decisions">What it decided, one decision per line.</param>
/// <param name="RecordedOn">The day from which the deadlines run.</param>
/// <param name="PostedUntil">The last day of posting; absent where the regency has set no time.</param>
/// <param name="ObjectionsUntil">The last day of objections; absent where the regency has set no time.</param>
/// <param name="By">Who entered it.</param>
public sealed record MeetingRecorded(
    string Minutes, LocalDate HeldOn, int Women, int Men, IReadOnlyList<LineDecision> Decisions, LocalDate RecordedOn,
    LocalDate? PostedUntil, LocalDate? ObjectionsUntil, string By);

/// <summary>What a meeting decided about a line.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Reason">Why; never absent where the line was removed or disputed.</param>
public sealed record LineDecision(int Line, MeetingDecision Decision, LineReason? Reason);

/// <summary>The signed minutes of a meeting were filed; the scan itself lies sealed apart from the log.</summary>
/// <param name="Minutes">The minutes' number.</param>
/// <param name="Sha256">The scan's hash, in hexadecimal digits.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="By">Who filed it.</param>
public sealed record MinutesFiled(string Minutes, string Sha256, string MediaType, int Size, string By);

/// <summary>The camat passed the result on to the bupati.</summary>
/// <param name="Minutes">The minutes' number of the last meeting.</param>
/// <param name="By">Who did.</param>
public sealed record ListForwarded(string Minutes, string By);

/// <summary>The camat gave the result back to the village, which has to meet again; what an objection settled stays.</summary>
/// <param name="Minutes">The minutes' number of the last meeting.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who did.</param>
public sealed record ListReturned(string Minutes, ReturnReason Reason, string By);

/// <summary>The bupati's decree covers the list.</summary>
/// <param name="Decree">The decree's number.</param>
/// <param name="Date">Its date.</param>
/// <param name="By">Who entered it.</param>
public sealed record ListDecreed(string Decree, LocalDate Date, string By);

/// <summary>A decree of the bupati was entered.</summary>
/// <param name="Decree">Its number.</param>
/// <param name="Date">Its date.</param>
/// <param name="Lists">The lists it covers.</param>
/// <param name="By">Who entered it.</param>
public sealed record DecreeEntered(string Decree, LocalDate Date, IReadOnlyList<Guid> Lists, string By);

/// <summary>What a meeting decides about a line.</summary>
public enum MeetingDecision
{
    /// <summary>The household stays on the list.</summary>
    [Choice("Confirmed", "Disetujui")] Confirmed,

    /// <summary>The household is taken off the list.</summary>
    [Choice("Removed", "Dikeluarkan")] Removed,

    /// <summary>A fact is disputed: the household has to be visited again.</summary>
    [Choice("Disputed, to be revisited", "Dipersoalkan, dikunjungi ulang")] Disputed,
}

/// <summary>Why a line is removed or disputed.</summary>
public enum LineReason
{
    /// <summary>The meeting holds the household not to be poor.</summary>
    [Choice("Not poor", "Tidak miskin")] NotPoor,

    /// <summary>The household lives here no more.</summary>
    [Choice("Moved away", "Sudah pindah")] MovedAway,

    /// <summary>All its members died.</summary>
    [Choice("All members died", "Semua anggota meninggal")] Deceased,

    /// <summary>The household is on the list twice.</summary>
    [Choice("On the list twice", "Tercantum ganda")] Duplicate,

    /// <summary>Nobody knows the household.</summary>
    [Choice("Nobody knows it", "Tidak dikenal")] NotKnown,

    /// <summary>What the interview says is not so.</summary>
    [Choice("The facts are wrong", "Data tidak sesuai kenyataan")] FactsWrong,

    /// <summary>Another reason, in the minutes.</summary>
    [Choice("Other, see the minutes", "Lainnya, lihat berita acara")] Other,

    /// <summary>The household ended.</summary>
    [Choice("Household ended", "Rumah tangga sudah bubar")] Dissolved,

    /// <summary>The household became part of another one.</summary>
    [Choice("Joined another household", "Bergabung dengan rumah tangga lain")] Joined,
}

/// <summary>Why a list was taken back.</summary>
public enum ListWithdrawal
{
    /// <summary>Interviews were still coming in.</summary>
    [Choice("Drawn too early", "Ditarik terlalu dini")] DrawnTooEarly,

    /// <summary>It is of another round than meant.</summary>
    [Choice("Wrong round", "Putaran keliru")] WrongRound,

    /// <summary>It is under another measure than meant.</summary>
    [Choice("Wrong measure", "Ukuran keliru")] WrongMeasure,

    /// <summary>Another reason.</summary>
    [Choice("Other", "Lainnya")] Other,
}

/// <summary>Why the camat gives a result back.</summary>
public enum ReturnReason
{
    /// <summary>The minutes or their signatures are incomplete.</summary>
    [Choice("Minutes incomplete", "Berita acara tidak lengkap")] MinutesIncomplete,

    /// <summary>Too few came, or women were left out.</summary>
    [Choice("Attendance insufficient", "Kehadiran tidak memadai")] AttendanceInsufficient,

    /// <summary>A removal has no sufficient ground.</summary>
    [Choice("Removals not justified", "Pengeluaran tidak beralasan")] RemovalsNotJustified,

    /// <summary>The scan and what was entered differ.</summary>
    [Choice("Scan and entry differ", "Pindaian dan isian berbeda")] ScanDiffers,

    /// <summary>Another reason.</summary>
    [Choice("Other", "Lainnya")] Other,
}
