using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Villages;

/// <summary>Makes the rows of village lists.</summary>
internal static class VillageRows
{
    public static async Task<IReadOnlyList<VillageRow>> ReadAsync(
        IEnumerable<Area> villages, FigureQuestion question, string tenant, string within, PovertyReader reader, CancellationToken ct)
    {
        var histograms = await reader.HistogramsAsync(tenant, question.Measure.Id, question.ScopeCode, within, ct);
        var visits = question.Round is { } round ? await reader.VisitsAsync(tenant, round, within, ct) : null;
        return [.. villages.Select(v =>
        {
            var code = v.Code.ToString();
            var index = PovertyIndex.Of(question.Measure.Structure, question.Measure.Cutoff,
                histograms.GetValueOrDefault(code, MaskHistogram.Empty), question.Measure.MissingRule);
            var coverage = visits is null ? null : Coverage.Of([visits.GetValueOrDefault(code, VillageVisits.None)]).Ratio;
            return new VillageRow(code, v.Name, v.Code.AtLevel(AreaLevel.District).ToString(),
                index.Households, index.Persons, index.H, index.A, index.M0, index.PoorPersons, coverage);
        })];
    }

    /// <summary>Orders rows; equal ones by code, and those without a value last in either direction.</summary>
    public static IReadOnlyList<VillageRow> Sort(IEnumerable<VillageRow> rows, Func<VillageRow, IComparable?> by, bool descending)
    {
        var known = rows.OrderBy(r => by(r) is null);
        return [.. (descending ? known.ThenByDescending(by) : known.ThenBy(by)).ThenBy(r => r.Code, StringComparer.Ordinal)];
    }
}
