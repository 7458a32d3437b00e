using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>What a report says of an area or of a part of its people: counted, or estimated where the round visits a sample.</summary>
/// <param name="Households">Households used, as interviewed.</param>
/// <param name="Persons">Persons used, as interviewed.</param>
/// <param name="Stands">How many persons they stand for: themselves, in a census.</param>
/// <param name="H">Headcount ratio.</param>
/// <param name="A">Intensity.</param>
/// <param name="M0">Adjusted headcount ratio.</param>
/// <param name="M0Error">Its standard error; absent in a census.</param>
/// <param name="Indicators">Each indicator's headcounts and contribution.</param>
internal sealed record PartFigures(
    long Households, long Persons, double Stands, double? H, double? A, double? M0, double? M0Error,
    IReadOnlyList<(double? Uncensored, double? Censored, double? Contribution, double? Share)> Indicators)
{
    public static PartFigures Of(PovertyIndex index) => new(index.HouseholdsUsed, index.PersonsUsed, index.PersonsUsed, index.H, index.A, index.M0, null,
        [.. index.Indicators.Select(i => (i.Uncensored, i.Censored, i.Contribution, i.ContributionShare))]);

    public static PartFigures Of(RoundSample sample, FigureQuestion question)
    {
        Estimate Level(StatisticKind kind, Fraction? cutoff, int? indicator = null) => sample.Level(sample.Whole, kind, cutoff, indicator);
        var (k, m0) = (question.Cutoff, Level(StatisticKind.M0, question.Cutoff));
        return new(sample.Whole.Used, sample.PersonsUsed, sample.Whole.Weight, Level(StatisticKind.H, k).Value, Level(StatisticKind.A, k).Value, m0.Value, m0.StandardError,
            [.. question.Measure.Structure.Indicators.Select((_, j) => (Level(StatisticKind.Uncensored, null, j).Value, Level(StatisticKind.Censored, k, j).Value,
                Level(StatisticKind.Contribution, k, j).Value, Level(StatisticKind.ContributionShare, k, j).Value))]);
    }

    /// <summary>Of what nothing can be estimated.</summary>
    public static PartFigures Unknown(FigureQuestion question) =>
        new(0, 0, 0, null, null, null, null, [.. question.Measure.Structure.Indicators.Select(_ => ((double?)null, (double?)null, (double?)null, (double?)null))]);
}

/// <summary>Reads those figures for areas, as known at a place of the log.</summary>
internal sealed class PartReader(FigureReader figures, SampleReader samples, ReportPoints points)
{
    /// <summary>The figures of every area that is asked for.</summary>
    /// <param name="question">The report asked for.</param>
    /// <param name="figure">The round and the part of its people.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<Func<Area, PartFigures>> ReadAsync(ReportQuestion question, FigureQuestion figure, CancellationToken ct)
    {
        if (figure.Round is { } round && (await points.RoundAsync(question.Tenant, round, question.Request.KnownAt, ct)).Design?.Kind == RoundKind.Sample)
        {
            // There is no standard error where unknown indicators are dropped, and no estimate without one.
            if (figure.Measure.MissingRule == MissingRule.DropIndicator) return _ => PartFigures.Unknown(figure);
            var (_, households) = await samples.ReadAsync(question.Tenant, figure, question.Request.Area, ct);
            return area => PartFigures.Of(new RoundSample(figure.Measure, households.Select(h => h with { IsAsked = h.IsAsked && area.Code.Contains(AreaCode.Parse(h.Village)) })), figure);
        }
        var villages = (await figures.HistogramsAsync(question.Tenant, figure, question.Request.Area, ct)).ByVillage;
        return area => PartFigures.Of(figure.IndexOf(MaskHistogram.Merge(villages.Where(v => area.Code.Contains(AreaCode.Parse(v.Key))).Select(v => v.Value))));
    }
}
