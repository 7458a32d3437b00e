using PovertyMonitor.Reports.Disclosure;

namespace PovertyMonitor.Tests.Reports.Disclosure;

/// <summary>A made-up regency as large as Bojonegoro (28 districts, 430 villages), with as many households in each village as one likes.</summary>
internal static class Regency
{
    private const int Districts = 28;
    private const int Villages = 430;
    private const double Poor = 0.25;
    private static readonly double[] Kinds = [0.16, 0.55, 0.35, 0.06];
    private static readonly double[] Lacks = [0.3, 0.05, 0.4, 0.1, 0.7, 0.6, 0.3, 0.02, 0.5, 0.2];

    /// <summary>Its counts.</summary>
    /// <param name="seed">Where the dice begin.</param>
    /// <param name="size">How many households a village has.</param>
    /// <param name="corrected">The share of households of which something turned out otherwise, and so many are found in addition.</param>
    public static IReadOnlyList<AreaCounts> Of(int seed, Func<Random, int> size, double corrected = 0)
    {
        var (dice, later) = (new Random(seed), new Random(seed + 1));
        var villages = Enumerable.Range(0, Villages).Select(v => (District: $"35.22.{(v % Districts) + 1:00}", Number: 2001 + (v / Districts), Counts: Village(dice, later, size(dice), corrected))).ToList();
        var areas = new List<AreaCounts> { Told("35.22", null, villages.Select(v => v.Counts)) };
        foreach (var district in villages.GroupBy(v => v.District))
        {
            areas.Add(Told(district.Key, "35.22", district.Select(v => v.Counts)));
            areas.AddRange(district.Select(v => new AreaCounts($"{district.Key}.{v.Number}", district.Key, v.Counts.All)));
        }
        return areas;
    }

    private static VillageCounts Village(Random dice, Random later, int households, double corrected)
    {
        var (all, kinds, lacks) = (default(HouseholdCounts), new HouseholdCounts[Kinds.Length], new long[Lacks.Length]);
        void Count(double[] rolls)
        {
            var one = new HouseholdCounts(1, rolls[0] < Poor ? 1 : 0);
            all += one;
            for (var k = 0; k < Kinds.Length; k++) if (rolls[1 + k] < Kinds[k]) kinds[k] += one;
            for (var j = 0; j < Lacks.Length; j++) if (rolls[1 + Kinds.Length + j] < Lacks[j]) lacks[j] += one.Poor;
        }

        double[] Roll(Random random) => [.. Enumerable.Range(0, 1 + Kinds.Length + Lacks.Length).Select(_ => random.NextDouble())];
        for (var i = 0; i < households; i++)
        {
            var rolls = Roll(dice);
            if (corrected > 0 && later.NextDouble() < corrected) rolls[later.Next(rolls.Length)] = later.NextDouble();
            Count(rolls);
            if (corrected > 0 && later.NextDouble() < corrected) Count(Roll(later));
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
