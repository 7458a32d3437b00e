using PovertyMonitor.Duplicates.Linkage;

namespace PovertyMonitor.Tests.Duplicates;

/// <summary>How many of the households registered twice are found, and how many others are taken for such.</summary>
public sealed class LinkageQualityTests(ITestOutputHelper output)
{
    [Fact]
    public void Most_duplicates_are_found_and_few_others_are_taken_for_some()
    {
        var (probable, possible) = Measure("with the numbers that were given", PlantedDuplicates.Of(8, 8_000, seed: 7));
        var (bareProbable, barePossible) = Measure("without any number", PlantedDuplicates.Of(4, 4_000, seed: 8).WithoutNumbers());

        Assert.True(probable is { Recall: > 0.88, FalsePer10000: < 4 }, $"{probable}");
        Assert.True(possible is { Recall: > 0.92, FalsePer10000: < 10 }, $"{possible}");
        Assert.True(bareProbable is { Recall: > 0.15, FalsePer10000: < 8 }, $"{bareProbable}");
        Assert.True(barePossible is { Recall: > 0.4, FalsePer10000: < 200 }, $"{barePossible}");
    }

    private (Figures Probable, Figures Possible) Measure(string how, PlantedDuplicates planted)
    {
        var judged = Judge(planted, LinkageFit.Of(planted.Households.Length, planted.Villages));
        var (probable, possible) = (FiguresAt(LinkageModel.Probable, planted, judged), FiguresAt(LinkageModel.Possible, planted, judged));
        output.WriteLine($"{how}: {planted.Households.Length} households, {planted.Pairs.Count} of them registered twice, {judged.Count} pairs compared");
        output.WriteLine($"  probable (from {LinkageModel.Probable}): {probable}");
        output.WriteLine($"  possible (from {LinkageModel.Possible}): {possible}");
        return (probable, possible);
    }

    private static Dictionary<(Guid, Guid), double> Judge(PlantedDuplicates planted, LinkageModel model)
    {
        var judged = new Dictionary<(Guid, Guid), double>();
        foreach (var village in planted.Villages)
        {
            var blocks = new Blocks(village);
            for (var i = 0; i < village.Count; i++)
                foreach (var j in blocks.CandidatesOf(i).Where(j => j > i))
                    judged[PairOf(village[i].Household, village[j].Household)] = model.Probability(Comparison.Of(village[i], village[j]));
        }
        foreach (var sharing in planted.Households.SelectMany(p => p.Niks.Append(p.FamilyCard ?? 0).Where(n => n > 0).Select(n => (Number: n, Profile: p))).ToLookup(x => x.Number, x => x.Profile).Where(g => g.Count() > 1))
            foreach (var (a, b) in sharing.SelectMany(a => sharing.Where(b => a.Household.CompareTo(b.Household) < 0).Select(b => (a, b))))
                judged[(a.Household, b.Household)] = model.Probability(Comparison.Of(a, b));
        return judged;
    }

    private static Figures FiguresAt(double threshold, PlantedDuplicates planted, Dictionary<(Guid, Guid), double> judged)
    {
        var found = judged.Where(j => j.Value >= threshold).Select(j => j.Key).ToList();
        var right = found.Count(planted.Pairs.Contains);
        return new((double)right / planted.Pairs.Count, (double)right / found.Count, 10_000.0 * (found.Count - right) / planted.Households.Length);
    }

    private static (Guid, Guid) PairOf(Guid a, Guid b) => a.CompareTo(b) < 0 ? (a, b) : (b, a);

    private sealed record Figures(double Recall, double Precision, double FalsePer10000)
    {
        public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"recall {Recall:P1}, precision {Precision:P1}, {FalsePer10000:F1} false per 10,000 households");
    }
}
