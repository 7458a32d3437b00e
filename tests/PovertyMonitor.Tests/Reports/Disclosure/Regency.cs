using PovertyMonitor.Reports.Disclosure;

namespace PovertyMonitor.Tests.Reports.Disclosure;

/// <summary>A made-up regency as large as Bojonegoro (28 districts, 430 villages), with as many households in each village as one likes.</summary>
internal static class Regency
{
    private const int Districts = 28;
    private const int Villages = 430;
    private static readonly double[] Kinds = [0.16, 0.55, 0.35, 0.06];
    private static readonly double[] Lacks = [0.3, 0.05, 0.4, 0.1, 0.7, 0.6, 0.3, 0.02, 0.5, 0.2];

    /// <summary>Its counts.</summary>
    /// <param name="seed">Where the dice begin.</param>
    /// <param name="size">How many households a village has.</param>
    /// <param name="poor">The share of the poor.</param>
    public static IReadOnlyList<AreaCounts> Of(int seed, Func<Random, int> size, double poor = 0.25)
    {
        var dice = new Random(seed);
        var villages = Enumerable.Range(0, Villages).Select(v => (District: $"35.22.{(v % Districts) + 1:00}", Number: 2001 + (v / Districts), Counts: Village(dice, size(dice), poor))).ToList();
        var areas = new List<AreaCounts> { Told("35.22", null, villages.Select(v => v.Counts)) };
        foreach (var district in villages.GroupBy(v => v.District))
        {
            areas.Add(Told(district.Key, "35.22", district.Select(v => v.Counts)));
            areas.AddRange(district.Select(v => new AreaCounts($"{district.Key}.{v.Number}", district.Key, v.Counts.All)));
        }
        return areas;
    }

    private static VillageCounts Village(Random dice, int households, double poor)
    {
        var (all, kinds, lacks) = (default(HouseholdCounts), new HouseholdCounts[Kinds.Length], new long[Lacks.Length]);
        for (var i = 0; i < households; i++)
        {
            var one = new HouseholdCounts(1, dice.NextDouble() < poor ? 1 : 0);
            all += one;
            for (var k = 0; k < Kinds.Length; k++) if (dice.NextDouble() < Kinds[k]) kinds[k] += one;
            for (var j = 0; j < Lacks.Length; j++) if (dice.NextDouble() < Lacks[j]) lacks[j] += one.Poor;
        }
        return new(all, kinds, lacks);
    }

    private static AreaCounts Told(string area, string? parent, IEnumerable<VillageCounts> villages)
    {
        var of = villages.ToList();
        return new(area, parent, Sum(of.Select(v => v.All)),
            Enumerable.Range(0, Kinds.Length).ToDictionary(k => $"kind{k}", k => Sum(of.Select(v => v.Kinds[k]))),
            Enumerable.Range(0, Lacks.Length).ToDictionary(j => $"deprived:{j}", j => of.Sum(v => v.Lacks[j])));
    }

    private static HouseholdCounts Sum(IEnumerable<HouseholdCounts> counts) => counts.Aggregate(default(HouseholdCounts), (a, b) => a + b);

    private sealed record VillageCounts(HouseholdCounts All, HouseholdCounts[] Kinds, long[] Lacks);
}
