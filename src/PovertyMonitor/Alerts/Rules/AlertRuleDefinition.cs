using System.Text.Json.Serialization;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>An alert rule as it is stated. A change makes a new revision of it; alerts keep the revision that raised them.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What it looks for.</param>
/// <param name="Measure">The one measure revision it looks at, code@revision.</param>
/// <param name="Audience">The code of the audience it alerts.</param>
/// <param name="Severity">How urgent its alerts are.</param>
/// <param name="Text">What an alert says; places: {area}, {group}, {value}, {limit}, {count}, {deprivations}, {round}, {subject}.</param>
public record AlertRuleDefinition(
    Bilingual Name, [property: JsonConverter(typeof(ByName<AlertRuleKind>))] AlertRuleKind Kind, string Measure, string Audience,
    [property: JsonConverter(typeof(ByName<AlertSeverity>))] AlertSeverity Severity, Bilingual Text)
{
    /// <summary>The score or value from which it holds, a fraction such as <c>1/3</c>; of an <see cref="AlertRuleKind.IndexRise"/> the rise.</summary>
    public string? Enter { get; init; }

    /// <summary>The score or value below which it holds no longer; the same as <see cref="Enter"/> if absent. Between both nothing changes.</summary>
    public string? Exit { get; init; }

    /// <summary>Of a <see cref="AlertRuleKind.Condition"/>: what must hold, in the language of measures.</summary>
    public string? Condition { get; init; }

    /// <summary>Of a <see cref="AlertRuleKind.Condition"/>: indicators of the measure of which one must be deprived too. Of an <see cref="AlertRuleKind.IndexRise"/>: the one whose censored headcount is meant; none for M0.</summary>
    public IReadOnlyList<string> Indicators { get; init; } = [];

    /// <summary>Of a <see cref="AlertRuleKind.Cluster"/>: the rule whose alerts are counted.</summary>
    public string? Of { get; init; }

    /// <summary>Of a <see cref="AlertRuleKind.BecomesPoor"/>: the rule of the same kind and audience whose alert this one's takes the place of where an interview raises both.</summary>
    public string? Replaces { get; init; }

    /// <summary>The fewest households (of a cluster: alerts) that it looks at, 1 to 10,000.</summary>
    public int MinimumN { get; init; } = 1;

    /// <summary>The smallest coverage of a round that it looks at, a fraction.</summary>
    public string? MinimumCoverage { get; init; }

    /// <summary>The days it looks back on, or of silence, 1 to 366.</summary>
    public int WindowDays { get; init; } = 30;

    /// <summary>Within so many days of an alert the same household or area gives no second one; the first is re-opened instead. 0 to 3,660.</summary>
    public int CoolDownDays { get; init; }

    /// <summary>What goes out together.</summary>
    [JsonConverter(typeof(ByName<AlertGrouping>))]
    public AlertGrouping Grouping { get; init; }

    /// <summary>Within so many hours an alert is to be acknowledged, else it is escalated; 0: never. At most 8,784.</summary>
    public int AcknowledgeWithinHours { get; init; }

    /// <summary>Whether it is about single households.</summary>
    internal bool IsOfHouseholds => Kind <= AlertRuleKind.ChildDeath;

    /// <summary>Whether its alerts, or how many there are, say something of households: of few enough, of a single one.</summary>
    internal bool RestsOnHouseholds => Kind <= AlertRuleKind.IndexRise;

    /// <summary>From where it holds and below which it holds no longer, where <see cref="Enter"/> is stated.</summary>
    internal (double Enter, double Exit) Thresholds()
    {
        var enter = Fraction.Parse(Enter!);
        return (enter.ToDouble(), (Fraction.TryParse(Exit, out var exit) ? exit : enter).ToDouble());
    }
}
