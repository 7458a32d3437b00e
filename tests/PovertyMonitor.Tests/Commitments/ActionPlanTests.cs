using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Commitments;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Plans;
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
        var events = AgreeActionPlan.Decide(Bojonegoro, ActionPlans.None);
        Assert.Equal([Bojonegoro], events);
        var plan = ActionPlans.After(events).Find("2018-2020")!;
        Assert.Equal(["m0", "h", "villages(h > 0.2)", "coverage"], plan.Find(5)!.Indicators.Select(i => i.Definition.Expression));
        Assert.Equal(new LocalDate(2020, 12, 31), plan.Find(5)!.Indicators[0].Definition.Targets.Single().Due);
        Assert.Null(plan.Find(6));
    }

    [Fact]
    public void What_is_shipped_of_the_register_describes_all_five_and_is_never_loaded_twice()
    {
        var register = ActionPlanFile.ReadRegister("35.22");
        var events = ActionPlanSeed.Decide(Bojonegoro, register, ActionPlans.None);
        var plan = ActionPlans.After(events).Find("2018-2020")!;
        Assert.All(plan.Commitments.Values, c => Assert.NotNull(c.Text));
        Assert.NotNull(plan.Find(2)!.Adopted);
        Assert.Equal(9, plan.Find(5)!.Indicators.Count);
        Assert.All(plan.Find(5)!.Indicators.SelectMany(i => i.Definition.Targets), t => Assert.False(t.Agreed));
        Assert.Empty(ActionPlanSeed.Decide(Bojonegoro, register, ActionPlans.After(events)));
        // A store that was seeded before the register knew more gets the rest.
        Assert.Equal(events.Skip(1), ActionPlanSeed.Decide(Bojonegoro, register, ActionPlans.After([Bojonegoro])));
    }

    [Fact]
    public void Every_expression_that_is_shipped_is_understood()
    {
        var measure = MeasureCompiler.Compile(ShippedMeasures.Read("global-mpi-2018-without-nutrition"), 1);
        var definitions = ActionPlans.After(ActionPlanSeed.Decide(Bojonegoro, ActionPlanFile.ReadRegister("35.22"), ActionPlans.None))
            .Find("2018-2020")!.Find(5)!.Indicators.Select(i => i.Definition).ToList();
        Assert.Equal(definitions.Count, CompiledIndicators.Of(definitions, [measure]).Count);
    }

    [Theory]
    [InlineData("2017-06-30", "2018-2020")]
    [InlineData("2020-12-31", "2018-2020")]
    [InlineData("2021-01-01", "2021-2023")]
    [InlineData("2023-12-31", "2021-2023")]
    [InlineData("2024-01-01", "2024-2026")]
    [InlineData("2040-01-01", "2024-2026")]
    public void The_plan_in_force_on_a_day_is_the_latest_agreed_that_had_begun(string day, string code)
    {
        Instant at = default;
        ActionPlans Of(params object[] more) => ActionPlans.After([
            Bojonegoro, new PlanOpened("2021-2023", 2021, 2023, new("x", "x"), null, "x", at), new PlanSubmitted("2021-2023", default, "x", at),
            new PlanOpened("2024-2026", 2024, 2026, new("x", "x"), null, "x", at), .. more]);
        var on = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;

        Assert.Equal(code, Of(new PlanSubmitted("2024-2026", default, "x", at)).InForceOn(on)!.Code);
        // One that is only proposed replaces none.
        Assert.Equal(code == "2024-2026" ? "2021-2023" : code, Of().InForceOn(on)!.Code);
        Assert.Equal("2021-2023", ActionPlans.After([new PlanOpened("2021-2023", 2021, 2023, new("x", "x"), null, "x", at)]).InForceOn(on)!.Code);
        Assert.Null(ActionPlans.None.InForceOn(on));
    }

    [Fact]
    public void A_plan_that_holds_is_not_agreed_again() =>
        Assert.Empty(AgreeActionPlan.Decide(Bojonegoro, ActionPlans.After([Bojonegoro])));

    [Fact]
    public void Two_commitments_of_one_number_are_no_plan()
    {
        var twice = Bojonegoro with { Commitments = Bojonegoro.Commitments.Add(Bojonegoro.Commitments[0]) };
        Assert.Throws<ArgumentException>(() => AgreeActionPlan.Decide(twice, ActionPlans.None));
    }

    [Fact]
    public void A_regency_without_a_shipped_plan_has_none() => Assert.Null(ActionPlanFile.Read("35.23"));

    private static IEnumerable<Wording> Texts(AgreedCommitment commitment) => commitment.Indicators
        .SelectMany(indicator => new[] { indicator.Name, indicator.Baseline.Source, indicator.Target.Source })
        .Append(commitment.Title);
}
