using System.Globalization;
using System.Text.Json;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>Holds targets against the baseline and against each other. Pure.</summary>
/// <param name="fields">Takes what is wrong.</param>
/// <param name="path">The path of the indicator in the request, with a dot at its end; empty where it is the whole of it.</param>
internal sealed class TargetRules(PlanFields fields, string path)
{
    /// <summary>Takes down what is wrong with targets.</summary>
    /// <param name="definition">The indicator.</param>
    /// <param name="entered">Its targets in the order of the request.</param>
    /// <param name="range">What a value of it can be.</param>
    public void Check(IndicatorDefinition definition, IReadOnlyList<CheckpointTarget> entered, ValueRange range)
    {
        // What could not be taken as a number, a day or a kind leads nowhere.
        if (definition.Targets.IsEmpty || fields.Errors.Any(e => e.Field.StartsWith($"{path}baseline.", StringComparison.Ordinal))) return;
        var baseline = Progress.BaselineOf(definition, []);
        CheckpointTarget[] sound = [.. definition.Targets.Where(t => !fields.Errors.Any(e => e.Field.StartsWith(FieldOf(t), StringComparison.Ordinal)))];
        if (baseline is not null && sound is [var first, ..] && baseline.At >= first.Due)
            fields.Errors.Add(IndicatorProblems.BaselineTooLate.At($"{path}baseline.at", ("at", $"{baseline.At:uuuu-MM-dd}"), ("due", $"{first.Due:uuuu-MM-dd}")));
        foreach (var (i, target) in sound.Index())
        {
            var field = FieldOf(target);
            if (target.Kind == TargetKind.ShareOfBaseline && definition.Baseline.Kind == BaselineKind.NotNeeded) fields.Errors.Add(IndicatorProblems.NoBaselineToShare.At($"{field}kind"));
            else if (Progress.ValueOf(target, baseline) is { } value && !range.Holds(value)) fields.Errors.Add(range.Fault($"{field}value", value, definition.Unit));
            else CheckDirection(definition.Direction, target, sound.Take(i), baseline, $"{field}value");
        }

        string FieldOf(CheckpointTarget target) => $"{path}targets[{entered.Index().First(t => t.Item == target).Index}].";
    }

    // What is asked of a later checkpoint may not be less than of an earlier one, or than there is.
    private void CheckDirection(Direction direction, CheckpointTarget target, IEnumerable<CheckpointTarget> earlier, Reading? baseline, string field)
    {
        var isKnown = Progress.ValueOf(target, baseline) is not null;
        // Shares of a baseline that isn't known yet can be held against each other, and against the whole of it.
        var value = Progress.ValueOf(target, baseline) ?? target.Value;
        var before = earlier.LastOrDefault(t => baseline is not null || t.Kind == target.Kind) is { } last ? Progress.ValueOf(last, baseline) ?? last.Value
            : isKnown ? baseline?.Value : 1;
        if (before is not { } limit || (direction == Direction.Lower ? value <= limit : value >= limit)) return;
        fields.Errors.Add(IndicatorProblems.AgainstDirection.At(field,
            ("direction", JsonNamingPolicy.CamelCase.ConvertName(direction.ToString())), ("value", Told(target, value, baseline)), ("before", Written(limit))));
    }

    private static string Told(CheckpointTarget target, decimal value, Reading? baseline) =>
        target.Kind == TargetKind.ShareOfBaseline && baseline is not null ? $"{Written(target.Value)} x {Written(baseline.Value)} = {Written(value)}" : Written(value);

    private static string Written(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
