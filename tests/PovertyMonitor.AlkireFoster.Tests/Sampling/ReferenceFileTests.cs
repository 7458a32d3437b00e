using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.AlkireFoster.Tests.Sampling;

/// <summary>Every figure that the R package mpitbR 1.0.1 gives of its synthetic survey, within 1e-8.</summary>
public class ReferenceFileTests
{
    private const double Tolerance = 1e-8;

    private static readonly Dictionary<string, StatisticKind> Kinds = new()
    {
        ["H"] = StatisticKind.H,
        ["A"] = StatisticKind.A,
        ["M0"] = StatisticKind.M0,
        ["hd"] = StatisticKind.Uncensored,
        ["hdk"] = StatisticKind.Censored,
        ["actb"] = StatisticKind.Contribution,
        ["pctb"] = StatisticKind.ContributionShare,
    };

    [Theory]
    [InlineData("weight")]
    [InlineData("w2")]
    public void Levels_and_changes_equal_the_reference_file(string weight)
    {
        var rows = ReferenceData.Rows();
        var expected = ReferenceData.Expected().Where(e => e["weight"] == weight).ToList();
        var (design, domains) = ReferenceData.Sample(rows, r => weight == "w2" ? r.W2 : r.Weight, r => ["nat", r.Area]);
        var estimator = new SampleEstimator(ReferenceData.Measure, design, LonelyPsu.Fail);

        Assert.Equal(888, expected.Count);
        Assert.Equal(597, design.DegreesOfFreedom);
        Assert.Equal(14_903, domains[("nat", 1)].Used + domains[("nat", 2)].Used);
        Assert.All(expected, e =>
        {
            var actual = e["kind"] == "level" ? Level(estimator, domains, e) : Change(estimator, domains, e);
            Near(e["b"], actual.Value);
            Near(e["se"], actual.StandardError);
            Near(e["ll"], actual.Lower);
            Near(e["ul"], actual.Upper);
        });
    }

    private static Estimate Level(
        SampleEstimator estimator, Dictionary<(string, int), SampleDomain> domains, Dictionary<string, string> e) =>
        estimator.Level(domains[(e["subg"], int.Parse(e["period"], null))], StatisticOf(e));

    private static Estimate Change(
        SampleEstimator estimator, Dictionary<(string, int), SampleDomain> domains, Dictionary<string, string> e) =>
        estimator.Change(domains[(e["subg"], 1)], domains[(e["subg"], 2)], StatisticOf(e), (e["ctype"], e["ann"]) switch
        {
            ("abs", "0") => ChangeKind.Absolute,
            ("abs", _) => ChangeKind.AbsolutePerYear,
            ("rel", "0") => ChangeKind.Relative,
            _ => ChangeKind.RelativePerYear,
        }, ReferenceData.Years);

    private static Statistic StatisticOf(Dictionary<string, string> e) => new(
        Kinds[e["measure"]],
        e["k"] == "NA" ? null : new Fraction(int.Parse(e["k"], null), 100),
        e["indicator"] == "NA" ? null : ReferenceData.Measure.IndexOf(e["indicator"]));

    private static void Near(string expected, double? actual)
    {
        if (expected == "NA") Assert.Null(actual);
        else Assert.Equal(ReferenceData.Number(expected), actual!.Value, Tolerance);
    }
}
