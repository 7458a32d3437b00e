using NodaTime;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Commitments;

/// <summary>A commitment's indicators and how they stand.</summary>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Title">What is committed to.</param>
/// <param name="AsOf">The place of the log the figures are as of; absent before the first figure.</param>
/// <param name="Indicators">The indicators.</param>
internal sealed record IndicatorList(int Commitment, string Title, AsOf? AsOf, IReadOnlyList<IndicatorView> Indicators);

/// <summary>An indicator and how it stands.</summary>
/// <param name="Code">Stable within the plan.</param>
/// <param name="Name">What it shows.</param>
/// <param name="Measure">The measure revision its figures are of, code@revision; the code alone before the first figure.</param>
/// <param name="Unit">What its values are in: <c>index</c> and <c>share</c> lie in 0 to 1, <c>villages</c> are counted.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Target">Where it is to get.</param>
/// <param name="Actual">The latest round's value; absent while no round has one.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Reason">Why.</param>
internal sealed record IndicatorView(
    string Code, string Name, string Measure, Unit Unit, Direction Direction,
    BaselineView Baseline, TargetView Target, ActualView? Actual, Status Status, Reason Reason)
{
    /// <summary>The view of an indicator over the rounds under its measure.</summary>
    public static IndicatorView Of(AgreedIndicator indicator, IReadOnlyList<RoundFigures> rounds, Language language)
    {
        var progress = Progress.Of(indicator, rounds);
        var latest = rounds.LastOrDefault(round => round.Round == progress.Actual?.Round);
        return new IndicatorView(
            indicator.Code,
            indicator.Name.In(language),
            latest?.Measure ?? indicator.Measure,
            indicator.Unit,
            indicator.Direction,
            new BaselineView(
                progress.Baseline?.Value,
                progress.Baseline?.Round,
                progress.Baseline?.At,
                indicator.Baseline.Kind,
                indicator.Baseline.Source.In(language)),
            new TargetView(progress.Target, indicator.Target.Due, indicator.Target.Agreed, indicator.Target.Source.In(language)),
            progress.Actual is { } actual && latest is not null ? ActualView.Of(indicator, actual, latest) : null,
            progress.Status,
            progress.Reason);
    }
}

/// <summary>What an indicator is compared with.</summary>
/// <param name="Value">In the indicator's unit; absent while unknown or not needed.</param>
/// <param name="Round">The survey round it is from; absent for an agreed value.</param>
/// <param name="At">The day it is of.</param>
/// <param name="Kind">Whether it is agreed, taken from the first round until one is set, or not needed.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record BaselineView(decimal? Value, string? Round, LocalDate? At, BaselineKind Kind, string Source);

/// <summary>Where an indicator is to get.</summary>
/// <param name="Value">In the indicator's unit; absent while it depends on an unknown baseline.</param>
/// <param name="Due">The day by which.</param>
/// <param name="Agreed">Whether the plan's partners agreed it; else it is a proposal.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record TargetView(decimal? Value, LocalDate Due, bool Agreed, string Source);

/// <summary>An indicator's value in the latest round that has one.</summary>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="Round">The round's code.</param>
/// <param name="At">The day of the round's latest interview.</param>
/// <param name="VillagesWithFigures">For counted villages: of how many.</param>
/// <param name="CoverageBasis">
/// For coverage: what the share is of. <c>expected</c>: the households the regency expects; <c>found</c>: in some
/// villages of those found, for want of an expectation, so that it says nothing about households not looked for.
/// </param>
internal sealed record ActualView(decimal Value, string Round, LocalDate At, int? VillagesWithFigures, string? CoverageBasis)
{
    /// <summary>The view of a reading from a round.</summary>
    public static ActualView Of(AgreedIndicator indicator, Reading actual, RoundFigures round) => new(
        actual.Value,
        round.Round,
        actual.At,
        indicator.Figure == Figure.VillagesAboveThreshold ? round.VillageHeadcounts.Length : null,
        indicator.Figure == Figure.Coverage ? round.CoverageBasis : null);
}
