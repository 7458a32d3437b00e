using System.Text.Json;
using System.Text.Json.Nodes;
using PovertyMonitor.Commitments;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;
using Xunit;

namespace PovertyMonitor.Tests.Commitments;

public sealed class ActionPlanTests
{
    private static readonly ActionPlanAgreed Bojonegoro = ActionPlanFile.Read("35.22")!;

    [Fact]
    public void Bojonegoro_agreed_five_commitments_for_2018_to_2020()
    {
        Assert.Equal((2018, 2020), (Bojonegoro.FromYear, Bojonegoro.ToYear));
        Assert.Equal([1, 2, 3, 4, 5], Bojonegoro.Commitments.Select(commitment => commitment.Number));
        Assert.Equal(
            [Figure.AdjustedHeadcount, Figure.Headcount, Figure.VillagesAboveThreshold, Figure.Coverage],
            Bojonegoro.Commitments[4].Indicators.Select(indicator => indicator.Figure));
    }

    [Fact]
    public void The_plan_is_stored_as_it_stands_in_its_file()
    {
        // What is stored is read for ever: a renamed member or choice must show here.
        var json = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        StoreSetup.ConfigureJson(json);
        using var file = typeof(ActionPlanFile).Assembly.GetManifestResourceStream("PovertyMonitor.Commitments.Data.35.22.json")!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(file), JsonSerializer.SerializeToNode(Bojonegoro, json)));
    }

    [Fact]
    public void Every_text_of_the_plan_is_there_in_both_languages() => Assert.All(
        Bojonegoro.Commitments.SelectMany(Texts).Append(Bojonegoro.Title).Append(Bojonegoro.Source),
        text =>
        {
            Assert.False(string.IsNullOrWhiteSpace(text.Id));
            Assert.False(string.IsNullOrWhiteSpace(text.En));
            Assert.NotEqual(text.Id, text.En);
        });

    [Fact]
    public void No_baseline_is_invented_and_every_target_is_told_to_be_a_proposal() => Assert.All(
        Bojonegoro.Commitments.SelectMany(commitment => commitment.Indicators),
        indicator =>
        {
            Assert.NotEqual(BaselineKind.Agreed, indicator.Baseline.Kind);
            Assert.Null(indicator.Baseline.Value);
            Assert.False(indicator.Target.Agreed);
            Assert.StartsWith("Proposed by this system, to be agreed", indicator.Target.Source.En, StringComparison.Ordinal);
        });

    [Fact]
    public void A_village_count_has_its_threshold_and_nothing_else_has_one() => Assert.All(
        Bojonegoro.Commitments.SelectMany(commitment => commitment.Indicators),
        indicator => Assert.Equal(indicator.Figure == Figure.VillagesAboveThreshold ? 0.2m : null, indicator.Threshold));

    [Fact]
    public void Every_indicator_is_of_a_measure_in_force() => Assert.All(
        Bojonegoro.Commitments.SelectMany(commitment => commitment.Indicators),
        indicator => Assert.Contains(indicator.Measure, ShippedMeasures.InForce));

    [Fact]
    public void A_first_agreement_is_recorded_as_it_is()
    {
        var events = AgreeActionPlan.Decide(Bojonegoro, ActionPlan.None);
        Assert.Equal([Bojonegoro], events);
        var plan = ActionPlan.After(events);
        Assert.Equal(Bojonegoro.Commitments[4], plan.Find(5));
        Assert.Null(plan.Find(6));
    }

    [Fact]
    public void A_plan_that_holds_is_not_agreed_again() =>
        Assert.Empty(AgreeActionPlan.Decide(Bojonegoro, ActionPlan.After([Bojonegoro])));

    [Fact]
    public void Two_commitments_of_one_number_are_no_plan()
    {
        var twice = Bojonegoro with { Commitments = Bojonegoro.Commitments.Add(Bojonegoro.Commitments[0]) };
        Assert.Throws<ArgumentException>(() => AgreeActionPlan.Decide(twice, ActionPlan.None));
    }

    [Fact]
    public void A_regency_without_a_shipped_plan_has_none() => Assert.Null(ActionPlanFile.Read("35.23"));

    private static IEnumerable<Wording> Texts(AgreedCommitment commitment) => commitment.Indicators
        .SelectMany(indicator => new[] { indicator.Name, indicator.Baseline.Source, indicator.Target.Source })
        .Append(commitment.Title);
}
