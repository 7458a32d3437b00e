using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Benchmarks.AlkireFoster;

/// <summary>
/// Households as columns, the same for every run: 430 villages in random order, sizes of 1 to 9, and ten deprivations
/// whose chances rise with a village's and a household's own level, so that masks cluster as in a survey.
/// </summary>
internal sealed class GeneratedHouseholds
{
    public const int Villages = 430;

    private static readonly double[] Chances = [0.06, 0.03, 0.12, 0.08, 0.02, 0.2, 0.12, 0.15, 0.3, 0.15];

    public GeneratedHouseholds(int count)
    {
        var random = new Random(3522);
        var level = Enumerable.Range(0, Villages).Select(_ => 0.4 + (1.4 * random.NextDouble())).ToArray();
        (Village, Size, Mask) = (new int[count], new int[count], new uint[count]);
        for (var i = 0; i < count; i++)
        {
            Village[i] = random.Next(Villages);
            Size[i] = 1 + (int)(random.NextDouble() * random.NextDouble() * 9);
            var own = level[Village[i]] * (0.3 + (1.4 * random.NextDouble()));
            var mask = 0u;
            for (var j = 0; j < Chances.Length; j++) mask |= random.NextDouble() < Chances[j] * own ? 1u << j : 0;
            Mask[i] = mask;
        }
    }

    /// <summary>Three dimensions of two, two and six indicators with nested equal weights: the global MPI's.</summary>
    public static MeasureStructure Measure { get; } = MeasureStructure.WithEqualNestedWeights(
        ("health", ["d1", "d2"]), ("education", ["d3", "d4"]), ("living", ["d5", "d6", "d7", "d8", "d9", "d10"]));

    public static Fraction Cutoff { get; } = new(1, 3);

    public int Count => Mask.Length;

    public int[] Village { get; }

    public int[] Size { get; }

    public uint[] Mask { get; }
}
