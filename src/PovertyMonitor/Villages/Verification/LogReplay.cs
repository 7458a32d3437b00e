using JasperFx.Events;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages.Verification;

/// <summary>A measure revision and since when the log knows it.</summary>
/// <param name="Measure">The revision.</param>
/// <param name="AdoptedAt">The sequence of its adoption.</param>
internal sealed record MeasureInForce(CompiledMeasure Measure, long AdoptedAt);

/// <summary>What the projection must have made of households' histories, worked out from these alone, one event after the other.</summary>
/// <param name="adoptions">The measures and where in the log each was adopted, in that order.</param>
internal sealed class LogReplay(IReadOnlyList<MeasureInForce> adoptions)
{
    private readonly List<(long Sequence, string Reason)> _quarantined = [];

    /// <summary>The events that can't be taken into account, with the reason.</summary>
    public IReadOnlyList<(long Sequence, string Reason)> Quarantined => _quarantined;

    /// <summary>Takes one household's whole history.</summary>
    /// <param name="household">The household.</param>
    /// <param name="history">Its events in the order of the log, at least one.</param>
    /// <param name="changes">Where what follows is gathered.</param>
    public void Take(Guid household, IReadOnlyList<IEvent> history, PovertyChanges changes)
    {
        var inForce = adoptions.TakeWhile(a => a.AdoptedAt < history[0].Sequence).Select(a => a.Measure).ToList();
        var log = new HouseholdLog(household, inForce);
        var quarantined = new HashSet<long>();
        for (var i = 0; i <= history.Count; i++)
        {
            foreach (var adopted in adoptions.Skip(inForce.Count).TakeWhile(a => i == history.Count || a.AdoptedAt < history[i].Sequence).ToList())
            {
                new HouseholdLog(household, [adopted.Measure]).After(history.Take(i), quarantined).Fill(adopted.AdoptedAt, changes);
                inForce.Add(adopted.Measure);
                log = new HouseholdLog(household, inForce).After(history.Take(i), quarantined);
            }
            if (i == history.Count || log.Take(history[i], changes) is not { } reason) continue;
            _quarantined.Add((history[i].Sequence, reason));
            quarantined.Add(history[i].Sequence);
        }
    }
}
