using System.Collections.Immutable;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Simulation;

/// <summary>A village of the simulation.</summary>
/// <param name="Code">Its code.</param>
/// <param name="FirstHousehold">The number of its first household.</param>
/// <param name="Households">How many households it has in the first round.</param>
/// <param name="Levels">Its levels of poverty; see <see cref="Circumstances.OfVillage"/>.</param>
internal sealed record SimulatedVillage(AreaCode Code, int FirstHousehold, int Households, ImmutableArray<double> Levels);

/// <summary>Shares the households out over the villages, which differ in size up to fourfold.</summary>
internal static class SimulatedVillages
{
    /// <summary>The villages with their households, exactly <paramref name="households"/> together.</summary>
    public static ImmutableArray<SimulatedVillage> Of(IReadOnlyList<AreaCode> codes, int households, Func<int, Dice> diceOf)
    {
        var dice = codes.Select((_, place) => diceOf(place)).ToArray();
        var weights = dice.Select(d => 0.5 + 1.5 * d.Unit()).ToArray();
        var total = weights.Sum();
        var villages = ImmutableArray.CreateBuilder<SimulatedVillage>(codes.Count);
        var (passed, first) = (0.0, 0);
        for (var i = 0; i < codes.Count; i++)
        {
            passed += weights[i];
            var next = i == codes.Count - 1 ? households : (int)(households * (passed / total));
            villages.Add(new SimulatedVillage(codes[i], first, next - first, Circumstances.OfVillage(dice[i])));
            first = next;
        }
        return villages.MoveToImmutable();
    }
}
