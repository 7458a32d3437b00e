using NodaTime;
using PovertyMonitor.Duplicates.Judging;
using PovertyMonitor.Households.Life;

namespace PovertyMonitor.Tests.Duplicates;

public sealed class PairHistoryTests
{
    private static readonly Guid A = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid B = new("00000000-0000-0000-0000-00000000000b");

    [Theory]
    [InlineData(false, "one", DuplicateJudgement.Same, JudgementResult.JudgedMeanwhile)]
    [InlineData(true, "one", DuplicateJudgement.Same, JudgementResult.Recorded)]
    [InlineData(false, "one", DuplicateJudgement.Different, JudgementResult.Already)]
    [InlineData(false, "two", DuplicateJudgement.Different, JudgementResult.JudgedMeanwhile)]
    [InlineData(true, "two", DuplicateJudgement.Different, JudgementResult.Recorded)]
    internal void A_judgement_after_one_person_judged_different(bool isSeen, string by, DuplicateJudgement judgement, JudgementResult result) =>
        Assert.Equal(result, PairHistory.After([Judged("one", DuplicateJudgement.Different)]).Judge(Judged(by, judgement), isSeen, isMerged: false));

    [Fact]
    public void The_same_said_again_over_more_evidence_is_another_judgement() => Assert.Equal(JudgementResult.Recorded,
        PairHistory.After([Judged("one", DuplicateJudgement.Different)]).Judge(Judged("one", DuplicateJudgement.Different) with { SameNiks = 1 }, true, isMerged: false));

    [Fact]
    public void What_is_merged_is_judged_anew_only_when_that_is_taken_back()
    {
        var merged = PairHistory.After([Judged("one", DuplicateJudgement.Merged)]);

        Assert.Equal(JudgementResult.StillMerged, merged.Judge(Judged("one", DuplicateJudgement.Different), true, isMerged: true));
        Assert.Equal(JudgementResult.Already, merged.Judge(Judged("one", DuplicateJudgement.Merged), false, isMerged: true));
        Assert.Equal(JudgementResult.Recorded, merged.Judge(Judged("one", DuplicateJudgement.Merged), true, isMerged: false));
        Assert.Equal(JudgementResult.Recorded, merged.Withdraw(Withdrawn("two"), true));
        var withdrawn = PairHistory.After([Judged("one", DuplicateJudgement.Merged), Withdrawn("two")]);
        Assert.Equal((null, JudgementResult.Already, JudgementResult.NotJudged), (withdrawn.Standing, withdrawn.Withdraw(Withdrawn("two"), true), withdrawn.Withdraw(Withdrawn("one"), true)));
    }

    [Fact]
    public void The_stream_of_a_pair_keeps_its_id() => Assert.Equal(new Guid("1c222cbd-5904-5f0a-8755-e37709577def"), PairHistory.StreamOf(A, B));

    private static DuplicateJudged Judged(string by, DuplicateJudgement judgement) =>
        new(A, B, judgement, DuplicateReason.SamePeople, false, 0, null, judgement == DuplicateJudgement.Merged ? A : null, by, Instant.FromUtc(2019, 1, 1, 0, 0));

    private static DuplicateJudgementWithdrawn Withdrawn(string by) => new(A, B, WithdrawalReason.Other, by, Instant.FromUtc(2019, 1, 2, 0, 0));
}
