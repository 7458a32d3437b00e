using System.Collections.Immutable;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Simulation;

/// <summary>
/// A regency's simulated households and the surveys they answer. Every part is made when it is asked for and always
/// the same, so nothing needs to be kept, and a second run sends what the first one did.
/// </summary>
internal sealed class Population
{
    private const double NewlyFound = 0.02;
    private readonly int _rounds;
    private readonly long _root;
    private readonly ImmutableArray<SimulatedVillage> _villages;

    private enum Branch { Village, Household }

    /// <summary>A population.</summary>
    /// <param name="villages">The regency's villages.</param>
    /// <param name="households">How many households there are in the first round.</param>
    /// <param name="rounds">How many rounds; more rounds don't change the earlier ones.</param>
    /// <param name="seed">Another seed is another population, with ids of its own; so is another number of households.</param>
    public Population(IEnumerable<AreaCode> villages, int households, int rounds, long seed)
    {
        _rounds = rounds;
        _root = BitConverter.ToInt64(new Dice(seed, households).Id().ToByteArray());
        _villages = SimulatedVillages.Of([.. villages], households, place => new Dice(_root, (long)Branch.Village, place));
    }

    /// <summary>How many villages there are.</summary>
    public int Villages => _villages.Length;

    /// <summary>The submissions of one round from one village, in the order of its households.</summary>
    public IEnumerable<Submission> Submissions(int round, int village) => Visits(round, village).Select(v => v.Submission);

    /// <summary>The same with who was met.</summary>
    public IEnumerable<SimulatedVisit> Visits(int round, int village)
    {
        var home = _villages[village];
        for (var place = 0; place < home.Households + FoundUntil(round, home); place++)
        {
            var foundIn = place < home.Households ? 0 : FoundIn(place, home);
            foreach (var visit in StoryOf(village, place, foundIn).VisitsIn(round))
                yield return visit;
        }
    }

    private Story StoryOf(int village, int place, int foundIn) => new(
        path => new Dice(_root, [(long)Branch.Household, village, place, .. path]),
        _villages[village], place, foundIn, _rounds, _villages);

    // Counted over the whole regency, so that the small villages' fractions aren't lost.
    private static int FoundUntil(int round, SimulatedVillage village) =>
        (int)((village.FirstHousehold + village.Households) * NewlyFound * round) - (int)(village.FirstHousehold * NewlyFound * round);

    private static int FoundIn(int place, SimulatedVillage village)
    {
        var round = 1;
        while (place >= village.Households + FoundUntil(round, village))
            round++;
        return round;
    }
}
