using System.Runtime.InteropServices;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>A sample: each household stays with its primary sampling unit. Without such a column it is one itself.</summary>
internal sealed class SampleSums(MeasureRequest request, HouseholdColumns columns) : HouseholdSums(request, columns)
{
    private readonly Dictionary<(int Stratum, int Psu), int> _psus = [];
    private readonly Dictionary<(int ByColumn, int Group, int Round), SampleDomain> _domains = [];
    private ((int, int) Key, int Psu) _last = ((-1, -1), 0);

    protected override void AddRows(HouseholdBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            var psu = PsuOf(batch, row);
            Add(-1, 0, batch, row, psu);
            for (var b = 0; b < batch.By.Length; b++)
            {
                if (batch.By[b][row] >= 0) Add(b, batch.By[b][row], batch, row, psu);
            }
        }
    }

    protected override SampleDomain? Domain(int? byColumn, int group, int round) => _domains.GetValueOrDefault((byColumn ?? -1, group, round));

    private void Add(int byColumn, int group, HouseholdBatch batch, int row, int psu)
    {
        ref var domain = ref CollectionsMarshal.GetValueRefOrAddDefault(_domains, (byColumn, group, batch.Rounds[row]), out _);
        domain ??= new SampleDomain(Design, Request.Missing);
        domain.Add(psu, batch.Weights[row], batch.Masks[row], batch.Missing[row]);
    }

    private int PsuOf(HouseholdBatch batch, int row)
    {
        var stratum = Columns.Strata?.Names[batch.Strata[row]] ?? "";
        if (Columns.Psu is null) return Design.NewPsu(stratum);
        var key = (batch.Strata[row], batch.Psus[row]);
        if (_last.Key == key) return _last.Psu;
        ref var psu = ref CollectionsMarshal.GetValueRefOrAddDefault(_psus, key, out var known);
        if (!known) psu = Design.Psu(stratum, Columns.Psu.Names[batch.Psus[row]]);
        _last = (key, psu);
        return psu;
    }
}
