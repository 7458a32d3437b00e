using System.Globalization;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Measures.CommandLine;

namespace PovertyMonitor.Benchmarks.AlkireFoster;

/// <summary>The product's own ways from households to figures by village; each returns M0 by village.</summary>
internal static class Ours
{
    /// <summary>From columns in memory: tally, then every figure.</summary>
    public static Dictionary<int, double> FromMemory(GeneratedHouseholds households) =>
        GroupedTally.Of(10, households.Village, households.Mask, ReadOnlyMemory<uint>.Empty, households.Size)
            .Indices(GeneratedHouseholds.Measure, GeneratedHouseholds.Cutoff, MissingRule.DropHousehold)
            .Index().ToDictionary(i => i.Index, i => i.Item.M0!.Value);

    /// <summary>From a file, as the verb measure does it: every estimate it would print.</summary>
    public static Dictionary<int, double> FromFile(string file)
    {
        var request = new MeasureRequest
        {
            File = file,
            Measure = GeneratedHouseholds.Measure,
            Cutoffs = [GeneratedHouseholds.Cutoff],
            Weight = "size",
            By = ["village"],
        };
        var rows = MeasureFile.EstimateAsync(request).GetAwaiter().GetResult();
        return rows.Select(r => r.Row).Where(r => r is { Measure: "M0", By: "village" })
            .ToDictionary(r => int.Parse(r.Group, CultureInfo.InvariantCulture), r => r.Estimate!.Value);
    }

    /// <summary>With standard errors: 40 units to a village, each village a stratum.</summary>
    public static Dictionary<int, double> WithStandardErrors(GeneratedHouseholds households)
    {
        var design = new SampleDesign();
        var psus = Enumerable.Range(0, GeneratedHouseholds.Villages * 40)
            .Select(p => design.Psu($"{p / 40}", $"{p % 40}")).ToArray();
        var domains = Enumerable.Range(0, GeneratedHouseholds.Villages).Select(_ => new SampleDomain(design, MissingRule.DropHousehold)).ToArray();
        for (var i = 0; i < households.Count; i++)
            domains[households.Village[i]].Add(psus[(households.Village[i] * 40) + (i % 40)], households.Size[i], households.Mask[i], 0);
        var estimator = new SampleEstimator(GeneratedHouseholds.Measure, design, LonelyPsu.Fail);
        var statistics = Statistic.All(GeneratedHouseholds.Measure, [GeneratedHouseholds.Cutoff]);
        return domains.Index().ToDictionary(d => d.Index, d =>
        {
            var estimates = statistics.ToDictionary(s => s, s => estimator.Level(d.Item, s));
            return estimates[new Statistic(StatisticKind.M0, GeneratedHouseholds.Cutoff)].Value!.Value;
        });
    }

    /// <summary>Whether the ranking of the villages holds: four weightings times eighteen cutoffs.</summary>
    public static double RobustRanking(IReadOnlyList<MaskHistogram> villages)
    {
        var grid = new RobustnessGrid([Weighted(1, 1, 1), Weighted(2, 1, 1), Weighted(1, 2, 1), Weighted(1, 1, 2)], Enumerable.Range(1, 18).Select(k => new Fraction(k, 18)));
        return Robustness.Of(grid, villages, MissingRule.DropHousehold).AgreeingShareM0(grid.IndexOf(0, GeneratedHouseholds.Cutoff))!.Value;
    }

    private static MeasureStructure Weighted(int health, int education, int living)
    {
        var whole = (long)health + education + living;
        return new MeasureStructure(GeneratedHouseholds.Measure.Indicators.Select(i => i with
        {
            Weight = i.Dimension == "living" ? new Fraction(living, 6 * whole) : new Fraction(i.Dimension == "health" ? health : education, 2 * whole),
        }));
    }
}
