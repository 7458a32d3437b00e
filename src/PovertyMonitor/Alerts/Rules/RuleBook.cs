using System.Collections.Immutable;
using System.Text.Json;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>The rules of a regency as they stand, with all their revisions.</summary>
internal sealed record RuleBook(ImmutableSortedDictionary<string, RuleHistory> Rules, AlertBaselineSet? Baseline, int Version)
{
    /// <summary>The stream that rules are stated in.</summary>
    public static readonly Guid Stream = NameBasedGuid.Create(NameBasedGuid.Dns, "alert-rules.povertymonitor");

    public static RuleBook After(IEnumerable<object> events) =>
        events.Aggregate(new RuleBook(ImmutableSortedDictionary.Create<string, RuleHistory>(StringComparer.Ordinal), null, 0), (book, e) => book.With(e));

    /// <summary>The rule of a code; <see langword="null"/> where there is none.</summary>
    public RuleHistory? Find(string code) => Rules.GetValueOrDefault(code);

    /// <summary>The revision of a rule that raised an alert.</summary>
    public AlertRuleDefinition? Find(string code, int revision) => Find(code)?.Revisions.ElementAtOrDefault(revision - 1);

    /// <summary>The code of the rule that is stated so; <see langword="null"/> where none is.</summary>
    public string? CodeOf(AlertRuleDefinition definition) => Rules.Values.FirstOrDefault(r => IsSame(r.Latest, definition))?.Code;

    /// <summary>What follows from stating a rule. Pure.</summary>
    public IReadOnlyList<object> State(string code, AlertRuleDefinition definition, bool isOn, string by)
    {
        var before = Find(code);
        List<object> events = [];
        if (before is null || !IsSame(before.Latest, definition)) events.Add(new AlertRuleStated(code, (before?.Revisions.Length ?? 0) + 1, definition, by));
        if ((before?.IsOn ?? false) != isOn) events.Add(new AlertRuleSwitched(code, isOn, by));
        return events;
    }

    /// <summary>What follows from a rule as it is shipped now. Pure.</summary>
    /// <remarks>
    /// One that was only ever stated by the seed follows, switched as it is; one that somebody changed stays theirs. What was a revision before
    /// doesn't come back, so that an older service that starts beside a newer one changes nothing.
    /// </remarks>
    public IReadOnlyList<object> Follow(string code, AlertRuleDefinition shipped, string seed) =>
        Find(code) is not { } rule ? State(code, shipped, isOn: true, seed)
        : rule.StatedBy.All(by => by == seed) && !rule.Revisions.Any(r => IsSame(r, shipped)) ? State(code, shipped, rule.IsOn, seed)
        : [];

    private RuleBook With(object e) => e switch
    {
        AlertRuleStated s => this with { Rules = Rules.SetItem(s.Rule, (Find(s.Rule) ?? new(s.Rule, [], false)) is var r ? r with { Revisions = r.Revisions.Add(s.Definition), StatedBy = r.StatedBy.Add(s.By) } : null!), Version = Version + 1 },
        AlertRuleSwitched s => this with { Rules = Rules.SetItem(s.Rule, Rules[s.Rule] with { IsOn = s.IsOn }), Version = Version + 1 },
        AlertBaselineSet b => this with { Baseline = b, Version = Version + 1 },
        _ => this,
    };

    private static bool IsSame(AlertRuleDefinition one, AlertRuleDefinition other) => JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other);
}

/// <summary>A rule with its revisions, the first one first.</summary>
internal sealed record RuleHistory(string Code, ImmutableArray<AlertRuleDefinition> Revisions, bool IsOn)
{
    public AlertRuleDefinition Latest => Revisions[^1];

    /// <summary>Who stated each revision.</summary>
    public ImmutableArray<string> StatedBy { get; init; } = [];
}
