using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households.Life;

/// <summary>Something that happened to a household between interviews; it holds from its time on, whenever it was learned.</summary>
/// <remarks>
/// It says what changed, not what resulted: what resulted follows from the interview in force at that time, so that an
/// interview or a correction that arrives later flows through, and the order of arrival makes no difference.
/// </remarks>
internal interface ILifeChange
{
    /// <summary>The report's id, made by the client.</summary>
    Guid ChangeId { get; }

    /// <summary>When it happened.</summary>
    Instant At { get; }
}

/// <summary>
/// What a household holds of another one that it parted from or took in: a copy, since each is read by itself. Where what it was copied
/// from has become another since (a late interview, a correction, a change before that day), it is told anew under the same id.
/// </summary>
internal interface IRetold : ILifeChange
{
    /// <summary>How often it was told before; absent at first. The last telling counts.</summary>
    int? Telling { get; }
}

/// <summary>A member was born.</summary>
/// <param name="ChangeId">The report's id, made by the client.</param>
/// <param name="At">When.</param>
/// <param name="By">Who reported it: the id at the issuer of the token, not a name.</param>
/// <param name="Member">The child, with what is known of it.</param>
public sealed record MemberBorn(Guid ChangeId, Instant At, string By, Member Member) : ILifeChange;

/// <summary>Somebody came to live in the household from elsewhere.</summary>
/// <param name="ChangeId">The report's id, made by the client.</param>
/// <param name="At">When.</param>
/// <param name="By">Who reported it.</param>
/// <param name="Member">The new member, with what is known of it.</param>
public sealed record MemberJoined(Guid ChangeId, Instant At, string By, Member Member) : ILifeChange;

/// <summary>A member died.</summary>
/// <param name="ChangeId">The report's id, made by the client.</param>
/// <param name="At">When.</param>
/// <param name="By">Who reported it.</param>
/// <param name="Member">The member's id.</param>
/// <param name="ChildDeath">The record of the death, where it was a child under 18.</param>
/// <param name="NewHead">Who heads the household since, where it was the head.</param>
public sealed record MemberDied(Guid ChangeId, Instant At, string By, Guid Member, ChildDeath? ChildDeath, Guid? NewHead) : ILifeChange;

/// <summary>A member left for somewhere that is no household known here; the deaths of a mother's children go with her.</summary>
/// <param name="ChangeId">The report's id, made by the client.</param>
/// <param name="At">When.</param>
/// <param name="By">Who reported it.</param>
/// <param name="Member">The member's id.</param>
/// <param name="NewHead">Who heads the household since, where it was the head.</param>
public sealed record MemberLeft(Guid ChangeId, Instant At, string By, Guid Member, Guid? NewHead) : ILifeChange;

/// <summary>Members left to form a household of their own; the deaths of a mother's children go with her.</summary>
/// <param name="ChangeId">The report's id, made by the client; the same in the new household.</param>
/// <param name="At">When.</param>
/// <param name="By">Who reported it.</param>
/// <param name="Into">The new household.</param>
/// <param name="Members">Who left.</param>
/// <param name="NewHead">Who heads the old household since, where its head left.</param>
public sealed record HouseholdSplit(Guid ChangeId, Instant At, string By, Guid Into, IReadOnlyList<Guid> Members, Guid? NewHead) : ILifeChange;

/// <summary>A household began by leaving another one.</summary>
/// <param name="ChangeId">The report's id; the same in the old household.</param>
/// <param name="At">When.</param>
/// <param name="By">Who reported it.</param>
/// <param name="From">The old household.</param>
/// <param name="Place">Where the new one lives.</param>
/// <param name="Source">The interview of the old household that its answers come from.</param>
/// <param name="InterviewedAt">When that was; the answers are judged at that date.</param>
/// <param name="Round">Its round.</param>
/// <param name="Answers">What holds of the new household until its own first interview, complete.</param>
public sealed record HouseholdSplitOff(
    Guid ChangeId, Instant At, string By, Guid From, Place Place, Guid Source, Instant InterviewedAt, string Round, Answers Answers) : IRetold
{
    /// <inheritdoc/>
    public int? Telling { get; init; }

    /// <summary>Who of them was met in the old household again, and since when; absent where nobody was. Until this one is asked itself they are no more in it.</summary>
    public IReadOnlyList<MemberReturned>? Returned { get; init; }

    /// <summary>Whether no place was given, so that it lives where the old household lived; absent where it was, and in the first events of this kind.</summary>
    public bool? StaysThere { get; init; }
}

/// <summary>A member of a household that split off was met in the old one again.</summary>
/// <param name="Member">The member's id.</param>
/// <param name="At">When.</param>
public sealed record MemberReturned(Guid Member, Instant At);

/// <summary>Another household came to live in this one, or was found to be this one, recorded twice.</summary>
/// <param name="ChangeId">The report's id, made by the client; the same in the other household.</param>
/// <param name="At">When.</param>
/// <param name="By">Who reported it.</param>
/// <param name="Absorbed">The other household.</param>
/// <param name="Members">Who comes with it; in a duplicate those who are not members here already.</param>
/// <param name="ChildDeaths">The deaths of children that come with them.</param>
/// <param name="AsDuplicate">Whether both were one all along.</param>
public sealed record HouseholdsMerged(
    Guid ChangeId, Instant At, string By, Guid Absorbed, IReadOnlyList<Member> Members, IReadOnlyList<ChildDeath> ChildDeaths, bool AsDuplicate) : IRetold
{
    /// <inheritdoc/>
    public int? Telling { get; init; }

    /// <summary>The interview of the other household that says who they are; absent in the first events of this kind.</summary>
    public Guid? Source { get; init; }
}

/// <summary>This household ended in another one; as its duplicate it never was one of its own, and counts nowhere.</summary>
/// <param name="ChangeId">The report's id; the same in the other household.</param>
/// <param name="At">When.</param>
/// <param name="By">Who reported it.</param>
/// <param name="Into">The household it is now part of.</param>
/// <param name="AsDuplicate">Whether both were one all along.</param>
public sealed record HouseholdMergedInto(Guid ChangeId, Instant At, string By, Guid Into, bool AsDuplicate) : ILifeChange;

/// <summary>This household ended.</summary>
/// <param name="ChangeId">The report's id, made by the client.</param>
/// <param name="At">When.</param>
/// <param name="By">Who reported it.</param>
/// <param name="Reason">Why.</param>
public sealed record HouseholdDissolved(Guid ChangeId, Instant At, string By, DissolutionReason Reason) : ILifeChange;

/// <summary>A change was taken back: it never was. Of a split or a merge both households have this event.</summary>
/// <param name="ChangeId">The report's id, made by the client.</param>
/// <param name="By">Who took it back.</param>
/// <param name="Withdraws">The change.</param>
/// <param name="Reason">Why.</param>
public sealed record ChangeWithdrawn(Guid ChangeId, string By, Guid Withdraws, WithdrawalReason Reason)
{
    /// <summary>Of a merge: who lives in the other household after all, though interviews since listed them here; absent where none did.</summary>
    public ListedApart? Apart { get; init; }
}

/// <summary>Interviews of two households together that are told apart.</summary>
/// <param name="Submissions">The interviews, by the submission that reported each first.</param>
/// <param name="Members">Who in them belongs to the other household.</param>
public sealed record ListedApart(IReadOnlyList<Guid> Submissions, IReadOnlyList<Guid> Members);

/// <summary>
/// An interview or a visit was rejected: it, and whatever corrects it, counts nowhere. Households that split off from the one it
/// was about, or took it in, have this event too, for what they hold of it.
/// </summary>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Reason">Why, as the code of a reason.</param>
/// <param name="By">Who rejected it.</param>
public sealed record InterviewWithdrawn(Guid SubmissionId, string Reason, string By);

/// <summary>Why a household ended.</summary>
public enum DissolutionReason
{
    /// <summary>All its members died.</summary>
    [Choice("All members died", "Semua anggota meninggal")] AllDied,

    /// <summary>It left the regency.</summary>
    [Choice("Left the regency", "Pindah ke luar kabupaten")] LeftRegency,

    /// <summary>Its members live in other households now.</summary>
    [Choice("Members joined other households", "Anggotanya bergabung dengan rumah tangga lain")] JoinedOthers,

    /// <summary>Another reason.</summary>
    [Choice("Other", "Lainnya")] Other,
}

/// <summary>Why a change was taken back.</summary>
public enum WithdrawalReason
{
    /// <summary>It did not happen.</summary>
    [Choice("It did not happen", "Tidak terjadi")] DidNotHappen,

    /// <summary>It was recorded at the wrong household.</summary>
    [Choice("Wrong household", "Rumah tangga keliru")] WrongHousehold,

    /// <summary>It was recorded wrongly and is recorded anew.</summary>
    [Choice("Recorded wrongly", "Salah catat")] RecordedWrongly,

    /// <summary>Another reason.</summary>
    [Choice("Other", "Lainnya")] Other,
}
