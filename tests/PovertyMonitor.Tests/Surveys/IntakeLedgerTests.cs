using System.Collections.Immutable;
using FsCheck.Xunit;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys;

public sealed class IntakeLedgerTests
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly IntakeLedger Empty = new(ImmutableDictionary<Guid, Receipt>.Empty);

    [Fact]
    public void Of_two_corrections_of_one_interview_the_first_is_taken_and_the_other_reviewed()
    {
        var (interview, first, second) = (Interview(), Correction(1), Correction(2));

        var receptions = Judge([interview, first, second]);

        Assert.Equal([Reception.Accepted, Reception.Accepted, Reception.Review], receptions.Select(v => v.Reception));
        Assert.Same(SurveyProblems.SupersededBase, receptions[2].Reason);
    }

    [Fact]
    public void A_correction_of_a_correction_is_taken()
    {
        var first = Correction(1);
        var second = Correction(2, corrects: first.SubmissionId);

        Assert.All(Judge([Interview(), first, second]), v => Assert.Equal(Reception.Accepted, v.Reception));
    }

    [Fact]
    public void A_correction_of_what_is_not_here_waits_and_says_so_again_when_resent()
    {
        var correction = Correction(1);

        var verdicts = Judge([correction, correction]);

        Assert.Equal([(Reception.Waiting, true), (Reception.Waiting, false)], verdicts.Select(v => (v.Reception, v.IsNews)));
    }

    [Fact]
    public void A_correction_about_another_household_is_reviewed()
    {
        var correction = Correction(1) with { Submission = Correction(1).Submission! with { HouseholdId = Guid.NewGuid() } };

        Assert.Same(SurveyProblems.OtherHousehold, Judge([Interview(), correction])[1].Reason);
    }

    [Fact]
    public void A_submission_that_corrects_itself_is_reviewed()
    {
        var arrival = Correction(1);
        arrival = arrival with { Submission = arrival.Submission! with { Corrects = arrival.SubmissionId } };

        Assert.Same(SurveyProblems.CorrectsItself, Judge([arrival])[0].Reason);
    }

    [Fact]
    public void Unreadable_bytes_are_reviewed() =>
        Assert.Same(SurveyProblems.Unreadable, Judge([Interview() with { Submission = null }])[0].Reason);

    [Property]
    public void In_whatever_order_a_chunk_comes_each_id_is_taken_once_and_each_base_is_superseded_once(int[] order)
    {
        var first = Correction(1);
        Arrival[] all = [Interview(), first, Correction(2), Correction(3, corrects: first.SubmissionId), Interview()];
        var chunk = all.Select((a, i) => (a, Key: order.Length == 0 ? i : order[i % order.Length] * (i + 1))).OrderBy(x => x.Key).Select(x => x.a).ToList();
        var verdicts = JudgingOrder.Of(chunk).Aggregate((Done: ImmutableList<Verdict>.Empty, Ledger: Empty), (state, i) =>
        {
            var (verdict, after) = state.Ledger.Judge(chunk[i], (_, _) => null);
            return (state.Done.Add(verdict), after);
        }).Done;

        Assert.Equal(Enumerable.Range(0, chunk.Count), JudgingOrder.Of(chunk).Order());
        var taken = verdicts.Where(v => v.IsTaken).Select(v => v.Arrival).ToList();
        Assert.Equal(taken.Count, taken.DistinctBy(a => a.SubmissionId).Count());
        Assert.Equal(taken.Count(a => a.Submission!.Corrects is not null), taken.Select(a => a.Submission!.Corrects).OfType<Guid>().Distinct().Count());
        Assert.Contains(taken, a => a.Submission!.Corrects is null);
        Assert.True(taken.Count >= 2);
    }

    private static List<Verdict> Judge(IEnumerable<Arrival> arrivals)
    {
        var ledger = Empty;
        var verdicts = new List<Verdict>();
        foreach (var arrival in arrivals)
        {
            (var verdict, ledger) = ledger.Judge(arrival, (_, _) => null);
            verdicts.Add(verdict);
        }
        return verdicts;
    }

    private static readonly Submission Base = SampleInterview.Of(true, Village, "2018-1", March, 3, Guid.Parse("00000000-0000-0000-0000-0000000000aa")) with
    {
        SubmissionId = Guid.Parse("00000000-0000-0000-0000-000000000001"),
    };

    private static Arrival Interview() => Of(Base);

    private static Arrival Correction(int number, Guid? corrects = null) => Of(Base with
    {
        SubmissionId = Guid.Parse($"00000000-0000-0000-0000-0000000001{number:00}"),
        Corrects = corrects ?? Base.SubmissionId,
    });

    private static Arrival Of(Submission submission) => new()
    {
        SubmissionId = submission.SubmissionId,
        Hash = SubmissionWriter.ToUtf8(submission),
        Raw = new RawContent(ReadOnlyMemory<byte>.Empty, "application/json"),
        Sender = new Sender(Caller.Anonymous, Door.Json),
        Submission = submission,
    };
}
