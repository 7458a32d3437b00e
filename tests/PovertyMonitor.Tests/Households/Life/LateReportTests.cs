using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Reports that come late, at the very time of others, or about what was rejected since.</summary>
public sealed class LateReportTests
{
    private const string Here = "35.22.15.2002";
    private static readonly Guid First = new("00000000-0000-4000-8000-000000000001");
    private static readonly Guid Last = new("ffffffff-ffff-4fff-bfff-ffffffffffff");
    private readonly LifeStory _story = new();
    private readonly Submission _home = SampleInterview.Of(true, Here, "2018-1", Day(1), 5);

    public LateReportTests() => Assert.True(_story.Interview(_home));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_an_interview_and_a_merge_at_the_same_instant_the_merge_is_what_changed(bool sortsFirst)
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);
        _story.Interview(other);

        Recorded(_story.Report(_home.HouseholdId, "merges", sortsFirst ? First : Last, Day(1), new() { ["absorbed"] = $"{other.HouseholdId}" }));

        Assert.Equal(8, _story.Living(_home.HouseholdId).Count);
        Recorded(_story.Report(_home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(sortsFirst ? First : Last)));
        Assert.Equal((5, 3), (_story.Living(_home.HouseholdId).Count, _story.Living(other.HouseholdId).Count));
    }

    [Fact]
    public void A_merge_at_the_instant_of_a_change_that_was_known_can_be_undone()
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);
        _story.Interview(other);
        Recorded(_story.Report(_home.HouseholdId, "births", Last, Day(2), Child(out _)));
        Recorded(_story.Report(_home.HouseholdId, "merges", First, Day(2), new() { ["absorbed"] = $"{other.HouseholdId}" }));
        Assert.Equal(9, _story.Living(_home.HouseholdId).Count);

        Recorded(_story.Report(_home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(First)));

        Assert.Equal((6, 3), (_story.Living(_home.HouseholdId).Count, _story.Living(other.HouseholdId).Count));
    }

    [Theory]
    [InlineData("splits")]
    [InlineData("departures")]
    [InlineData("deaths")]
    public void Whoever_split_off_can_not_have_gone_before(string kind)
    {
        SplitOff(Day(9), 3, 4);

        Refused("household.seen_since", _story.Report(_home.HouseholdId, kind, Guid.NewGuid(), Day(5), kind == "splits" ? Split(Guid.NewGuid(), 4) : Going(4)));
        Recorded(_story.Report(_home.HouseholdId, kind, Guid.NewGuid(), Day(5), kind == "splits" ? Split(Guid.NewGuid(), 2) : Going(2)));
    }

    [Fact]
    public void A_birth_is_not_taken_back_from_under_the_household_that_took_the_child_along()
    {
        var birth = Guid.NewGuid();
        Recorded(_story.Report(_home.HouseholdId, "births", birth, Day(2), Child(out var child)));
        var into = Guid.NewGuid();
        Recorded(_story.Report(_home.HouseholdId, "splits", First, Day(9), new()
        {
            ["into"] = $"{into}",
            ["members"] = new JsonArray($"{Id(4)}", $"{child}"),
            ["head"] = $"{Id(4)}",
        }));

        Refused("household.seen_since", _story.Report(_home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(birth)));
        Recorded(_story.Report(_home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(First)));
        Recorded(_story.Report(_home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(birth)));
        Assert.Equal((5, 0), (_story.Living(_home.HouseholdId).Count, _story.Living(into).Count));
    }

    [Fact]
    public void What_is_learned_late_of_a_household_that_ended_in_another_goes_along_with_its_people()
    {
        var (other, birth) = (SampleInterview.Of(true, Here, "2018-1", Day(0), 3), Guid.NewGuid());
        _story.Interview(other);
        Recorded(_story.Report(_home.HouseholdId, "births", birth, Day(2), Child(out _)));
        Recorded(_story.Report(other.HouseholdId, "merges", First, Day(9), new() { ["absorbed"] = $"{_home.HouseholdId}" }));

        Assert.Equal(9, _story.Living(other.HouseholdId).Count);
        Recorded(_story.Report(_home.HouseholdId, "births", Guid.NewGuid(), Day(5), Child(out _)));
        Assert.Equal(10, _story.Living(other.HouseholdId).Count);
        Recorded(_story.Report(_home.HouseholdId, "deaths", Guid.NewGuid(), Day(5), Going(4)));
        Recorded(_story.Report(_home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(birth)));
        Assert.Equal(8, _story.Living(other.HouseholdId).Count);
        Assert.True(_story.Interview(Interview(Day(6), 0, 1, 2)));
        Assert.Equal(6, _story.Living(other.HouseholdId).Count);
        // Who has left it by then can't be with those who come along; with nobody to come along the merge could not have been.
        Recorded(_story.Report(other.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(First)));
        Assert.Equal((3, 3), (_story.Living(_home.HouseholdId).Count, _story.Living(other.HouseholdId).Count));
    }

    [Fact]
    public void What_is_learned_late_of_a_household_from_before_a_split_is_told_anew_in_the_one_that_left()
    {
        var into = SplitOff(Day(9), 3, 4);
        Recorded(_story.Report(_home.HouseholdId, "moves", Guid.NewGuid(), Day(4), new() { ["to"] = new JsonObject { ["village"] = "35.22.15.2003" } }));
        Assert.Equal("35.22.15.2003", Now(into).Place.Village);
        Assert.True(_story.Interview(_home with
        {
            SubmissionId = Guid.NewGuid(),
            Corrects = _home.SubmissionId,
            InterviewedAt = Day(12),
            Answers = _home.Answers! with { Housing = new Housing { Floor = FloorMaterial.Earth } },
        }));
        Assert.Equal(FloorMaterial.Earth, Now(into).Answers.Housing.Floor);

        // Somebody who was not there could not have left.
        Assert.False(_story.Interview(Interview(Day(6), 0, 1, 2, 3)));
        Assert.Equal((3, 2), (_story.Living(_home.HouseholdId).Count, _story.Living(into).Count));
    }

    [Fact]
    public void A_household_may_be_interviewed_before_it_is_reported_how_it_began()
    {
        var into = Guid.NewGuid();
        Assert.True(_story.Interview(Interview(Day(12), 3, 4) with { HouseholdId = into }));

        Recorded(_story.Report(_home.HouseholdId, "splits", Guid.NewGuid(), Day(9), Split(into, 3, 4)));

        Assert.Equal((3, 2, Day(9)), (_story.Living(_home.HouseholdId).Count, _story.Living(into).Count, Spell.Of(_story.State(into))[0].From));
        Refused("household.id_taken", _story.Report(_home.HouseholdId, "splits", Guid.NewGuid(), Day(10), Split(into, 2)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_merge_that_is_learned_after_an_interview_stands_where_that_lists_who_came(bool lists)
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(0), 2);
        _story.Interview(other);
        var later = Interview(Day(12), 0, 1, 2, 3, 4);
        if (lists) later = later with { Answers = later.Answers! with { Size = 7, Members = [.. later.Answers.Members, .. other.Answers!.Members] } };
        Assert.True(_story.Interview(later));

        var merge = _story.Report(_home.HouseholdId, "merges", First, Day(9), new() { ["absorbed"] = $"{other.HouseholdId}" });

        if (lists) Recorded(merge);
        else Refused("household.seen_since", merge);
        Assert.Equal(lists ? (7, 0) : (5, 2), (_story.Living(_home.HouseholdId).Count, _story.Living(other.HouseholdId).Count));
    }

    [Fact]
    public void A_household_does_not_end_before_what_is_known_to_have_happened_in_it()
    {
        SplitOff(Day(9), 3, 4);

        Refused("household.seen_since", _story.Report(_home.HouseholdId, "dissolution", Guid.NewGuid(), Day(5), new() { ["reason"] = "leftRegency" }));
        Recorded(_story.Report(_home.HouseholdId, "dissolution", Guid.NewGuid(), Day(9), new() { ["reason"] = "leftRegency" }));
    }

    [Fact]
    public void An_interview_that_lists_who_lives_elsewhere_by_then_is_for_a_person_to_look_at()
    {
        var into = SplitOff(Day(9), 3, 4);

        Assert.False(_story.Interview(Interview(Day(10), 0, 1, 2, 3)));
        Assert.True(_story.Interview(Interview(Day(8), 0, 1, 2, 3, 4)));
        Assert.True(_story.Interview(Interview(Day(10), 0, 1, 2)));
        Assert.False(_story.Interview(Interview(Day(8), 3, 4) with { HouseholdId = into }));
        Assert.Equal((3, 2), (_story.Living(_home.HouseholdId).Count, _story.Living(into).Count));
        // Who came back is there again.
        Recorded(_story.Report(_home.HouseholdId, "merges", First, Day(12), new() { ["absorbed"] = $"{into}" }));
        Assert.True(_story.Interview(Interview(Day(13), 0, 1, 2, 3, 4)));
    }

    [Fact]
    public void What_split_off_falls_back_with_the_rejected_interview_to_the_one_before()
    {
        var again = Interview(Day(5), 0, 1, 2, 3, 4) with { Answers = _home.Answers! with { Housing = new Housing { Floor = FloorMaterial.Earth } } };
        _story.Interview(again);
        var into = SplitOff(Day(9), 3, 4);
        var further = Guid.NewGuid();
        Recorded(_story.Report(into, "splits", Guid.NewGuid(), Day(10), Split(further, 4)));
        Assert.Equal(FloorMaterial.Earth, Now(further).Answers.Housing.Floor);

        _story.Reject(_home.HouseholdId, again.SubmissionId);

        Assert.All([into, further], h => Assert.Equal((_home.SubmissionId, _home.Answers!.Housing.Floor, 1), (Now(h).Interview.Source, Now(h).Answers.Housing.Floor, Now(h).Answers.Size)));

        _story.Reject(_home.HouseholdId, _home.SubmissionId);

        Assert.All([_home.HouseholdId, into, further], h => Assert.Empty(Spell.Of(_story.State(h))));
    }

    [Fact]
    public void Who_came_along_goes_with_the_rejected_interview()
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);
        _story.Interview(other);
        Recorded(_story.Report(_home.HouseholdId, "merges", First, Day(9), new() { ["absorbed"] = $"{other.HouseholdId}" }));
        Assert.Equal(8, _story.Living(_home.HouseholdId).Count);

        _story.Reject(other.HouseholdId, other.SubmissionId);

        Assert.Equal(5, _story.Living(_home.HouseholdId).Count);
    }

    [Fact]
    public void A_withdrawal_is_not_withdrawn()
    {
        var (birth, undone) = (Guid.NewGuid(), Guid.NewGuid());
        Recorded(_story.Report(_home.HouseholdId, "births", birth, Day(2), Child(out _)));
        Recorded(_story.Report(_home.HouseholdId, "withdrawals", undone, null, Undo(birth)));

        Refused("household.already_withdrawn", _story.Report(_home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(undone)));
    }

    private static Instant Day(int day) => Instant.FromUtc(2018, 3, 1, 3, 0) + Duration.FromDays(day);

    private static void Recorded(PovertyMonitor.Households.Life.LifeDecision decision) => Assert.True(decision.Events.Count > 0, decision.Refusal?.Problem.Code);

    private static void Refused(string code, PovertyMonitor.Households.Life.LifeDecision decision) => Assert.Equal((0, code), (decision.Events.Count, decision.Refusal?.Problem.Code));

    private static JsonObject Undo(Guid change) => new() { ["withdraws"] = $"{change}", ["reason"] = "didNotHappen" };

    private static JsonObject Child(out Guid id) => new()
    {
        ["member"] = new JsonObject
        {
            ["id"] = $"{id = Guid.NewGuid()}",
            ["sex"] = "female",
            ["ageYears"] = 0,
            ["ageMonths"] = 0,
            ["relation"] = "child",
            ["chronicIllness"] = false,
            ["nutrition"] = "unknown",
        },
    };

    private Guid Id(int member) => _home.Answers!.Members[member].Id;

    private Spell Now(Guid household) => Spell.Of(_story.State(household))[^1];

    private JsonObject Going(int member) => new() { ["member"] = $"{Id(member)}" };

    private JsonObject Split(Guid into, params int[] members) => new()
    {
        ["into"] = $"{into}",
        ["members"] = new JsonArray([.. members.Select(m => (JsonNode)$"{Id(m)}")]),
        ["head"] = $"{Id(members[0])}",
    };

    private Guid SplitOff(Instant at, params int[] members)
    {
        var into = Guid.NewGuid();
        Recorded(_story.Report(_home.HouseholdId, "splits", Guid.NewGuid(), at, Split(into, members)));
        return into;
    }

    private Submission Interview(Instant at, params int[] members) => _home with
    {
        SubmissionId = Guid.NewGuid(),
        InterviewedAt = at,
        Round = "2018-2",
        Answers = _home.Answers! with { Size = members.Length, Members = [.. members.Select(m => _home.Answers.Members[m])] },
    };
}
