using NodaTime;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Commitments.Revisions;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>A commitment's indicators and how they stand.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Title">What is committed to.</param>
/// <param name="AsOf">The place of the log the figures are as of; absent before the first figure.</param>
/// <param name="Rule">By which rule the status follows from the values.</param>
/// <param name="Indicators">The indicators.</param>
internal sealed record IndicatorList(string Plan, int Commitment, string Title, AsOf? AsOf, string Rule, IReadOnlyList<IndicatorView> Indicators)
{
    public static IndicatorList Of(PlanStanding standing, CommitmentStanding of, Language language) => new(
        standing.Plan.Code, of.Commitment.Number, of.Commitment.Title.In(language), standing.AsOf, Progress.Rule.In(language),
        [.. of.Indicators.Select(i => IndicatorView.Of(i, of.Commitment, standing.AsOf, language))]);
}

/// <summary>An indicator and how it stands.</summary>
/// <param name="Code">Stable within the plan.</param>
/// <param name="Name">What it shows.</param>
/// <param name="Version">The number of the version that stands, from 1; what a revision names.</param>
/// <param name="Since">Since when it stands; absent for what was agreed before the register kept it.</param>
/// <param name="Expression">What it is computed by; absent where its values are reported.</param>
/// <param name="Measure">The measure revision its figures are of, code@revision; the code alone before the first figure.</param>
/// <param name="Unit">What its values are in: <c>index</c> and <c>share</c> lie in 0 to 1, <c>villages</c> are counted.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Control">Who has it in hand: the regency's own offices, or the villages.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Target">Where it is to get in the end.</param>
/// <param name="Checkpoints">Where it is to be at each checkpoint.</param>
/// <param name="Actual">The latest value up to the plan's last day; absent while there is none.</param>
/// <param name="Partner">What a partner reported last within the plan; nothing is judged by it. Absent where none did.</param>
/// <param name="Expected">Where the line from baseline to next checkpoint is at that value's day.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Reason">Why.</param>
/// <param name="Missing">Why the latest round has no value.</param>
/// <param name="IsOverdue">Whether the last target's day has passed without being met.</param>
/// <param name="AchievedPercent">How much of the way to the last target is done, 0 to 100.</param>
/// <param name="Earlier">What it was before, and until when; the revisions that changed it are named.</param>
/// <param name="OpenRevision">The number of the revision that waits for assent; until then this stands.</param>
internal sealed record IndicatorView(
    string Code, string Name, int Version, Instant? Since, string? Expression, string? Measure, Unit Unit, Direction Direction, Control Control,
    BaselineView Baseline, TargetView Target, IReadOnlyList<CheckpointView> Checkpoints, ActualView? Actual, PartnerView? Partner, decimal? Expected, Status Status, Reason Reason, Missing? Missing,
    bool IsOverdue, decimal? AchievedPercent, IReadOnlyList<EarlierView> Earlier, int? OpenRevision)
{
    /// <summary>The view of an indicator.</summary>
    public static IndicatorView Of(IndicatorStanding standing, Commitment commitment, AsOf? asOf, Language language)
    {
        var (definition, progress) = (standing.Indicator.Definition, standing.Progress);
        var last = definition.Targets[^1];
        return new(
            definition.Code, definition.Name.In(language), standing.Indicator.Version, standing.Indicator.Versions[^1].Since, definition.Expression,
            standing.Measure ?? definition.Measure, definition.Unit, definition.Direction, definition.Control,
            BaselineView.Of(definition.Baseline, progress.Baseline, language), TargetView.Of(last, progress.Baseline, language),
            [.. definition.Targets.Select(t => CheckpointView.Of(t, progress))],
            ActualView.Of(standing), standing.Partner is { } partner ? new(partner.Value, partner.On, partner.Evidence) : null, progress.Expected, progress.Status, progress.Reason, standing.Why,
            progress.Status != Status.Achieved && asOf?.RecordedAt.InUtc().Date > last.Due,
            progress.Achievement is { } done ? Math.Round(100 * done, 1) : null,
            [.. standing.Indicator.Versions.SkipLast(1).Select((v, i) => EarlierView.Of(standing, v, i + 1, standing.Indicator.Versions[i + 1], language))],
            commitment.Revisions.Values.FirstOrDefault(r => r.State == RevisionState.Open && r.Proposed.Definition.Code == definition.Code)?.Proposed.Revision);
    }
}

/// <summary>What an indicator is compared with.</summary>
/// <param name="Value">In the indicator's unit; absent while unknown or not needed.</param>
/// <param name="Round">The survey round it is from; absent for an agreed value.</param>
/// <param name="At">The day it is of.</param>
/// <param name="Kind">Whether it is agreed, taken from the first value until one is set, or not needed.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record BaselineView(decimal? Value, string? Round, LocalDate? At, BaselineKind Kind, string Source)
{
    public static BaselineView Of(Baseline agreed, Reading? baseline, Language language) => new(baseline?.Value, baseline?.Round, baseline?.At, agreed.Kind, agreed.Source.In(language));
}

/// <summary>Where an indicator is to get.</summary>
/// <param name="Value">In the indicator's unit; absent while it depends on an unknown baseline.</param>
/// <param name="Due">The day by which.</param>
/// <param name="Agreed">Whether the plan's partners agreed it; else it is a proposal.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record TargetView(decimal? Value, LocalDate Due, bool Agreed, string Source)
{
    public static TargetView Of(CheckpointTarget last, Reading? baseline, Language language) => new(Progress.ValueOf(last, baseline), last.Due, last.Agreed, last.Source.In(language));
}

/// <summary>Where an indicator is to be at a checkpoint.</summary>
/// <param name="Checkpoint">The checkpoint: B-03, B-06, B-09 or B-12.</param>
/// <param name="Due">Its last day.</param>
/// <param name="Value">In the indicator's unit; absent while it depends on an unknown baseline.</param>
/// <param name="IsNext">Whether it is the one that the indicator is judged by.</param>
internal sealed record CheckpointView(string Checkpoint, LocalDate Due, decimal? Value, bool IsNext)
{
    public static CheckpointView Of(CheckpointTarget target, Progress progress) =>
        new(NameOf(target.Checkpoint), target.Due, Progress.ValueOf(target, progress.Baseline), target.Due == progress.Next.Due);

    /// <summary>A checkpoint as it is written in plans.</summary>
    public static string NameOf(Checkpoint checkpoint) => $"B-{3 * (1 + (int)checkpoint):00}";
}

/// <summary>An indicator's latest value.</summary>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="Round">The round's code; absent for a reported value.</param>
/// <param name="At">The day of the round's latest interview, or of the report.</param>
/// <param name="VillagesWithFigures">For counted villages: of how many.</param>
/// <param name="CoverageBasis">
/// For coverage: what the share is of. <c>expected</c>: the households the regency expects; <c>found</c>: in some
/// villages of those found, for want of an expectation, so that it says nothing about households not looked for; <c>sample</c>: the households of the
/// round's sample.
/// </param>
/// <param name="Evidence">What shows a reported value.</param>
/// <param name="ReportedBy">The role of who reported it.</param>
/// <param name="IsEstimated">Whether the round visits a sample, so that the value is estimated by its design; absent for a reported value.</param>
/// <param name="Estimate">Where it is a figure of such a round: its standard error and 95 percent interval.</param>
internal sealed record ActualView(
    decimal Value, string? Round, LocalDate At, int? VillagesWithFigures, string? CoverageBasis, Evidence? Evidence, string? ReportedBy, bool? IsEstimated, EstimateView? Estimate)
{
    /// <summary>The view of the latest value, or null.</summary>
    public static ActualView? Of(IndicatorStanding standing)
    {
        if (standing.Progress.Actual is not { } actual) return null;
        var expression = standing.Indicator.Definition.Expression ?? "";
        var reported = standing.Latest is null ? standing.Indicator.StandingValues.LastOrDefault(v => v.On == actual.At) : null;
        return new(
            actual.Value, actual.Round, actual.At,
            expression.Contains("illages(", StringComparison.Ordinal) ? standing.Latest?.VillagesWithFigures : null,
            expression.Contains("coverage", StringComparison.Ordinal) ? standing.Latest?.CoverageBasis : null,
            reported?.Evidence, reported?.Role, standing.Latest is { } latest ? latest.Samples is not null : null, actual.Estimate);
    }
}

/// <summary>What a partner reported.</summary>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="At">The day it is of.</param>
/// <param name="Evidence">What shows it.</param>
internal sealed record PartnerView(decimal Value, LocalDate At, Evidence Evidence);
