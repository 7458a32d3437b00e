using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Villages.Figures;

/// <summary>What a sample round's figures are estimated from, with their standard errors.</summary>
/// <param name="Strata">Strata with an interview in the round.</param>
/// <param name="Psus">Primary sampling units with an interview in the round.</param>
/// <param name="DegreesOfFreedom">Units less strata.</param>
/// <param name="LonelyStrata">Strata with a single unit, which is centred at the sample's mean: their share of the error is too large rather than too small.</param>
/// <param name="EstimatedPersons">How many persons the households used stand for.</param>
/// <param name="NotInSample">Households interviewed in the round that are not in its sample: no figure is of them.</param>
/// <param name="H">Headcount ratio.</param>
/// <param name="A">Intensity.</param>
/// <param name="M0">Adjusted headcount ratio.</param>
/// <param name="Indicators">Each indicator's headcounts.</param>
internal sealed record SampleView(
    int Strata, int Psus, int DegreesOfFreedom, IReadOnlyList<string> LonelyStrata, double EstimatedPersons, long NotInSample,
    EstimateView H, EstimateView A, EstimateView M0, IReadOnlyList<IndicatorEstimates> Indicators)
{
    public static SampleView Of(RoundSample sample, FigureQuestion question)
    {
        EstimateView Level(StatisticKind kind, Fraction? cutoff, int? indicator = null) => EstimateView.Of(sample.Level(sample.Whole, kind, cutoff, indicator));
        var k = question.Cutoff;
        return new(
            sample.Design.Strata, sample.Design.Psus, sample.Design.DegreesOfFreedom, sample.Design.LonelyStrata, sample.Whole.Weight, sample.NotInSample,
            Level(StatisticKind.H, k), Level(StatisticKind.A, k), Level(StatisticKind.M0, k),
            [.. question.Measure.Structure.Indicators.Select((i, j) => new IndicatorEstimates(i.Code, Level(StatisticKind.Uncensored, null, j), Level(StatisticKind.Censored, k, j)))]);
    }
}

/// <summary>An indicator's estimates.</summary>
/// <param name="Code">The indicator's code.</param>
/// <param name="Uncensored">Share deprived in it.</param>
/// <param name="Censored">Share poor and deprived in it.</param>
internal sealed record IndicatorEstimates(string Code, EstimateView Uncensored, EstimateView Censored);

/// <summary>An estimate from a sample, all of persons.</summary>
/// <param name="Value">The estimate; absent where there is none.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Lower">The lower end of the 95 percent interval.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="N">Households used.</param>
/// <param name="Reason">Why the first of these that is absent is.</param>
internal sealed record EstimateView(double? Value, double? StandardError, double? Lower, double? Upper, long N, NoValueReason? Reason)
{
    public static EstimateView Of(Estimate e) => new(e.Value, e.StandardError, e.Lower, e.Upper, e.N, e.Reason == NoValueReason.None ? null : e.Reason);
}
