using JasperFx.Events;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>Walks one household's events in the order of the log and takes down what each changes.</summary>
/// <param name="household">The household.</param>
/// <param name="measures">The measures in force.</param>
internal sealed class HouseholdLog(Guid household, IReadOnlyList<CompiledMeasure> measures)
{
    private AssessmentMemo _memo = new(measures);
    private Household _state = Household.Unknown;
    private Belief _belief = Belief.None;

    /// <summary>What is known of the household after the events taken.</summary>
    public Household State => _state;

    /// <summary>What is believed of it.</summary>
    public Belief Belief => _belief;

    /// <summary>What measures made of its answers.</summary>
    public AssessmentMemo Memo => _memo;

    /// <summary>Begins with what was kept of it after earlier events.</summary>
    public HouseholdLog After(KeptHousehold kept)
    {
        (_state, _memo) = (kept.State, kept.Memo);
        _belief = BeliefOf(_state);
        return this;
    }

    /// <summary>Begins after events that were taken down before.</summary>
    /// <param name="earlier">These events.</param>
    /// <param name="quarantined">The numbers of those that could not be taken into account.</param>
    public HouseholdLog After(IEnumerable<IEvent> earlier, IReadOnlySet<long> quarantined)
    {
        var taken = earlier.Where(e => !quarantined.Contains(e.Sequence)).ToList();
        try
        {
            _state = Household.After(taken.Select(e => e.Data));
            _belief = BeliefOf(_state);
        }
#pragma warning disable CA1031 // A measure adopted since may fail on what was taken before: without that event, it goes on.
        catch (Exception)
#pragma warning restore CA1031
        {
            (_state, _belief) = (Household.Unknown, Belief.None);
            foreach (var e in taken) Take(e, new PovertyChanges());
        }
        return this;
    }

    /// <summary>Takes the next event; says why where it can't be taken into account.</summary>
    public string? Take(IEvent e, PovertyChanges changes)
    {
        Household state;
        Belief belief;
        try
        {
            state = _state.With(e.Data);
            belief = BeliefOf(state);
        }
#pragma warning disable CA1031 // Whatever an event does to a household or a measure, it must not stop the projection for everybody.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure.GetType().Name;
        }
        changes.Replace(household, _belief, belief, e.Sequence);
        (_state, _belief) = (state, belief);
        return null;
    }

    // The tables hold one row of a kind at a time: what would need two is no belief. It follows from the household alone, however events are paged.
    private Belief BeliefOf(Household state)
    {
        var belief = Belief.Of(state, measures, _memo);
        // They are few: looking through them is faster than a table.
        for (var i = 0; i < belief.Assessments.Count; i++)
            for (var j = 0; j < i; j++)
                if (RowSlot.Of(household, belief.Assessments[i]) == RowSlot.Of(household, belief.Assessments[j])) throw new TwoRowsException();
        return belief;
    }

    /// <summary>Takes down what is believed, as known from the adoption of the measures on; leaves the visits, which no measure changes.</summary>
    public void Fill(long adoptedAt, PovertyChanges changes) => changes.Replace(household, Belief.None, _belief with { Visits = [] }, adoptedAt);
}
