using System.Runtime.InteropServices;
using NodaTime;
using PovertyMonitor.Households;

namespace PovertyMonitor.Villages;

/// <summary>What a page of events changes in the projection's tables, gathered so that each table is written once.</summary>
internal sealed class PovertyChanges
{
    private readonly Dictionary<RowKey, AssessmentRow> _opened = [];
    private readonly Dictionary<RowSlot, long> _openHere = [];
    private readonly Dictionary<RowSlot, long> _closed = [];
    private readonly Dictionary<TallyCell, Counts> _tally = [];
    private readonly Dictionary<VisitCell, long> _visits = [];

    /// <summary>Rows to write, some of them closed already.</summary>
    public IReadOnlyCollection<AssessmentRow> Opened => _opened.Values;

    /// <summary>Rows written earlier that a later event has superseded, with the sequence at which it did.</summary>
    public IReadOnlyDictionary<RowSlot, long> Closed => _closed;

    /// <summary>Takes over how long what was opened here was believed, by changes that were followed further.</summary>
    public void CloseAs(PovertyChanges further)
    {
        foreach (var (key, row) in _opened.ToList()) _opened[key] = row with { KnownTo = further._opened.GetValueOrDefault(key)?.KnownTo };
    }

    /// <summary>What is added to each cell; may be negative.</summary>
    public IEnumerable<KeyValuePair<TallyCell, Counts>> Tally => _tally.Where(t => t.Value != default);

    /// <summary>What is added to each cell; may be negative.</summary>
    public IEnumerable<KeyValuePair<VisitCell, long>> Visits => _visits.Where(v => v.Value != 0);

    /// <summary>Takes down how a household's belief changed at a place of the log.</summary>
    /// <param name="household">The household.</param>
    /// <param name="before">What was believed before.</param>
    /// <param name="after">What is believed from then on.</param>
    /// <param name="sequence">From which sequence it is known.</param>
    public void Replace(Guid household, Belief before, Belief after, long sequence)
    {
        foreach (var gone in before.Assessments)
        {
            if (after.Assessments.Contains(gone)) continue;
            var slot = RowSlot.Of(household, gone);
            if (!_openHere.Remove(slot, out var from)) _closed.Add(slot, sequence);
            else _opened[new(slot, from)] = _opened[new(slot, from)] with { KnownTo = sequence };
        }
        foreach (var come in after.Assessments)
        {
            if (before.Assessments.Contains(come)) continue;
            var slot = RowSlot.Of(household, come);
            _openHere.Add(slot, sequence);
            _opened.Add(new(slot, sequence), new(household, come, sequence, null));
        }
        foreach (var (scope, assessment) in before.Counted)
            if (!after.Counted.Contains((scope, assessment))) Count(scope, assessment, -1);
        foreach (var (scope, assessment) in after.Counted)
            if (!before.Counted.Contains((scope, assessment))) Count(scope, assessment, +1);
        foreach (var cell in before.Visits) CollectionsMarshal.GetValueRefOrAddDefault(_visits, cell, out _)--;
        foreach (var cell in after.Visits) CollectionsMarshal.GetValueRefOrAddDefault(_visits, cell, out _)++;
    }

    /// <summary>Adds what changed in other households.</summary>
    public void Add(PovertyChanges others)
    {
        foreach (var (key, row) in others._opened) _opened.Add(key, row);
        foreach (var (slot, sequence) in others._openHere) _openHere.Add(slot, sequence);
        foreach (var (slot, sequence) in others._closed) _closed.Add(slot, sequence);
        foreach (var (cell, counts) in others._tally)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_tally, cell, out _);
            sum = sum.Plus(counts);
        }
        foreach (var (cell, count) in others._visits) CollectionsMarshal.GetValueRefOrAddDefault(_visits, cell, out _) += count;
    }

    private void Count(string scope, Assessment a, int sign)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_tally, a.CellIn(scope), out _);
        counts = counts.Plus(Counts.Of(a.Composition), sign);
    }
}

/// <summary>What at most one assessment row of a tenant stands for at any place of the log.</summary>
internal readonly record struct RowSlot(string Measure, Guid Household, Instant ValidFrom, bool CountsInRound)
{
    /// <summary>The slot of a household's assessment.</summary>
    public static RowSlot Of(Guid household, Assessment assessment) => new(assessment.Measure, household, assessment.ValidFrom, assessment.CountsInRound);
}

/// <summary>A household's belief would need two rows where the tables hold one.</summary>
internal sealed class TwoRowsException : Exception;

/// <summary>The key of an assessment row within a tenant.</summary>
internal readonly record struct RowKey(RowSlot Slot, long KnownFrom);

/// <summary>An assessment row: a belief, and when the system held it, by event sequence.</summary>
internal sealed record AssessmentRow(Guid Household, Assessment Assessment, long KnownFrom, long? KnownTo);

/// <summary>What a tally cell counts.</summary>
internal readonly record struct Counts(
    long Households, long Persons, long Female, long Male, long UnderFive, long Children, long Adults, long Elderly, long Women, long Men, long Disabled)
{
    /// <summary>One household.</summary>
    public static Counts Of(Composition c) =>
        new(1, c.Persons, c.Female, c.Male, c.UnderFive, c.Children, c.Adults, c.Elderly, c.Women, c.Men, c.Disabled);

    /// <summary>The sum with others, or with a sign of -1 the difference.</summary>
    public Counts Plus(Counts o, int sign = 1) => new(
        Households + (sign * o.Households), Persons + (sign * o.Persons), Female + (sign * o.Female), Male + (sign * o.Male), UnderFive + (sign * o.UnderFive),
        Children + (sign * o.Children), Adults + (sign * o.Adults), Elderly + (sign * o.Elderly), Women + (sign * o.Women), Men + (sign * o.Men), Disabled + (sign * o.Disabled));

    /// <summary>What it counts persons by, in the order of <see cref="PovertyTables.PersonColumns"/>.</summary>
    public IReadOnlyList<long> ByPersons => [Persons, Female, Male, UnderFive, Children, Adults, Elderly, Women, Men, Disabled];
}
