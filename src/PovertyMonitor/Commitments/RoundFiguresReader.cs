using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Commitments;

/// <summary>Reads what the rounds say of a regency from the villages' read models.</summary>
internal sealed class RoundFiguresReader(PovertyReader poverty)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>Every round under a measure's latest revision, the oldest first; none while the measure isn't in force.</summary>
    /// <param name="tenant">The regency's code.</param>
    /// <param name="measure">The measure's code.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<IReadOnlyList<RoundFigures>> ReadAsync(string tenant, string measure, CancellationToken ct)
    {
        var revision = (await poverty.MeasuresAsync(tenant, ct)).LastOrDefault(known => known.Definition.Code == measure);
        if (revision is null)
            return [];
        var rounds = new List<RoundFigures>();
        foreach (var round in await poverty.RoundsAsync(tenant, ct))
            rounds.Add(await ReadAsync(tenant, revision, round, ct));
        return rounds;
    }

    private async Task<RoundFigures> ReadAsync(string tenant, CompiledMeasure measure, RoundSpan round, CancellationToken ct)
    {
        var villages = (await poverty.HistogramsAsync(tenant, measure.Id, round.Round, tenant, ct)).Values;
        var regency = IndexOf(measure, MaskHistogram.Merge(villages));
        var coverage = Coverage.Of([.. (await poverty.VisitsAsync(tenant, round.Round, tenant, ct)).Values]);
        return new RoundFigures(
            round.Round,
            measure.Id,
            round.Last.InZone(Zone).Date,
            regency.M0,
            regency.H,
            [.. villages.Select(village => IndexOf(measure, village).H).OfType<double>()],
            coverage.Ratio,
            coverage.Basis);
    }

    private static PovertyIndex IndexOf(CompiledMeasure measure, MaskHistogram histogram) =>
        PovertyIndex.Of(measure.Structure, measure.Cutoff, histogram, measure.MissingRule);
}
