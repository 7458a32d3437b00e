using JasperFx.Events;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>Walks one household's events in the order of the log and takes down what each changes.</summary>
internal sealed class HouseholdLog(Guid household, IReadOnlyCollection<CompiledMeasure> measures)
{
    private readonly Dictionary<(string, Instant), long> _knownFrom = [];
    private Household _state = Household.Unknown;
    private Belief _belief = Belief.None;

    /// <summary>What is known of the household after the events taken.</summary>
    public Household State => _state;

    /// <summary>What is believed of it.</summary>
    public Belief Belief => _belief;

    /// <summary>Takes the next event; says why where it can't be taken into account.</summary>
    public string? Take(IEvent e, PovertyChanges changes)
    {
        var state = _state.With(e.Data);
        Belief belief;
        try
        {
            belief = Belief.Of(state, measures);
        }
#pragma warning disable CA1031 // Whatever an event does to a measure, it must not stop the projection for everybody.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure.GetType().Name;
        }
        changes.Replace(household, _belief, belief, e.Sequence, _knownFrom);
        (_state, _belief) = (state, belief);
        return null;
    }

    /// <summary>Takes a whole history at once, as known from one place of the log; leaves the visits, which no measure changes.</summary>
    public void Fill(IEnumerable<IEvent> history, long sequence, PovertyChanges changes)
    {
        foreach (var e in history) Take(e, new PovertyChanges());
        changes.Replace(household, Belief.None, _belief with { Visits = [] }, sequence, _knownFrom);
    }
}
