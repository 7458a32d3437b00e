namespace PovertyMonitor.Duplicates.Linkage;

/// <summary>Learns a model from the households of some villages. Pure, and the same for the same households.</summary>
/// <remarks>
/// u is counted in random pairs of a village that share no number: hardly any is one household, and what may be weighs less. m, and how many
/// duplicates there are, come by expectation-maximisation (A. P. Dempster, N. M. Laird and D. B. Rubin 1977; for record
/// linkage W. E. Winkler, "Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model of Record Linkage",
/// 1988) over all pairs of the villages, where those that blocking leaves out are taken for two; and so does how often
/// different households have a number in common, since blocking leaves none of these out. What was assumed counts like a
/// few observed pairs, so that a register with few duplicates keeps it. How often a household is found twice in two
/// villages is not learned: the villages are looked at one by one.
/// </remarks>
internal static class LinkageFit
{
    private const double AssumedMatches = 20;
    private const double AssumedPairs = 1000;
    private const double AssumedHouseholds = 500;
    private const int PairsOfAHousehold = 20;
    private const int MostRounds = 200;
    private const double Settled = 1e-6;

    /// <summary>The model of a register.</summary>
    /// <param name="households">How many households the whole register has.</param>
    /// <param name="villages">The households of some of its villages, each complete.</param>
    public static LinkageModel Of(int households, IReadOnlyList<IReadOnlyList<Profile>> villages)
    {
        var model = WithChance(LinkageModel.Assumed(households), villages);
        var patterns = new Dictionary<Comparison, int>();
        foreach (var village in villages)
        {
            var blocks = new Blocks(village);
            for (var i = 0; i < village.Count; i++)
                foreach (var j in blocks.CandidatesOf(i).Where(j => j > i))
                    Count(patterns, Comparison.Of(village[i], village[j]));
        }
        return Maximised(model, patterns, villages.Sum(v => v.Count));
    }

    /// <summary>The model in which the pairs seen are as likely as can be.</summary>
    /// <param name="model">What is known of u, and where to begin.</param>
    /// <param name="patterns">How many pairs there are of each kind.</param>
    /// <param name="households">Of how many households they are pairs.</param>
    public static LinkageModel Maximised(LinkageModel model, IReadOnlyDictionary<Comparison, int> patterns, int households)
    {
        var ordered = patterns.OrderBy(p => model.Probability(p.Key)).ThenBy(p => p.Key.ToString(), StringComparer.Ordinal).ToList();
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Step(model, ordered, households);
            var moved = Math.Max(Math.Abs(next.Duplicates - model.Duplicates), Difference(next.Match, model.Match));
            model = next;
            if (moved < Settled) break;
        }
        return model;
    }

    private static LinkageModel Step(LinkageModel model, List<KeyValuePair<Comparison, int>> patterns, int households)
    {
        var (match, others) = (Levels(l => AssumedMatches * l.Match), Levels(l => l.PerOthers ? AssumedHouseholds * l.Chance : AssumedMatches * l.Chance));
        var matches = 0.0;
        foreach (var (pattern, count) in patterns)
        {
            var expected = count * model.Probability(pattern);
            matches += expected;
            for (var field = 0; field < match.Length; field++)
            {
                if (pattern[field] < 0) continue;
                if (field != LinkageField.Village) match[field][pattern[field]] += expected;
                // Each of two households has the other one.
                others[field][pattern[field]] += (count - expected) * (field == LinkageField.NikOnOneCard ? 1 : 2);
            }
        }
        foreach (var levels in match) Normalise(levels);
        var inVillage = LinkageField.All[LinkageField.Village].Levels[0].Match;
        return model with
        {
            Match = match,
            Chance = [.. model.Chance.Select((chance, field) => ChanceOf(field, chance, others[field], households + AssumedHouseholds, model.Households))],
            Duplicates = (2 * matches / inVillage + AssumedHouseholds * LinkageModel.AssumedDuplicates) / (households + AssumedHouseholds),
        };
    }

    private static double[] ChanceOf(int field, double[] before, double[] others, double households, int all)
    {
        if (field == LinkageField.NikOnOneCard) return [.. others.Select(o => o / others.Sum())];
        if (!LinkageField.All[field].Levels[0].PerOthers) return before;
        var agreeing = others[..^1].Select(o => o / households / (all - 1)).ToArray();
        return [.. agreeing, 1 - agreeing.Sum()];
    }

    private static double[][] Levels(Func<LinkageLevel, double> value) => [.. LinkageField.All.Select(f => f.Levels.Select(value).ToArray())];

    private static LinkageModel WithChance(LinkageModel assumed, IReadOnlyList<IReadOnlyList<Profile>> villages)
    {
        var counts = Levels(l => AssumedPairs * l.Chance);
        foreach (var village in villages)
        {
            var mixed = village.OrderBy(p => Mix(p.Household)).ThenBy(p => p.Household).ToList();
            for (var step = 1; step <= Math.Min(PairsOfAHousehold, mixed.Count - 1); step++)
                for (var i = 0; i + step < mixed.Count; i++)
                    if (!mixed[i].SharesNumberWith(mixed[i + step])) Count(counts, Comparison.Of(mixed[i], mixed[i + step]), assumed);
        }
        foreach (var field in new[] { LinkageField.Roster, LinkageField.Size, LinkageField.Neighbourhood })
        {
            Normalise(counts[field]);
            assumed.Chance[field] = counts[field];
        }
        if (villages.Count > 0) assumed.Chance[LinkageField.Village] = ChanceOfVillage(assumed.Households, villages);
        return assumed;
    }

    // That two of the register live in one village: as if all its villages were like these.
    private static double[] ChanceOfVillage(int households, IReadOnlyList<IReadOnlyList<Profile>> villages)
    {
        var same = Math.Clamp(villages.Sum(v => (double)v.Count * v.Count) / villages.Sum(v => v.Count) / households, 1.0 / households, 0.9);
        return [same, 1 - same];
    }

    private static double Difference(double[][] one, double[][] other) => one.Zip(other).Max(f => f.First.Zip(f.Second).Max(l => Math.Abs(l.First - l.Second)));

    // A pair counts as two households as far as it is likely to be two.
    private static void Count(double[][] counts, Comparison comparison, LinkageModel assumed)
    {
        var different = 1 - assumed.Probability(comparison);
        for (var field = 0; field < counts.Length; field++)
            if (comparison[field] >= 0) counts[field][comparison[field]] += different;
    }

    private static void Count(Dictionary<Comparison, int> patterns, Comparison comparison) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(patterns, comparison, out _)++;

    private static void Normalise(double[] levels)
    {
        var sum = levels.Sum();
        for (var i = 0; i < levels.Length; i++) levels[i] /= sum;
    }

    // Ids made by a clock would put neighbours beside each other.
    private static ulong Mix(Guid id)
    {
        var bytes = id.ToByteArray();
        var mixed = (BitConverter.ToUInt64(bytes) ^ (BitConverter.ToUInt64(bytes, 8) * 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9;
        return (mixed ^ (mixed >> 31)) * 0x94D049BB133111EB;
    }
}
