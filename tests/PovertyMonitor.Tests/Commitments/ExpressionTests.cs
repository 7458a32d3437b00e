using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Tests.Commitments;

/// <summary>What an indicator can be computed by, and how it is told what is wrong.</summary>
public sealed class ExpressionTests
{
    private const string Village = "35.22.15.2001";
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read("global-mpi-2018-without-nutrition"), 1);
    private static readonly Names Known = new(CompiledIndicators.IndicatorsOf(Measure), ["5.h"]);

    // Child mortality weighs a third, electricity an eighteenth. Of 10 persons in the first village 4 are poor, of 10 in the second none;
    // headed by women are 2 of the poor and 2 others, all in the first.
    private static readonly RoundFacts Facts = new("2019-1", new LocalDate(2019, 6, 30), Measure)
    {
        Histograms = ImmutableDictionary<Group, IReadOnlyDictionary<string, MaskHistogram>>.Empty
            .Add(Group.Everybody, Of((Village, [Cell(Bit("child-mortality"), 2), Cell(Bit("child-mortality") | Bit("electricity"), 2), Cell(0, 6)]), ("35.22.15.2002", [Cell(Bit("electricity"), 10)])))
            .Add(Group.Known["femaleHead"], Of((Village, [Cell(Bit("child-mortality"), 2), Cell(0, 2)])))
            .Add(Group.Known["otherHead"], Of((Village, [Cell(Bit("child-mortality") | Bit("electricity"), 2), Cell(0, 4)]), ("35.22.15.2002", [Cell(Bit("electricity"), 10)]))),
        Visits = new Dictionary<string, VillageVisits> { [Village] = new(ImmutableDictionary<string, long>.Empty.Add("completed", 8), 10) },
        Villages = 430,
        Confirmed = 43,
        Assisted = ImmutableDictionary<int, (double, double)>.Empty.Add(90, (8, 2)).Add(30, (0, 0)),
    };

    [Theory]
    [InlineData("h", 0.2)]
    [InlineData("m0 / a", 0.2)]
    [InlineData("censored('electricity')", 0.1)]
    [InlineData("uncensored('electricity')", 0.6)]
    [InlineData("h(femaleHead) - h(otherHead)", 0.5 - 0.125)]
    [InlineData("villages(h > 0.2)", 1)]
    [InlineData("villages(h > 0.4)", 0)]
    [InlineData("shareOfVillages(h >= 0.4 or coverage >= 0.8 and not poorPersons > 4)", 0.5)]
    [InlineData("coverage", 0.8)]
    [InlineData("musdesConfirmed", 0.1)]
    [InlineData("assisted(90)", 0.25)]
    [InlineData("100 * (1 - h)", 80)]
    [InlineData("0 * h / (1 - h)", 0)]
    [InlineData("h / (h - 0.1)", 2)]
    [InlineData("-h + 2 * 0.1", 0)]
    [InlineData("indicator('5.h') * 2", 0.6)]
    [InlineData("persons - households - poorPersons", 16)]
    public void An_expression_says_what_it_reads(string text, double value) => Assert.Equal(value, Evaluate(text).Value!.Value, 12);

    // Of 120 persons that four households stand for 40 are poor; the fifth is not in the sample.
    [Theory]
    [InlineData("h", 1 / 3.0)]
    [InlineData("m0 / a", 1 / 3.0)]
    [InlineData("persons", 120)]
    [InlineData("poorPersons", 40)]
    [InlineData("households", 50)]
    [InlineData("poorHouseholds", 15)]
    [InlineData("vulnerable", 0)]
    [InlineData("censored('child-mortality') - uncensored('child-mortality')", 0)]
    [InlineData("h(femaleHead)", 0.5)]
    [InlineData("h(otherHead)", 0.25)]
    [InlineData("villages(h > 0.4)", 1)]
    [InlineData("shareOfVillages(h > 0.2 and persons > 30)", 1)]
    public void A_round_that_visits_a_sample_says_what_its_households_stand_for(string text, double value) => Assert.Equal(value, Evaluate(text, Sampled()).Value!.Value, 12);

    [Fact]
    public void A_figure_of_a_sample_has_a_standard_error_and_another_expression_has_none()
    {
        Node Parsed(string text) => Parser.Parse(text, Known, [])!;
        var estimate = Sampled().EstimateOf(Parsed("h"))!;

        // Two strata of two units each, all scores of a ratio: the sums of squares of the units' differences.
        var (a, b) = ((20 * (1 - (1 / 3.0))) - (-60 / 3.0), (-20 / 3.0) - (20 * (1 - (1 / 3.0))));
        Assert.Equal(Math.Sqrt((a * a) + (b * b)) / 120, estimate.StandardError!.Value, 12);
        Assert.True(estimate.Lower < 1 / 3.0 && estimate.Upper > 1 / 3.0);
        foreach (var other in new[] { "1 - h", "poorHouseholds", "vulnerable", "coverage" }) Assert.Null(Sampled().EstimateOf(Parsed(other)));
        Assert.Null(Facts.EstimateOf(Parsed("h")));
    }

    private static RoundFacts Sampled()
    {
        SampledHousehold Of(string village, bool poor, int persons, string? psu, double weight) =>
            new(village, true, new(poor ? Bit("child-mortality") : 0, 0, persons), psu is null ? null : village, psu, weight);
        SampledHousehold[] all =
        [
            Of(Village, true, 2, "1", 10), Of(Village, false, 2, "2", 30), Of("35.22.15.2002", false, 4, "3", 5), Of("35.22.15.2002", true, 4, "4", 5), Of(Village, true, 100, null, 0),
        ];
        SampledFacts Asked(params bool[] asked) => new(Measure, [.. all.Zip(asked, (h, a) => h with { IsAsked = a })]);
        return Facts with
        {
            Samples = ImmutableDictionary<Group, SampledFacts>.Empty
                .Add(Group.Everybody, Asked(true, true, true, true, true))
                .Add(Group.Known["femaleHead"], Asked(true, false, true, false, true))
                .Add(Group.Known["otherHead"], Asked(false, true, false, true, false)),
        };
    }

    [Theory]
    [InlineData("h / (poorPersons - 4)", "DividedByNothing")]
    [InlineData("acknowledged(24)", "NoAcknowledgements")]
    [InlineData("assisted(30)", "TooEarly")]
    [InlineData("a(withChildren)", "NobodyMeasured")]
    public void What_is_missing_has_a_reason_and_is_never_nought(string text, string why)
    {
        var facts = Facts with { Histograms = Facts.Histograms.Add(Group.Known["withChildren"], Of()) };
        var (value, missing) = Evaluate(text, facts);
        Assert.Null(value);
        Assert.Equal(why, missing.ToString());
    }

    [Theory]
    [InlineData("h +", 4, "Syntax")]
    [InlineData("h h", 3, "Syntax")]
    [InlineData("h; drop", 2, "NotAllowed")]
    [InlineData("h * 1234567890", 5, "WrongNumber")]
    [InlineData("0.1234567890", 1, "WrongNumber")]
    [InlineData("12h", 1, "WrongNumber")]
    [InlineData("x + 1", 1, "UnknownName")]
    [InlineData("h(widows)", 3, "UnknownName")]
    [InlineData("censored('floor')", 10, "UnknownName")]
    [InlineData("indicator('5.x')", 11, "UnknownName")]
    [InlineData("h > 0.2", 1, "WrongKind")]
    [InlineData("villages(h)", 10, "WrongKind")]
    [InlineData("h + (m0 > 1)", 3, "WrongKind")]
    [InlineData("not h", 1, "WrongKind")]
    [InlineData("villages(musdesConfirmed > 0)", 10, "NotOfVillages")]
    [InlineData("assisted(0)", 10, "OutOfRange")]
    [InlineData("assisted(1.5)", 10, "OutOfRange")]
    [InlineData("villages(", 10, "Syntax")]
    [InlineData("m0 / 0", 4, "NeverDefined")]
    [InlineData("0 / -0.0", 3, "NeverDefined")]
    [InlineData("1 + h / (0.1 + 0.2 - 0.3)", 7, "NeverDefined")]
    [InlineData("h / (2 * h(female) - h(female) - h(female))", 3, "NeverDefined")]
    [InlineData("m0 / (a * (h - h))", 4, "NeverDefined")]
    [InlineData("m0 / (0 / h)", 4, "NeverDefined")]
    [InlineData("m0 / ((h + a) / 2 - 0.5 * (a + h))", 4, "NeverDefined")]
    [InlineData("villages(h / (1 - 1) > 0.2)", 12, "NeverDefined")]
    [InlineData("(((((((((((((((((h)))))))))))))))))", 17, "TooLong")]
    public void What_is_wrong_is_told_with_its_place(string text, int position, string kind)
    {
        var faults = new List<Fault>();
        Assert.Null(Parser.Parse(text, Known, faults));
        var fault = Assert.Single(faults);
        Assert.Equal((position, kind), (fault.Position, fault.Kind.ToString()));
        Assert.NotEmpty(fault.Known);
    }

    [Fact]
    public void A_circle_is_found_over_any_way()
    {
        var references = new Dictionary<string, string[]> { ["a"] = ["b", "c"], ["b"] = ["c"], ["c"] = ["d"], ["d"] = [] };
        Assert.Null(References.Circle("a", c => references[c]));
        references["d"] = ["b"];
        Assert.Equal(["b", "c", "d", "b"], References.Circle("b", c => references[c]));
        Assert.Null(References.Circle("a", c => references[c]));
        references["d"] = ["d"];
        Assert.Equal(["d", "d"], References.Circle("d", c => references[c]));
    }

    private static (double? Value, Missing? Why) Evaluate(string text, RoundFacts? facts = null)
    {
        var faults = new List<Fault>();
        var node = Parser.Parse(text, Known, faults);
        Assert.True(node is not null, string.Join("; ", faults));
        var evaluation = new Evaluation(facts ?? Facts, _ => 0.3);
        return (evaluation.Of(node), evaluation.Why);
    }

    private static uint Bit(string code) => 1u << Measure.Structure.Indicators.Select(i => i.Code).ToList().IndexOf(code);

    private static MaskCell Cell(uint mask, int persons) => new(mask, 0, 0, persons);

    private static Dictionary<string, MaskHistogram> Of(params (string Village, MaskCell[] Cells)[] villages) => villages.ToDictionary(v => v.Village, v => MaskHistogram.Of(v.Cells));
}
