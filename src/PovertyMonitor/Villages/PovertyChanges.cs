using System.Runtime.InteropServices;
using NodaTime;

namespace PovertyMonitor.Villages;

/// <summary>What a page of events changes in the projection's tables, gathered so that each table is written once.</summary>
internal sealed class PovertyChanges
{
    private readonly Dictionary<RowKey, AssessmentRow> _opened = [];
    private readonly Dictionary<RowKey, long> _closed = [];
    private readonly Dictionary<TallyCell, Counts> _tally = [];
    private readonly Dictionary<VisitCell, long> _visits = [];

    /// <summary>Rows to write, some of them closed already.</summary>
    public IReadOnlyCollection<AssessmentRow> Opened => _opened.Values;

    /// <summary>Rows written earlier that a later event has superseded, with the sequence at which it did.</summary>
    public IReadOnlyDictionary<RowKey, long> Closed => _closed;

    /// <summary>What is added to each cell; may be negative.</summary>
    public IEnumerable<KeyValuePair<TallyCell, Counts>> Tally => _tally.Where(t => t.Value != default);

    /// <summary>What is added to each cell; may be negative.</summary>
    public IEnumerable<KeyValuePair<VisitCell, long>> Visits => _visits.Where(v => v.Value != 0);

    /// <summary>Takes down how a household's belief changed at a place of the log.</summary>
    /// <param name="household">The household.</param>
    /// <param name="before">What was believed before.</param>
    /// <param name="after">What is believed from then on.</param>
    /// <param name="sequence">The event's sequence.</param>
    /// <param name="knownFrom">Remembers from which sequence each standing row is known.</param>
    public void Replace(Guid household, Belief before, Belief after, long sequence, Dictionary<(string, Instant), long> knownFrom)
    {
        foreach (var gone in before.Assessments.Except(after.Assessments))
        {
            var key = new RowKey(gone.Measure, household, gone.ValidFrom, knownFrom[(gone.Measure, gone.ValidFrom)]);
            if (_opened.TryGetValue(key, out var row)) _opened[key] = row with { KnownTo = sequence };
            else _closed.Add(key, sequence);
        }
        foreach (var come in after.Assessments.Except(before.Assessments))
        {
            knownFrom[(come.Measure, come.ValidFrom)] = sequence;
            _opened.Add(new(come.Measure, household, come.ValidFrom, sequence), new(household, come, sequence, null));
        }
        foreach (var (scope, assessment) in before.Counted) Count(scope, assessment, -1);
        foreach (var (scope, assessment) in after.Counted) Count(scope, assessment, +1);
        foreach (var cell in before.Visits) CollectionsMarshal.GetValueRefOrAddDefault(_visits, cell, out _)--;
        foreach (var cell in after.Visits) CollectionsMarshal.GetValueRefOrAddDefault(_visits, cell, out _)++;
    }

    private void Count(string scope, Assessment a, int sign)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_tally, a.CellIn(scope), out _);
        var c = a.Composition;
        counts = new(counts.Households + sign, counts.Persons + (sign * c.Persons), counts.Female + (sign * c.Female),
            counts.Children + (sign * c.Children), counts.Elderly + (sign * c.Elderly), counts.Disabled + (sign * c.Disabled));
    }
}

/// <summary>The key of an assessment row within a tenant.</summary>
internal readonly record struct RowKey(string Measure, Guid Household, Instant ValidFrom, long KnownFrom);

/// <summary>An assessment row: a belief, and when the system held it, by event sequence.</summary>
internal sealed record AssessmentRow(Guid Household, Assessment Assessment, long KnownFrom, long? KnownTo);

/// <summary>What a tally cell counts.</summary>
internal readonly record struct Counts(long Households, long Persons, long Female, long Children, long Elderly, long Disabled);
