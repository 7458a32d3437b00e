using System.Text.RegularExpressions;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;
using PovertyMonitor.Measures.Expressions;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>What is wrong with a rule as it is stated.</summary>
internal static partial class RuleCheck
{
    private const int LongestText = 500;
    private static readonly string[] Written = ["{area}", "{group}", "{value}", "{limit}", "{count}", "{deprivations}", "{round}", "{subject}"];

    /// <summary>Whether a text is a rule's, an audience's or a receiver's code. It goes out with every alert: no number of a person may hide in it.</summary>
    public static bool IsCode(string text) => Code().IsMatch(text) && !PersonalNumbers.AreIn(text);

    /// <summary>Whether a text may go out with alerts: it holds no number of a person and no address of mail.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many letters at most.</param>
    public static bool IsText(string? text, int longest) =>
        text?.Trim() is { Length: > 0 } t && t.Length <= longest && !t.Any(char.IsControl) && !PersonalTexts.AreIn(t);

    public static IEnumerable<FieldError> Check(string code, AlertRuleDefinition rule, CompiledMeasure? measure, RuleBook rules, AudienceBook audiences, int smallest)
    {
        static FieldError Error(string field, string expected) => AlertProblems.InvalidField.At(field, ("expected", expected));
        if (!IsCode(code)) yield return Error("code", "became-poor");
        if (!Enum.IsDefined(rule.Kind)) yield return Error("kind", "becomesPoor, ...");
        if (!Enum.IsDefined(rule.Severity)) yield return Error("severity", "information, warning, severe");
        if (!Enum.IsDefined(rule.Grouping)) yield return Error("grouping", "each, villageAndDay");
        if (measure is null) yield return Error("measure", "global-mpi-2018@1");
        if (audiences.Find(rule.Audience ?? "") is null) yield return Error("audience", string.Join(", ", audiences.Audiences.Keys));
        if (HouseholdReach.Beyond(rule, audiences) is [_, ..] beyond) yield return NotForAudience("audience", rule.Audience!, beyond);
        foreach (var (field, text) in (IEnumerable<(string, string?)>)[("name.id", rule.Name?.Id), ("name.en", rule.Name?.En)])
            if (NameFault(field, text, LongestText) is { } fault) yield return fault;
        foreach (var (field, text) in (IEnumerable<(string, string?)>)[("text.id", rule.Text?.Id), ("text.en", rule.Text?.En)])
            if (TextFault(field, text, LongestText, $", {string.Join(' ', Written)}") is { } fault) yield return fault;
            else if (Braces().Matches(text!).FirstOrDefault(m => !Written.Contains(m.Value)) is { } found)
                yield return SettingsProblems.NotAPlace.At(field, ("found", found.Value), ("known", string.Join(' ', Written)));
        foreach (var (field, share) in (IEnumerable<(string, string?)>)[("enter", rule.Enter), ("exit", rule.Exit), ("minimumCoverage", rule.MinimumCoverage)])
            if (share is not null && !(Fraction.TryParse(share, out var f) && f > Fraction.Zero && f <= Fraction.One)) yield return Error(field, "0 < 1/3 <= 1");
        if (Fraction.TryParse(rule.Enter, out var enter) && Fraction.TryParse(rule.Exit, out var exit) && exit > enter) yield return Error("exit", $"<= {rule.Enter}");
        if (rule.Kind is AlertRuleKind.IndexRise or AlertRuleKind.CoverageBehind && rule.Enter is null) yield return Error("enter", "1/50");
        foreach (var (field, number, least, most) in (IEnumerable<(string, int, int, int)>)
            [("minimumN", rule.MinimumN, HouseholdReach.FewestOf(rule, rules.Find(rule.Of ?? "")?.Latest, audiences, smallest), 10_000), ("windowDays", rule.WindowDays, 1, 366), ("coolDownDays", rule.CoolDownDays, 0, 3660), ("acknowledgeWithinHours", rule.AcknowledgeWithinHours, 0, 8784)])
            if (number < least || number > most) yield return Error(field, $"{least}..{most}");
        if (rule.Indicators is null) yield return Error("indicators", "[]");
        foreach (var indicator in rule.Indicators ?? [])
            if (measure is not null && measure.Structure.Indicators.All(i => i.Code != indicator)) yield return Error("indicators", string.Join(", ", measure.Structure.Indicators.Select(i => i.Code)));
        // Also where the kind has no use for it: it is kept and shown.
        if ((rule.Kind == AlertRuleKind.Condition || rule.Condition is not null) && ConditionFault(rule.Condition) is { } wrong) yield return Error("condition", wrong);
        if (rule.Kind == AlertRuleKind.IndexRise && rule.Indicators is { Count: > 1 }) yield return Error("indicators", "0..1");
        if (rule.Replaces is { } replaced && ReplacesFault(code, replaced, rule, rules) is { } misplaced) yield return misplaced;
        if ((rule.Kind == AlertRuleKind.Cluster || rule.Of is not null) && rules.Find(rule.Of ?? "") is not { Latest.IsOfHouseholds: true }) yield return Error("of", "became-poor");
    }

    /// <summary>That roles of an audience may not be told of the households of a rule.</summary>
    public static FieldError NotForAudience(string field, string audience, IReadOnlyList<Role> beyond) =>
        SettingsProblems.NotForAudience.At(field, ("audience", audience), ("roles", string.Join(", ", beyond.Select(r => r.Name()))));

    /// <summary>What is wrong with a text that goes out with alerts; <see langword="null"/> where nothing is.</summary>
    /// <param name="field">Where it stands.</param>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many letters at most.</param>
    /// <param name="places">What else to say of its form.</param>
    public static FieldError? TextFault(string field, string? text, int longest, string places = "") =>
        IsText(text, longest) ? null
        : text is not null && PersonalTexts.AreIn(text) ? SettingsProblems.PersonalText.At(field)
        : AlertProblems.InvalidField.At(field, ("expected", $"1..{longest}{places}"));

    /// <summary>What is wrong with a name that goes out with alerts; <see langword="null"/> where nothing is. Nothing is filled in there.</summary>
    /// <param name="field">Where it stands.</param>
    /// <param name="name">The name.</param>
    /// <param name="longest">How many letters at most.</param>
    public static FieldError? NameFault(string field, string? name, int longest) =>
        TextFault(field, name, longest) ?? (Braces().Match(name!) is { Success: true } found ? SettingsProblems.NoPlaceInNames.At(field, ("found", found.Value)) : null);

    // Of rules that take each other's place in a circle none would be told.
    private static FieldError? ReplacesFault(string code, string replaced, AlertRuleDefinition rule, RuleBook rules)
    {
        string? Next(string at) => rules.Find(at)?.Latest.Replaces;
        string[] alike = rule.Kind != AlertRuleKind.BecomesPoor ? []
            : [.. rules.Rules.Values.Where(r => r.Latest is { Kind: AlertRuleKind.BecomesPoor } other && other.Audience == rule.Audience).Select(r => r.Code)];
        if (alike.Contains(replaced) && Chain.Circle(code, replaced, Next) is { } circle)
            return SettingsProblems.Circle.At("replaces", ("chain", string.Join(" -> ", circle)), ("last", circle[^2]), ("code", code));
        return alike.Contains(replaced) ? null : SettingsProblems.NotReplaceable.At(
            "replaces", ("replaced", IsCode(replaced) ? replaced : "..."), ("audience", rule.Audience), ("known", string.Join(", ", alike.Where(r => Chain.Circle(code, r, Next) is null).DefaultIfEmpty("null"))));
    }

    private static string? ConditionFault(string? condition)
    {
        var faults = new List<ExpressionFault>();
        if (string.IsNullOrWhiteSpace(condition)) return "members.any(...)";
        HouseholdExpression.Compile(condition, null, faults);
        return faults is [var first, ..] ? $"{first.Kind} @ {first.Position}: {string.Join(", ", first.Known)}" : null;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{1,39}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"\{+[^{}]{0,20}\}*|\}+")]
    private static partial Regex Braces();
}
