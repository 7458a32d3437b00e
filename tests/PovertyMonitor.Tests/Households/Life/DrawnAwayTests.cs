using System.Text.Json.Nodes;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>A village that knows another village's household and its people by their ids tries to have them.</summary>
public sealed class DrawnAwayTests : ToldHome
{
    private const string There = "35.22.15.2003";
    private readonly Submission _theirs = SampleInterview.Of(true, There, "2018-1", Day(6), 3);

    public DrawnAwayTests() => Assert.True(Story.Interview(_theirs, There));

    [Fact]
    public void By_a_split_before_they_were_met_and_an_interview_after()
    {
        Claim(Day(2));
        Claim(Day(12));

        Waits(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here));
        Assert.Equal(3, Story.Living(_theirs.HouseholdId).Count);
        // Where somebody answers for both villages it is a matter between them.
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here, There));
    }

    [Fact]
    public void By_a_split_and_by_their_coming_back_one_by_one()
    {
        Claim(Day(2));
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here, There));
        var joining = Child(out _);
        joining["member"]!["id"] = $"{_theirs.Answers!.Members[1].Id}";

        Waits(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(12), (JsonObject)joining.DeepClone(), Here));
        Assert.Equal(3, Story.Living(_theirs.HouseholdId).Count);
        // Once their village says that somebody left, that one may be anywhere.
        Recorded(Story.Report(_theirs.HouseholdId, "departures", Guid.NewGuid(), Day(11), new() { ["member"] = $"{_theirs.Answers.Members[1].Id}" }, There));
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(12), joining, Here));
        Assert.Equal(2, Story.Living(_theirs.HouseholdId).Count);
    }

    [Fact]
    public void By_calling_it_a_duplicate_of_a_day_on_which_it_is_said_to_have_lived_here()
    {
        Claim(Day(2));
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here, There));

        Waits(Story.Report(Home.HouseholdId, "merges", Guid.NewGuid(), Day(5), new() { ["absorbed"] = $"{_theirs.HouseholdId}", ["duplicate"] = true }, Here));

        Assert.Equal(3, Story.Living(_theirs.HouseholdId).Count);
    }

    [Fact]
    public void By_a_split_into_a_household_that_only_their_village_has_met()
    {
        Claim(Day(2));

        Waits(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here));
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here, There));
    }

    [Fact]
    public void By_an_interview_though_another_household_that_lists_them_came_here()
    {
        Claim(Day(2));
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here, There));
        var third = SampleInterview.Of(true, Here, "2018-1", Day(8), 2);
        Assert.True(Story.Interview(third with { Answers = third.Answers! with { Members = [third.Answers.Members[0], Theirs(1)] } }, Here));
        Recorded(Story.Report(Home.HouseholdId, "merges", Guid.NewGuid(), Day(9), new() { ["absorbed"] = $"{third.HouseholdId}" }, Here));
        var claim = Listing(Day(12), Theirs(1));

        Assert.False(Story.Interview(claim, Here));
        Assert.Equal(3, Story.Living(_theirs.HouseholdId).Count);
        Assert.True(Story.Interview(claim, Here, There));
        Assert.Equal(2, Story.Living(_theirs.HouseholdId).Count);
    }

    [Fact]
    public void By_an_interview_of_before_they_were_met()
    {
        var early = _theirs with { SubmissionId = Guid.NewGuid(), InterviewedAt = Day(2), Place = Home.Place };

        Assert.False(Story.Interview(early, Here));
        Assert.True(Story.Interview(early, Here, There));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void By_telling_anew_where_a_household_went(bool toldOfSince)
    {
        var (into, wrong) = (Guid.NewGuid(), Guid.NewGuid());
        JsonObject Parting(string to)
        {
            var split = Split(into, 3, 4);
            split["to"] = new JsonObject { ["village"] = to };
            return split;
        }

        Recorded(Story.Report(Home.HouseholdId, "splits", wrong, Day(3), Parting(There), Here));
        if (toldOfSince) Recorded(Story.Report(into, "births", Guid.NewGuid(), Day(5), Child(out _), There));
        JsonObject Anew(string to)
        {
            var parting = Parting(to);
            parting["replaces"] = $"{wrong}";
            return parting;
        }

        if (toldOfSince) Waits(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Anew(Here), Here), into);
        Recorded(toldOfSince
            ? Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Anew(There), Here)
            : Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Anew(Here), Here));

        Assert.Equal(toldOfSince ? There : Here, Now(into).Place.Village);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void By_taking_back_the_move_by_which_a_household_went(bool toldOfSince)
    {
        var move = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "moves", move, Day(3), new() { ["to"] = new JsonObject { ["village"] = There } }, Here));
        if (toldOfSince) Recorded(Story.Report(Home.HouseholdId, "births", Guid.NewGuid(), Day(5), Child(out _), There));

        var undo = Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(move), Here);

        if (!toldOfSince) Recorded(undo);
        else
        {
            Refused("household.not_yours", undo);
            Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(move), There));
        }
        Assert.Equal(Here, Now(Home.HouseholdId).Place.Village);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void By_taking_back_the_split_of_a_household_that_went(bool toldOfSince)
    {
        var (into, split) = (Guid.NewGuid(), Guid.NewGuid());
        Recorded(Story.Report(Home.HouseholdId, "splits", split, Day(3), Split(into, 3, 4), Here));
        Recorded(Story.Report(into, "moves", Guid.NewGuid(), Day(4), new() { ["to"] = new JsonObject { ["village"] = There } }, Here));
        if (toldOfSince) Recorded(Story.Report(into, "births", Guid.NewGuid(), Day(5), Child(out _), There));
        var before = Story.Living(Home.HouseholdId).Count;

        var undo = Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(split), Here);

        if (toldOfSince)
        {
            Refused("household.not_yours", undo);
            Assert.Equal(before, Story.Living(Home.HouseholdId).Count);
            undo = Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(split), Here, There);
        }
        Recorded(undo);
        Assert.True(Story.Living(Home.HouseholdId).Count > before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void By_telling_anew_who_split_off_with_a_household_that_went(bool toldOfSince)
    {
        var (into, wrong) = (Guid.NewGuid(), Guid.NewGuid());
        Recorded(Story.Report(Home.HouseholdId, "splits", wrong, Day(3), Split(into, 3, 4), Here));
        Recorded(Story.Report(into, "moves", Guid.NewGuid(), Day(4), new() { ["to"] = new JsonObject { ["village"] = There } }, Here));
        Guid? joined = null;
        if (toldOfSince)
        {
            Recorded(Story.Report(into, "joinings", Guid.NewGuid(), Day(5), Child(out var id), There));
            joined = id;
        }
        LifeDecision Anew(params string[] villages)
        {
            var split = Split(into, 3);
            split["replaces"] = $"{wrong}";
            return Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(2), split, villages);
        }

        var anew = Anew(Here);

        if (toldOfSince)
        {
            Refused("household.not_yours", anew);
            Assert.Equal(new[] { Id(3), Id(4), joined!.Value }.Order(), Story.Living(into).Select(m => m.Id).Order());
            anew = Anew(Here, There);
        }
        Recorded(anew);
        Assert.Equal(new[] { Id(0), Id(1), Id(2), Id(4) }.Order(), Story.Living(Home.HouseholdId).Select(m => m.Id).Order());
        Assert.Equal(new[] { Id(3), joined ?? Id(3) }.Distinct().Order(), Story.Living(into).Select(m => m.Id).Order());
        Assert.Equal(There, Now(into).Place.Village);
    }

    private void Waits(LifeDecision decision, Guid? household = null) =>
        Assert.Equal((0, household ?? _theirs.HouseholdId, "household.elsewhere"), (decision.Events.Count, decision.WaitsFor, decision.Lack?.Problem.Code));

    // An interview of the own household that lists the others' people.
    private void Claim(NodaTime.Instant at) => Assert.True(Story.Interview(Listing(at, [.. _theirs.Answers!.Members]), Here));

    private Member Theirs(int member) => _theirs.Answers!.Members[member];

    private Submission Listing(NodaTime.Instant at, params Member[] theirs)
    {
        var interview = Interview(at, 0, 1, 2, 3, 4);
        var members = interview.Answers!.Members.Concat(theirs.Select(m => m with { Relation = Relation.OtherRelative })).ToList();
        return interview with { Answers = interview.Answers with { Size = members.Count, Members = members } };
    }

    private JsonObject Split() => new()
    {
        ["into"] = $"{_theirs.HouseholdId}",
        ["members"] = new JsonArray([.. _theirs.Answers!.Members.Select(m => (JsonNode)$"{m.Id}")]),
        ["head"] = $"{_theirs.Answers.Members[0].Id}",
        ["to"] = new JsonObject { ["village"] = Here },
    };
}
