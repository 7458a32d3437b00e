using System.Runtime.InteropServices;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>
/// A census: where weights are whole numbers, such as household sizes, only histograms are kept, whatever the number
/// of households; households of other weights are kept as they are.
/// </summary>
internal sealed class CensusSums : HouseholdSums
{
    private readonly GroupedTally[] _tallies;
    private readonly Dictionary<(int ByColumn, int Group, int Round), SampleDomain> _fractional = [];
    private readonly int _unit;
    private int[] _groups = [];
    private int[] _persons = [];

    public CensusSums(MeasureRequest request, HouseholdColumns columns)
        : base(request, columns)
    {
        _tallies = [.. Enumerable.Range(0, columns.By.Count + 1).Select(_ => new GroupedTally(request.Measure.Indicators.Length))];
        _unit = Design.NewPsu("");
    }

    protected override void AddRows(HouseholdBatch batch)
    {
        if (_persons.Length < batch.Count) (_groups, _persons) = (new int[batch.Count], new int[batch.Count]);
        var whole = true;
        for (var row = 0; row < batch.Count; row++)
        {
            _persons[row] = (int)batch.Weights[row];
            whole &= _persons[row] == batch.Weights[row];
        }

        for (var tally = 0; tally < _tallies.Length; tally++)
        {
            if (whole) Count(batch, tally);
            else Keep(batch, tally);
        }
    }

    protected override SampleDomain? Domain(int? byColumn, int group, int round)
    {
        var tally = byColumn + 1 ?? 0;
        _fractional.Remove((tally, group, round), out var domain);
        var place = Place(group, round);
        if (place >= _tallies[tally].Groups) return domain;
        domain ??= new SampleDomain(Design, Request.Missing);
        foreach (var cell in _tallies[tally].ToHistogram(place).Cells) domain.Add(_unit, cell);
        return domain;
    }

    private static int Place(int group, int round) => (group * Rounds) + round;

    private void Count(HouseholdBatch batch, int tally)
    {
        var by = tally == 0 ? null : batch.By[tally - 1];
        if (by is not null && by.AsSpan(0, batch.Count).Contains(KeyColumn.Missing))
        {
            CountKnown(batch, tally, by);
            return;
        }

        for (var row = 0; row < batch.Count; row++) _groups[row] = Place(by is null ? 0 : by[row], batch.Rounds[row]);
        _tallies[tally].Add(_groups.AsSpan(0, batch.Count), batch.Masks.AsSpan(0, batch.Count), batch.Missing.AsSpan(0, batch.Count), _persons.AsSpan(0, batch.Count));
    }

    private void CountKnown(HouseholdBatch batch, int tally, int[] by)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            if (by[row] == KeyColumn.Missing) continue;
            _groups[0] = Place(by[row], batch.Rounds[row]);
            _tallies[tally].Add(_groups.AsSpan(0, 1), batch.Masks.AsSpan(row, 1), batch.Missing.AsSpan(row, 1), _persons.AsSpan(row, 1));
        }
    }

    private void Keep(HouseholdBatch batch, int tally)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            var group = tally == 0 ? 0 : batch.By[tally - 1][row];
            if (group == KeyColumn.Missing) continue;
            ref var domain = ref CollectionsMarshal.GetValueRefOrAddDefault(_fractional, (tally, group, batch.Rounds[row]), out _);
            domain ??= new SampleDomain(Design, Request.Missing);
            domain.Add(_unit, batch.Weights[row], batch.Masks[row], batch.Missing[row]);
        }
    }
}
