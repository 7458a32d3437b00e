using System.Runtime.InteropServices;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>A sample: each household stays with its primary sampling unit. Without such a column it is one itself.</summary>
internal sealed class SampleSums(MeasureRequest request, HouseholdColumns columns) : HouseholdSums(request, columns)
{
    private readonly SampleDesign _design = new();
    private readonly Dictionary<(int Stratum, int Psu), int> _psus = [];
    private readonly Dictionary<(int Tally, int Group, int Round), SampleDomain> _domains = [];
    private SampleEstimator? _estimator;
    private ((int, int) Key, int Psu) _last = ((-1, -1), 0);

    protected override void AddRows(HouseholdBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            var psu = PsuOf(batch, row);
            Add(0, 0, batch, row, psu);
            for (var b = 0; b < batch.By.Length; b++)
            {
                if (batch.By[b][row] >= 0) Add(b + 1, batch.By[b][row], batch, row, psu);
            }
        }
    }

    protected override void Complete() => _estimator = new SampleEstimator(Request.Measure, _design, Request.LonelyPsu);

    protected override IDomainFigures? Figures(int tally, int group, int round) =>
        _domains.TryGetValue((tally, group, round), out var domain) ? new SampleFigures(_estimator!, domain) : null;

    private void Add(int tally, int group, HouseholdBatch batch, int row, int psu)
    {
        ref var domain = ref CollectionsMarshal.GetValueRefOrAddDefault(_domains, (tally, group, batch.Rounds[row]), out _);
        domain ??= new SampleDomain(_design, Request.Missing);
        domain.Add(psu, batch.Weights[row], batch.Masks[row], batch.Missing[row]);
    }

    private int PsuOf(HouseholdBatch batch, int row)
    {
        var stratum = Columns.Strata?.Names[batch.Strata[row]] ?? "";
        if (Columns.Psu is null) return _design.NewPsu(stratum);
        var key = (batch.Strata[row], batch.Psus[row]);
        if (_last.Key == key) return _last.Psu;
        ref var psu = ref CollectionsMarshal.GetValueRefOrAddDefault(_psus, key, out var known);
        if (!known) psu = _design.Psu(stratum, Columns.Psu.Names[batch.Psus[row]]);
        _last = (key, psu);
        return psu;
    }
}
