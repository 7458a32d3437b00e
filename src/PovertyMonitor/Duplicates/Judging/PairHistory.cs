using PovertyMonitor.Platform;

namespace PovertyMonitor.Duplicates.Judging;

/// <summary>What was judged of two households so far. Pure.</summary>
/// <param name="Version">How many events there are.</param>
/// <param name="Standing">The judgement that stands.</param>
/// <param name="Last">The last event.</param>
internal sealed record PairHistory(int Version, DuplicateJudged? Standing, object? Last)
{
    private static readonly Guid Space = new("a2f5b4f3-6b3c-4c8e-9a0f-6d0c7a4f4e35");

    /// <summary>The last judgement, whether it stands or not.</summary>
    public DuplicateJudged? Judged { get; private init; }

    /// <summary>The id of a pair's event stream.</summary>
    public static Guid StreamOf(Guid a, Guid b) => NameBasedGuid.Create(Space, $"{a}/{b}");

    /// <summary>The state after events.</summary>
    public static PairHistory After(IReadOnlyList<object> events) =>
        new(events.Count, events.Aggregate((DuplicateJudged?)null, (standing, e) => e switch
        {
            DuplicateJudged judged => judged,
            DuplicateJudgementWithdrawn => null,
            _ => standing,
        }), events is [.., var last] ? last : null)
        { Judged = events.OfType<DuplicateJudged>().LastOrDefault() };

    /// <summary>Decides about a judgement: nobody's is overwritten unseen.</summary>
    /// <param name="judged">The judgement.</param>
    /// <param name="isSeen">Whether whoever judges has seen all that is known of the pair.</param>
    /// <param name="isMerged">Whether the households are merged now.</param>
    public JudgementResult Judge(DuplicateJudged judged, bool isSeen, bool isMerged) =>
        Standing is { } standing && IsSaidAgain(standing, judged) && isMerged == (judged.Judgement == DuplicateJudgement.Merged) ? JudgementResult.Already
        : !isSeen ? JudgementResult.JudgedMeanwhile
        : isMerged ? JudgementResult.StillMerged
        : JudgementResult.Recorded;

    /// <summary>Decides about taking the judgement back.</summary>
    /// <param name="withdrawn">The withdrawal.</param>
    /// <param name="isSeen">Whether whoever takes it back has seen all that is known of the pair.</param>
    public JudgementResult Withdraw(DuplicateJudgementWithdrawn withdrawn, bool isSeen) =>
        Last is DuplicateJudgementWithdrawn last && (last.By, last.Reason) == (withdrawn.By, withdrawn.Reason) ? JudgementResult.Already
        : !isSeen ? JudgementResult.JudgedMeanwhile : Standing is null ? JudgementResult.NotJudged : JudgementResult.Recorded;

    // The answer to the first request may have been lost. The same said over other evidence is another judgement.
    private static bool IsSaidAgain(DuplicateJudged standing, DuplicateJudged judged) =>
        (standing.Judgement, standing.Reason, standing.Kept, standing.By, standing.SameFamilyCard, standing.SameNiks)
        == (judged.Judgement, judged.Reason, judged.Kept, judged.By, judged.SameFamilyCard, judged.SameNiks);
}

/// <summary>What became of a judgement.</summary>
internal enum JudgementResult
{
    /// <summary>It is recorded now.</summary>
    Recorded,

    /// <summary>It was recorded before.</summary>
    Already,

    /// <summary>Somebody judged the pair since it was looked at, or something happened to one of the households.</summary>
    JudgedMeanwhile,

    /// <summary>What the command was read from has changed: it has to be read anew.</summary>
    Outdated,

    /// <summary>The households are merged; that has to be taken back first.</summary>
    StillMerged,

    /// <summary>There is no judgement to take back.</summary>
    NotJudged,

    /// <summary>One of the households is gone, or they can't be merged or told apart any more.</summary>
    Refused,
}
