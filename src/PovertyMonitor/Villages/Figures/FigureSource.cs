using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Villages.Figures;

/// <summary>An area's figures with what bounds them: a census has coverage, a sample has errors.</summary>
/// <param name="AsOf">The place of the log they are as of.</param>
/// <param name="ByVillage">The households counted, unweighted.</param>
/// <param name="Sample">Where the round visits a sample: what to estimate from.</param>
/// <param name="Visits">Of a whole census round, its visits by village.</param>
internal sealed record AreaFigures(
    AsOf? AsOf, IReadOnlyDictionary<string, MaskHistogram> ByVillage, RoundSample? Sample, IReadOnlyDictionary<string, VillageVisits>? Visits)
{
    /// <summary>The exact sum of all villages.</summary>
    public MaskHistogram Sum => MaskHistogram.Merge(ByVillage.Values);

    /// <summary>How much of the round is done.</summary>
    public Coverage? Coverage => Visits is null ? null : Coverage.Of([.. Visits.Values]);

    /// <summary>What those not interviewed could make of the area's figures; absent where there is no telling how many they are.</summary>
    public CoverageBounds? BoundsOf(FigureQuestion question) => Visits is null || Sample is not null ? null : CoverageBounds.Of(question, ByVillage, Visits);

    /// <summary>The same of one village.</summary>
    public CoverageBounds? BoundsOf(FigureQuestion question, string village) => Visits is null || Sample is not null ? null
        : CoverageBounds.Of(question, ByVillage, new Dictionary<string, VillageVisits> { [village] = Visits.GetValueOrDefault(village, VillageVisits.None) }, village);

    /// <summary>An estimate of the whole; <see langword="null"/> where it is a census.</summary>
    public Estimate? Level(StatisticKind kind, Fraction? cutoff, int? indicator = null) => Sample?.Level(Sample.Whole, kind, cutoff, indicator);
}

/// <summary>Reads the figures of an area: counted in a census and of the present, estimated in a sample.</summary>
internal sealed class FigureSource(FigureReader figures, SampleReader samples, PovertyReader poverty)
{
    /// <summary>The figures that a question is about.</summary>
    public async Task<AreaFigures> OfAsync(string tenant, FigureQuestion question, string area, CancellationToken ct)
    {
        if (await samples.IsSampleAsync(tenant, question.Round, ct))
        {
            var (asOf, households) = await samples.ReadAsync(tenant, question, area, ct);
            var visited = question.Slice.IsWhole ? await poverty.VisitsAsync(tenant, question.Round!, area, ct) : null;
            var counted = households.Where(h => h is { IsAsked: true, Stratum: not null }).GroupBy(h => h.Village)
                .ToDictionary(g => g.Key, g => MaskHistogram.Of(g.Select(h => new MaskCell(h.Masks.Deprived, h.Masks.Missing, 1, h.Masks.Persons))));
            return new(asOf, counted, new(question.Measure, households), visited);
        }
        var histograms = await figures.HistogramsAsync(tenant, question, area, ct);
        // Visits are kept as they are known now and of everybody: beside anything else they would say something wrong.
        var visits = question.Round is { } round && question.Slice.IsWhole ? await poverty.VisitsAsync(tenant, round, area, ct) : null;
        return new(histograms.AsOf, histograms.ByVillage, null, visits);
    }
}
