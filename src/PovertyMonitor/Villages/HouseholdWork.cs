using JasperFx.Events;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>What a page's events do to some of its households; one household's are worked out one after the other, households beside each other.</summary>
internal sealed class HouseholdWork
{
    private readonly List<(IEvent, string)> _quarantined = [];
    private readonly List<(Guid, byte[]?)> _kept = [];

    /// <summary>What changes.</summary>
    public PovertyChanges Changes { get; } = new();

    /// <summary>Events that can't be taken into account, with the reason.</summary>
    public IReadOnlyList<(IEvent Event, string Reason)> Quarantined => _quarantined;

    /// <summary>What is kept of each household.</summary>
    public IReadOnlyList<(Guid Household, byte[]? State)> Kept => _kept;

    /// <summary>Works the events of households out.</summary>
    /// <param name="households">The households with their events.</param>
    /// <param name="earlier">A household as it stands before; it may be asked from several threads at once.</param>
    /// <param name="measures">The measures in force.</param>
    public static HouseholdWork On(IEnumerable<IGrouping<Guid, IEvent>> households, Func<Guid, HouseholdLog> earlier, IReadOnlyList<CompiledMeasure> measures)
    {
        var work = new HouseholdWork();
        foreach (var household in households)
        {
            var log = earlier(household.Key);
            foreach (var e in household)
                if (log.Take(e, work.Changes) is { } reason) work._quarantined.Add((e, reason));
            work._kept.Add((household.Key, KeptHousehold.Write(log.State, log.Memo, measures)));
        }
        return work;
    }
}
