using NodaTime;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>What an indicator was before.</summary>
/// <param name="Version">The number of that version.</param>
/// <param name="Since">Since when; absent for what was agreed before the register kept it.</param>
/// <param name="Until">Until when; absent where the register does not know.</param>
/// <param name="ReplacedBy">The revision that replaced it; absent where it was defined anew before the plan was agreed.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Expression">What it was computed by.</param>
/// <param name="Unit">What its values were in.</param>
/// <param name="Direction">Which way was better.</param>
/// <param name="Control">Who had it in hand.</param>
/// <param name="Baseline">What it was compared with; the first value where it was that, unless it was computed in another way.</param>
/// <param name="Target">Where it was to get in the end.</param>
/// <param name="Targets">Its targets; shares of the baseline as shares.</param>
internal sealed record EarlierView(
    int Version, Instant? Since, Instant? Until, int? ReplacedBy, string Name, string? Expression, Unit Unit, Direction Direction, Control Control, BaselineView Baseline, TargetView Target,
    IReadOnlyList<EarlierTarget> Targets)
{
    public static EarlierView Of(IndicatorStanding standing, IndicatorVersion version, int number, IndicatorVersion next, Language language)
    {
        var (was, stands) = (version.Definition, standing.Indicator.Definition);
        // The values are of what stands.
        var baseline = Progress.BaselineOf(was, (was.Expression, was.Measure, was.Unit) == (stands.Expression, stands.Measure, stands.Unit) ? standing.Readings : []);
        return new(
            number, version.Since, next.Since, next.Revision, was.Name.In(language), was.Expression, was.Unit, was.Direction, was.Control,
            BaselineView.Of(was.Baseline, baseline, language), TargetView.Of(was.Targets[^1], baseline, language),
            [.. was.Targets.Select(t => new EarlierTarget(CheckpointView.NameOf(t.Checkpoint), t.Due, t.Kind, t.Value))]);
    }
}

/// <summary>A target as it was.</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Due">Its last day.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Value">The value, or the share of the baseline.</param>
internal sealed record EarlierTarget(string Checkpoint, LocalDate Due, TargetKind Kind, decimal Value);
