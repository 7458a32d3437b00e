using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>Reads an indicator as it is entered, and checks everything about it: texts, expression, references, targets. Pure.</summary>
/// <param name="fields">Takes what is wrong.</param>
/// <param name="path">The path of the indicator in the request, with a dot at its end; empty where it is the whole of it.</param>
internal sealed class IndicatorRules(PlanFields fields, string path)
{
    private const int MostTargets = 40;

    /// <summary>Reads it.</summary>
    /// <param name="entry">What was entered.</param>
    /// <param name="code">Its code.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="number">The commitment's number.</param>
    /// <param name="measures">The measures in force.</param>
    /// <param name="agreed">Whether its targets are agreed once it stands.</param>
    public IndicatorDefinition Read(IndicatorEntry entry, string code, ActionPlan plan, int number, IReadOnlyCollection<CompiledMeasure> measures, bool agreed)
    {
        CheckCode(code, plan, number);
        var unit = fields.Choice<Unit>(entry.Unit, $"{path}unit");
        var direction = fields.Choice<Direction>(entry.Direction, $"{path}direction");
        var range = entry.Expression is null ? ValueRange.OfReported(unit) : ValueRange.OfComputed(unit);
        var baseline = Baseline(entry.Baseline, unit, range);
        var targets = Targets(entry.Targets, plan, unit, range, agreed);
        var definition = new IndicatorDefinition(
            code, fields.Text(entry.Name, $"{path}name"), entry.Expression, entry.Measure, unit, direction, baseline, [.. targets.OrderBy(t => t.Due)],
            fields.Choice<Control>(entry.Control, $"{path}control"), fields.Choice<Frequency>(entry.Frequency, $"{path}frequency"),
            [.. fields.Names(entry.Disaggregation, $"{path}disaggregation")], fields.Name(entry.Responsible, $"{path}responsible"), Metadata(entry.Metadata));
        new TargetRules(fields, path).Check(definition, targets, range);
        if (entry.Expression is not null) CheckExpression(entry.Expression, entry.Measure, code, plan, measures);
        else if (entry.Measure is not null) fields.Wrong<object>($"{path}measure", "null");
        return definition;
    }

    /// <summary>The fault of an indicator that would hang on itself; null where it would not.</summary>
    public static Fault? CircleOf(ActionPlan plan, string code, string expression)
    {
        var others = plan.Commitments.Values.SelectMany(c => c.Indicators).Select(i => i.Definition).ToDictionary(d => d.Code, d => d.Expression, StringComparer.Ordinal);
        return References.Circle(code, c => (c == code ? expression : others.GetValueOrDefault(c)) is { } text ? References.In(text) : []) is { } circle
            ? new(1, FaultKind.Circular, string.Join(" -> ", circle))
            : null;
    }

    private void CheckCode(string code, ActionPlan plan, int number)
    {
        fields.Code(code, "code");
        if (!code.StartsWith($"{number}.", StringComparison.Ordinal)) fields.Wrong<object>("code", $"{number}.m0");
        else if (plan.Commitments.Values.FirstOrDefault(c => c.Number != number && c.Find(code) is not null) is { } other)
            fields.Errors.Add(IndicatorProblems.CodeTaken.At("code", ("code", code), ("number", other.Number)));
    }

    private Baseline Baseline(BaselineEntry? entry, Unit unit, ValueRange range)
    {
        var kind = fields.Choice<BaselineKind>(entry?.Kind, $"{path}baseline.kind");
        var source = fields.Text(entry?.Source, $"{path}baseline.source");
        if (kind != BaselineKind.Agreed)
        {
            if ((entry?.Value, entry?.At) is not (null, null)) fields.Wrong<object>($"{path}baseline.value", "null");
            return new(kind, source);
        }
        return new(kind, source, Value(entry?.Value, $"{path}baseline.value", unit, range), fields.Day(entry?.At, $"{path}baseline.at"));
    }

    private List<CheckpointTarget> Targets(IReadOnlyList<TargetEntry?>? entries, ActionPlan plan, Unit unit, ValueRange range, bool agreed)
    {
        if (entries is not { Count: > 0 and <= MostTargets })
        {
            fields.Wrong<object>($"{path}targets", $"1..{MostTargets}");
            return [];
        }
        var targets = entries.Select((t, i) => Target(t, $"{path}targets[{i}]", plan, unit, range, agreed)).ToList();
        foreach (var (i, target) in targets.Index())
            if (targets.Take(i).Any(t => t.Due == target.Due)) fields.Wrong<object>($"{path}targets[{i}].checkpoint", "B-03, B-06, B-09, B-12 (1x)");
        return targets;
    }

    private CheckpointTarget Target(TargetEntry? entry, string field, ActionPlan plan, Unit unit, ValueRange range, bool agreed)
    {
        var kind = entry?.Kind is null ? TargetKind.Absolute : fields.Choice<TargetKind>(entry.Kind, $"{field}.kind");
        return new(
            fields.Count(entry?.Year, $"{field}.year", plan.ToYear, plan.FromYear),
            fields.Choice<Checkpoint>(entry?.Checkpoint?.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), $"{field}.checkpoint"), kind,
            kind == TargetKind.Absolute ? Value(entry?.Value, $"{field}.value", unit, range) : fields.Number(entry?.Value, $"{field}.value", 0, 1000),
            agreed, fields.Text(entry?.Source, $"{field}.source"));
    }

    private decimal Value(decimal? value, string field, Unit unit, ValueRange range)
    {
        if (value is not { } given) return fields.Wrong<decimal>(field, "0.8");
        if (!range.Holds(given)) fields.Errors.Add(range.Fault(field, given, unit));
        return given;
    }

    private void CheckExpression(string text, string? measure, string code, ActionPlan plan, IReadOnlyCollection<CompiledMeasure> measures)
    {
        if (measures.LastOrDefault(m => m.Definition.Code == measure) is not { } known)
        {
            var inForce = Listed.Of(measures.Select(m => m.Definition.Code).Distinct());
            if (measure is null) fields.Wrong<string>($"{path}measure", inForce);
            else fields.Errors.Add(IndicatorProblems.UnknownMeasure.At($"{path}measure", ("measure", measure), ("known", inForce)));
            return;
        }
        var faults = new List<Fault>();
        var codes = plan.Commitments.Values.SelectMany(c => c.Indicators).Select(i => i.Code).Append(code).ToHashSet(StringComparer.Ordinal);
        var node = Parser.Parse(text, new(CompiledIndicators.IndicatorsOf(known), codes), faults);
        if (node is not null && CircleOf(plan, code, text) is { } circle) faults.Add(circle);
        if (node is not null && Terms.IsConstant(node)) faults.Add(new(1, FaultKind.Constant, "m0"));
        fields.Errors.AddRange(faults.Select(f => IndicatorProblems.Of(f, $"{path}expression")));
    }

    private Metadata Metadata(MetadataEntry? entry)
    {
        var field = $"{path}metadata";
        return new(
            fields.Text(entry?.Definition, $"{field}.definition"), fields.NameIfAny(entry?.Goal, $"{field}.goal"), fields.TextIfAny(entry?.Rationale, $"{field}.rationale"),
            fields.TextIfAny(entry?.Method, $"{field}.method"), fields.TextIfAny(entry?.Limitations, $"{field}.limitations"), fields.TextIfAny(entry?.MissingValues, $"{field}.missingValues"),
            fields.TextIfAny(entry?.Source, $"{field}.source"), fields.TextIfAny(entry?.Collection, $"{field}.collection"), fields.NameIfAny(entry?.Provider, $"{field}.provider"),
            fields.NameIfAny(entry?.Compiler, $"{field}.compiler"), fields.TextIfAny(entry?.Comparability, $"{field}.comparability"), fields.NameIfAny(entry?.References, $"{field}.references"));
    }
}
