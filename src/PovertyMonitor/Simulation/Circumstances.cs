using System.Collections.Immutable;

namespace PovertyMonitor.Simulation;

/// <summary>How likely a lack is and how it hangs together with the others.</summary>
/// <param name="Lack">The lack.</param>
/// <param name="Threshold">The household lacks it where its liability, of mean 0 and variance 1, is above this.</param>
/// <param name="Loading">The correlation of the liability with the household's factor, 0 to 0.9.</param>
internal sealed record Tuning(Lack Lack, double Threshold, double Loading);

/// <summary>
/// Draws what households lack: a probit model with one factor. A household's liability to a lack is a sum of the
/// village's general level, the village's level in this lack, the household's own factor (the same for all lacks and
/// rounds) and the rest, which changes slowly from round to round. All are normal; the liability has variance 1.
/// </summary>
internal static class Circumstances
{
    private const double VillageLevel = 0.22;
    private const double VillageLack = 0.22;
    private const double RoundToRound = 0.93;

    /// <summary>
    /// Tuned by simulation so that the censored headcounts, H and A of the global MPI without nutrition come near those
    /// published for Indonesia (DHS 2017). The level of nutrition is an assumption, that about one household in twelve has
    /// an undernourished member: the published figures lack the indicator.
    /// </summary>
    public static readonly ImmutableArray<Tuning> Indonesia =
    [
        new(Lack.Nutrition, 1.38, 0.3),
        new(Lack.ChildMortality, 2.159, 0),
        new(Lack.Schooling, 1.762, 0.5),
        new(Lack.Attendance, 1.696, 0.5),
        new(Lack.Fuel, 0.636, 0.7),
        new(Lack.Sanitation, 0.852, 0.7),
        new(Lack.Water, 1.487, 0.7),
        new(Lack.Electricity, 1.935, 0.7),
        new(Lack.Housing, 1.518, 0.7),
        new(Lack.Assets, 1.223, 0.7),
    ];

    /// <summary>A village's levels: the general one, then one per lack.</summary>
    public static ImmutableArray<double> OfVillage(Dice dice) =>
        [.. Enumerable.Range(0, Indonesia.Length + 1).Select(_ => dice.Normal())];

    /// <summary>What a household lacks in each round.</summary>
    /// <param name="tuning">The model's numbers.</param>
    /// <param name="village">The levels of the village it comes from.</param>
    /// <param name="dice">The household's dice for this.</param>
    /// <param name="rounds">How many rounds.</param>
    public static ImmutableArray<Lack> OfHousehold(
        ImmutableArray<Tuning> tuning, ImmutableArray<double> village, Dice dice, int rounds)
    {
        var factor = dice.Normal();
        var rest = new double[tuning.Length];
        var lacks = new Lack[rounds];
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < tuning.Length; i++)
            {
                rest[i] = round == 0
                    ? dice.Normal()
                    : RoundToRound * rest[i] + Math.Sqrt(1 - RoundToRound * RoundToRound) * dice.Normal();
                if (Liability(tuning[i].Loading, village[0], village[i + 1], factor, rest[i]) > tuning[i].Threshold)
                    lacks[round] |= tuning[i].Lack;
            }
        return [.. lacks];
    }

    private static double Liability(double loading, double level, double levelInLack, double factor, double rest) =>
        VillageLevel * level + VillageLack * levelInLack + loading * factor
        + Math.Sqrt(1 - VillageLevel * VillageLevel - VillageLack * VillageLack - loading * loading) * rest;
}
