using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>The poverty index of an area: either a round's figures or the current ones, never mixed.</summary>
/// <param name="Area">The area's Kemendagri code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Round">The round; absent for the current figures.</param>
/// <param name="AsOf">The place of the log the figures are as of.</param>
/// <param name="Households">Households with an interview.</param>
/// <param name="Persons">Persons in them.</param>
/// <param name="HouseholdsUsed">Households the figures are of: the others lack an answer the measure needs.</param>
/// <param name="PersonsUsed">Persons the figures are of.</param>
/// <param name="MissingRule">What a missing answer did.</param>
/// <param name="Cutoff">The poverty cutoff k.</param>
/// <param name="H">Headcount ratio: the share of persons who are poor, 0 to 1.</param>
/// <param name="A">Intensity: the mean score of the poor, k to 1; absent where nobody is poor.</param>
/// <param name="M0">Adjusted headcount ratio H x A, the MPI, 0 to 1.</param>
/// <param name="PoorHouseholds">Poor households.</param>
/// <param name="PoorPersons">Persons in poor households.</param>
/// <param name="Vulnerable">Share of persons with a score from 1/5 to below 1/3.</param>
/// <param name="Severe">Share of persons with a score of 1/2 and more.</param>
/// <param name="Indicators">The indicators.</param>
/// <param name="Dimensions">The dimensions.</param>
/// <param name="Coverage">How much of the round is done; absent for the current figures.</param>
/// <param name="Slice">Which part of what is known the figures are of; absent where it is all of it, now.</param>
/// <param name="Bounds">Of a census round, what those not covered could make of H and M0.</param>
/// <param name="Sample">Of a round that visits a sample, what the figures are estimated from, with standard errors; households and persons are then those interviewed.</param>
internal sealed record IndexView(
    string Area, string Name, string Measure, string? Round, AsOf? AsOf,
    long Households, long Persons, long HouseholdsUsed, long PersonsUsed, MissingRule MissingRule, string Cutoff,
    double? H, double? A, double? M0, long PoorHouseholds, long PoorPersons, double? Vulnerable, double? Severe,
    IReadOnlyList<IndicatorView> Indicators, IReadOnlyList<DimensionView> Dimensions, Coverage? Coverage, SliceView? Slice,
    CoverageBounds? Bounds, SampleView? Sample)
{
    public static IndexView Of(Area area, FigureQuestion question, AsOf? asOf, MaskHistogram histogram, Coverage? coverage)
    {
        var (index, measure) = (question.IndexOf(histogram), question.Measure);
        return new(area.Code.ToString(), area.Name, measure.Id, question.Round, asOf,
            index.Households, index.Persons, index.HouseholdsUsed, index.PersonsUsed, measure.MissingRule, question.Cutoff.ToString(),
            index.H, index.A, index.M0, index.PoorHouseholds, index.PoorPersons, index.Vulnerable, index.Severe,
            [.. index.Indicators.Select(i => new IndicatorView(i.Code, i.Dimension, i.Uncensored, i.Censored, i.Contribution, i.ContributionShare))],
            [.. index.Dimensions.Select(d => new DimensionView(d.Dimension, d.Contribution, d.ContributionShare))], coverage, SliceView.Of(question.Slice), null, null);
    }

    /// <summary>The index of an area: counted with its bounds, or estimated.</summary>
    public static IndexView Of(Area area, FigureQuestion question, AreaFigures figures)
    {
        var counted = Of(area, question, figures.AsOf, figures.Sum, figures.Coverage);
        if (figures.Sample is not { } sample) return counted with { Bounds = figures.BoundsOf(question) };
        var (levels, k) = (Levels.Of(question, figures), question.Cutoff);
        double? Value(StatisticKind kind, Fraction? cutoff, int? indicator = null) => sample.Level(sample.Whole, kind, cutoff, indicator).Value;
        List<IndicatorView> indicators = [.. counted.Indicators.Select((i, j) => i with
        {
            Uncensored = Value(StatisticKind.Uncensored, null, j),
            Censored = Value(StatisticKind.Censored, k, j),
            Contribution = Value(StatisticKind.Contribution, k, j),
            ContributionShare = Value(StatisticKind.ContributionShare, k, j),
        })];
        return counted with
        {
            H = levels.H,
            A = levels.A,
            M0 = levels.M0,
            Vulnerable = Value(StatisticKind.H, PovertyIndex.VulnerableFrom) - Value(StatisticKind.H, PovertyIndex.VulnerableBelow),
            Severe = Value(StatisticKind.H, PovertyIndex.SevereFrom),
            Indicators = indicators,
            Dimensions = [.. counted.Dimensions.Select(d => DimensionView.Of(d.Code, indicators.Where(i => i.Dimension == d.Code)))],
            Sample = SampleView.Of(sample, question),
        };
    }
}

/// <summary>One indicator's figures, all of persons, 0 to 1.</summary>
/// <param name="Code">The indicator's code.</param>
/// <param name="Dimension">Its dimension.</param>
/// <param name="Uncensored">Share deprived in it.</param>
/// <param name="Censored">Share poor and deprived in it.</param>
/// <param name="Contribution">Its weight times the censored share; they add up to M0.</param>
/// <param name="ContributionShare">The contribution's share of M0; absent where M0 is 0.</param>
internal sealed record IndicatorView(string Code, string Dimension, double? Uncensored, double? Censored, double? Contribution, double? ContributionShare);

/// <summary>One dimension's contribution to M0.</summary>
/// <param name="Code">The dimension's code.</param>
/// <param name="Contribution">The sum of its indicators' contributions.</param>
/// <param name="ContributionShare">Its share of M0; absent where M0 is 0.</param>
internal sealed record DimensionView(string Code, double? Contribution, double? ContributionShare)
{
    /// <summary>The sum of indicators.</summary>
    public static DimensionView Of(string code, IEnumerable<IndicatorView> indicators)
    {
        var all = indicators.ToList();
        return new(code, all.Exists(i => i.Contribution is null) ? null : all.Sum(i => i.Contribution), all.Exists(i => i.ContributionShare is null) ? null : all.Sum(i => i.ContributionShare));
    }
}

/// <summary>Which part of what is known figures are of.</summary>
/// <param name="KnownAt">The last event that counts: what the system learned later does not.</param>
/// <param name="TrueAt">The time at which it was so.</param>
/// <param name="Households">Kinds of household.</param>
/// <param name="Persons">Whom the figures count.</param>
/// <param name="Group">The Dasa Wisma group.</param>
/// <param name="Rw">The hamlet (RW).</param>
/// <param name="Stage">The furthest stage on the village's last list, as it stands now.</param>
/// <param name="Boundaries"><c>now</c> where households count in what became of their villages.</param>
internal sealed record SliceView(long? KnownAt, Instant? TrueAt, HouseholdFlags Households, PersonGroup Persons, string? Group, string? Rw, string? Stage, string? Boundaries)
{
    public static SliceView? Of(FigureSlice slice) => slice.IsWhole ? null
        : new(slice.Known?.Sequence, slice.TrueAt, slice.Households, slice.Persons, slice.DasaWisma, slice.Hamlet, slice.Stage?.Word, slice.Successions is null ? null : "now");
}
