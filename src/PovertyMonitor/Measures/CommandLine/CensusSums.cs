using System.Runtime.InteropServices;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>
/// A census. Where all weights are whole numbers, such as household sizes, only histograms are kept, whatever the
/// number of households, and every sum is exact; households of other weights are kept as they are.
/// </summary>
internal sealed class CensusSums : HouseholdSums
{
    private readonly GroupedTally[] _tallies;
    private readonly Dictionary<(int Tally, int Group, int Round), SampleDomain> _fractional = [];
    private readonly SampleDesign _design = new();
    private readonly int _unit;
    private SampleEstimator? _estimator;
    private IReadOnlyList<PovertyIndex>[][] _indices = [];
    private int[] _groups = [];
    private int[] _persons = [];

    public CensusSums(MeasureRequest request, HouseholdColumns columns)
        : base(request, columns)
    {
        _tallies = [.. Enumerable.Range(0, columns.By.Count + 1).Select(_ => new GroupedTally(request.Measure.Indicators.Length))];
        _unit = _design.NewPsu("");
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

    protected override void Complete()
    {
        if (_fractional.Count == 0)
        {
            _indices = [.. _tallies.Select(tally => Request.Cutoffs.Select(k => tally.Indices(Request.Measure, k, Request.Missing)).ToArray())];
            return;
        }

        // One household of a fractional weight makes doubles of all: the histograms join the households kept.
        for (var tally = 0; tally < _tallies.Length; tally++)
        {
            for (var place = 0; place < _tallies[tally].Groups; place++)
            {
                foreach (var cell in _tallies[tally].ToHistogram(place).Cells)
                    DomainOf(tally, place / Rounds, place % Rounds).Add(_unit, cell);
            }
        }

        _estimator = new SampleEstimator(Request.Measure, _design, LonelyPsu.Remove);
    }

    protected override IDomainFigures? Figures(int tally, int group, int round)
    {
        if (_estimator is not null)
            return _fractional.TryGetValue((tally, group, round), out var domain) ? new SampleFigures(_estimator, domain) : null;
        var place = Place(group, round);
        if (place >= _tallies[tally].Groups || _indices[tally][0][place].Households == 0) return null;
        return new CensusFigures(Request.Cutoffs.Index().ToDictionary(k => k.Item, k => _indices[tally][k.Index][place]));
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
            DomainOf(tally, group, batch.Rounds[row]).Add(_unit, batch.Weights[row], batch.Masks[row], batch.Missing[row]);
        }
    }

    private SampleDomain DomainOf(int tally, int group, int round)
    {
        ref var domain = ref CollectionsMarshal.GetValueRefOrAddDefault(_fractional, (tally, group, round), out _);
        return domain ??= new SampleDomain(_design, Request.Missing);
    }
}
