using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.AlkireFoster.Tests.Sampling;

/// <summary>
/// Estimates by R's package survey 4.1-1 (svydesign, subset, svyratio, svyrecvar; weights w2) of the reference survey:
/// a region alone, and the survey without all but the first unit of the strata 401 and 104, under each policy. None of
/// these figures is in the reference file.
/// </summary>
public class RSurveyTests
{
    [Theory]
    [InlineData("region 7", LonelyPsu.Fail)]
    [InlineData("whole lonely", LonelyPsu.Remove)]
    [InlineData("whole lonely", LonelyPsu.Adjust)]
    [InlineData("whole lonely", LonelyPsu.Average)]
    [InlineData("region 4 lonely", LonelyPsu.Remove)]
    [InlineData("region 4 lonely", LonelyPsu.Adjust)]
    [InlineData("region 4 lonely", LonelyPsu.Average)]
    [InlineData("region 7 lonely", LonelyPsu.Average)]
    public void Estimates_equal_those_of_r(string sample, LonelyPsu policy)
    {
        var rows = sample.EndsWith("lonely", StringComparison.Ordinal) ? LonelyRows() : ReferenceData.Rows();
        var (design, domains) = ReferenceData.Sample(rows, r => r.W2, r => ["whole", $"region {r.Region}"]);
        var estimator = new SampleEstimator(ReferenceData.Measure, design, policy);
        var domain = sample.Replace(" lonely", "", StringComparison.Ordinal);
        var expected = Expected().Where(e => e[0] == sample && Enum.Parse<LonelyPsu>(e[1], ignoreCase: true) == policy).ToList();

        Assert.NotEmpty(expected);
        Assert.All(expected, e =>
        {
            var statistic = StatisticOf(e[2], new Fraction(int.Parse(e[3], null), 18));
            var actual = int.TryParse(e[4], out var round)
                ? estimator.Level(domains[(domain, round)], statistic)
                : estimator.Change(domains[(domain, 1)], domains[(domain, 2)], statistic, KindOf(e[4]), ReferenceData.Years);
            Assert.Equal(ReferenceData.Number(e[5]), actual.Value!.Value, 1e-10);
            Assert.Equal(ReferenceData.Number(e[6]), actual.StandardError!.Value, 1e-10);
            if (e[7] == "") return;
            Assert.Equal(ReferenceData.Number(e[7]), actual.Lower!.Value, 1e-10);
            Assert.Equal(ReferenceData.Number(e[8]), actual.Upper!.Value, 1e-10);
        });
    }

    [Fact]
    public void A_lonely_unit_fails_by_default_and_names_its_stratum()
    {
        var (design, _) = ReferenceData.Sample(LonelyRows(), r => r.W2, _ => ["whole"]);

        var error = Assert.Throws<LonelyPsuException>(() => new SampleEstimator(ReferenceData.Measure, design, LonelyPsu.Fail));

        Assert.Equal(["104", "401"], error.Strata.Order());
        Assert.Contains("401", error.Message, StringComparison.Ordinal);
    }

    private static List<ReferenceRow> LonelyRows()
    {
        var rows = ReferenceData.Rows();
        var kept = rows.GroupBy(r => r.Stratum).ToDictionary(g => g.Key, g => g.MinBy(r => ReferenceData.Number(r.Psu))!.Psu);
        return [.. rows.Where(r => r.Stratum is not ("401" or "104") || r.Psu == kept[r.Stratum])];
    }

    private static Statistic StatisticOf(string measure, Fraction k) => measure switch
    {
        "H" => new(StatisticKind.H, k),
        "A" => new(StatisticKind.A, k),
        "M0" => new(StatisticKind.M0, k),
        _ => new(StatisticKind.Censored, k, ReferenceData.Measure.IndexOf("d_wtr")),
    };

    private static ChangeKind KindOf(string change) => change switch
    {
        "abs" => ChangeKind.Absolute,
        "rel" => ChangeKind.Relative,
        _ => ChangeKind.RelativePerYear,
    };

    private static IEnumerable<string[]> Expected()
    {
        using var reader = new StreamReader(typeof(RSurveyTests).Assembly.GetManifestResourceStream("r-survey-4.1-1.csv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
    }
}
