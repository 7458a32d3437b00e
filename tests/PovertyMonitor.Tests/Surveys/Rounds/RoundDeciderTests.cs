using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Tests.Surveys.Rounds;

public sealed class RoundDeciderTests
{
    private const string Code = "2026-1";
    private static readonly Instant Now = Instant.FromUtc(2026, 2, 1, 3, 0);
    private static readonly RoundAct Act = new(Code, "somebody", Now);

    [Fact]
    public void A_round_is_opened_closed_and_opened_again_and_each_says_who_and_when()
    {
        List<object> history = [];
        history.AddRange(Taken(RoundDecider.Open(Act, history)));
        history.AddRange(Taken(RoundDecider.Close(Act with { By = "another" }, history)));
        history.AddRange(Taken(RoundDecider.Open(Act, history)));

        Assert.Equal([new RoundOpened(Code, "somebody", Now), new RoundClosed(Code, "another", Now), new RoundOpened(Code, "somebody", Now)], history);
    }

    [Fact]
    public void What_is_so_already_is_refused_as_an_act_and_harmless_as_a_state()
    {
        object[] open = [new RoundOpened(Code)], closed = [new RoundOpened(Code, "a", Now), new RoundClosed(Code, "a", Now)];

        Assert.Equal("round.opened_already", Refused(RoundDecider.Open(Act, open)));
        Assert.Equal("round.closed_already", Refused(RoundDecider.Close(Act, closed)));
        Assert.Empty(Taken(RoundDecider.State(true, Act, open)));
        Assert.Empty(Taken(RoundDecider.State(false, Act, closed)));
        Assert.Equal("round.never_opened", Refused(RoundDecider.Close(Act, [])));
        Assert.Equal("round.never_opened", Refused(RoundDecider.State(false, Act, [])));
    }

    [Fact]
    public void A_sample_round_is_opened_only_with_its_sample_and_then_keeps_both()
    {
        List<object> history = [Design(RoundKind.Sample)];
        Assert.Equal("round.no_sample", Refused(RoundDecider.Open(Act, history)));
        var draw = Guid.NewGuid();
        history.AddRange(Taken(RoundDecider.Draw(draw, [new(Guid.NewGuid(), "1", "a", 2)], Act, history)));
        history.AddRange(Taken(RoundDecider.Open(Act, history)));

        Assert.Empty(Taken(RoundDecider.Draw(draw, [], Act, history)));
        Assert.Equal("round.sample_fixed", Refused(RoundDecider.Draw(Guid.NewGuid(), [], Act, history)));
        Assert.Equal("round.kind_fixed", Refused(RoundDecider.Design(Design(RoundKind.Census), Act, history)));
        Assert.Single(Taken(RoundDecider.Design(Design(RoundKind.Sample) with { GraceDays = 20 }, Act, history)));
        Assert.Equal("round.not_a_sample", Refused(RoundDecider.Draw(draw, [], Act, [new RoundOpened(Code)])));
        Assert.Equal("round.kind_fixed", Refused(RoundDecider.Design(Design(RoundKind.Sample), Act, [new RoundOpened(Code)])));
    }

    [Fact]
    public void A_sample_is_kept_in_pieces_of_a_bounded_size_and_a_new_draw_counts_alone()
    {
        List<object> history = [Design(RoundKind.Sample)];
        var units = Enumerable.Range(0, 2500).Select(_ => new SampleUnit(Guid.NewGuid(), "1", "a", 1)).ToList();
        var pieces = Taken(RoundDecider.Draw(Guid.NewGuid(), units, Act, history)).Cast<SampleDrawn>().ToList();
        history.AddRange(pieces);

        Assert.Equal([(1, 3, 1000), (2, 3, 1000), (3, 3, 500)], pieces.Select(p => (p.Piece, p.Pieces, p.Units.Count)));
        Assert.Equal(units, pieces.SelectMany(p => p.Units));
        history.AddRange(Taken(RoundDecider.Draw(Guid.NewGuid(), units[..7], Act, history)));
        Assert.Equal(7, Round.After(history).SampleSize);
        history.AddRange(Taken(RoundDecider.Design(Design(RoundKind.Census), Act, history)));
        Assert.Equal((0, null), (Round.After(history).SampleSize, Round.After(history).Draw));
    }

    [Fact]
    public void Only_what_is_new_is_expected_and_a_groups_name_may_be_written_in_any_case()
    {
        List<object> history = [new HouseholdsExpected(Code, new Dictionary<string, int> { ["35.22.15.2002"] = 20, ["35.22.15.2003"] = 5 })];
        history.AddRange(Taken(RoundDecider.Expect(new Dictionary<string, int> { ["35.22.15.2002"] = 20 }, [new("35.22.15.2002", "Melati 1", 12)], Act, history)));

        var news = Assert.IsType<GroupsExpected>(history[^1]);
        Assert.Equal(new GroupExpectation("35.22.15.2002", "Melati 1", 12), Assert.Single(news.Groups));
        Assert.Empty(Taken(RoundDecider.Expect(new Dictionary<string, int>(), [new("35.22.15.2002", "MELATI 1 ", 12)], Act, history)));
        Assert.Equal(new GroupDifference("35.22.15.2002", 20, 12), Assert.Single(GroupDifference.Of(Round.After(history))));
    }

    [Fact]
    public void Whoever_saw_an_older_version_is_told_what_changed_since()
    {
        object[] history = [new RoundOpened(Code, "a", Now), new RoundClosed(Code, "b", Now)];

        var (refusal, events) = RoundDecider.Open(Act with { Seen = 1 }, history);

        Assert.Empty(events);
        Assert.Equal("round.changed_meanwhile", refusal!.Problem.Code);
        Assert.Equal([new RoundChange("roundClosed", "b", Now)], (IReadOnlyList<RoundChange>)refusal.Extensions["changes"]);
        Assert.Single(Taken(RoundDecider.Open(Act with { Seen = 2 }, history)));
    }

    private static RoundDesigned Design(RoundKind kind) => new(Code, kind, new(2026, 2, 1), new(2026, 3, 31), 7, null, "somebody", Now);

    private static IReadOnlyList<object> Taken((ProblemResult? Refusal, IReadOnlyList<object> Events) decided)
    {
        Assert.Null(decided.Refusal);
        return decided.Events;
    }

    private static string Refused((ProblemResult? Refusal, IReadOnlyList<object> Events) decided)
    {
        Assert.Empty(decided.Events);
        return decided.Refusal!.Problem.Code;
    }
}
