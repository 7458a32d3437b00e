using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Measures.Expressions;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>A revision of a rule about households, made ready to judge interviews. Immutable.</summary>
internal sealed class HouseholdRule
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];
    private readonly Fraction _enter;
    private readonly Fraction _exit;
    private readonly HouseholdExpression? _condition;
    private readonly uint _indicators;
    private readonly uint _named;

    // The dimension whose deprivations are for the health agencies; every shipped measure calls it so.
    private const string Health = "health";

    public HouseholdRule(string code, int revision, AlertRuleDefinition definition, CompiledMeasure measure)
    {
        (Code, Revision, Definition, Measure) = (code, revision, definition, measure);
        _enter = Fraction.TryParse(definition.Enter, out var enter) ? enter : measure.Cutoff;
        _exit = Fraction.TryParse(definition.Exit, out var exit) ? exit : _enter;
        _condition = definition.Condition is { } text ? HouseholdExpression.Compile(text, null, []) : null;
        _indicators = MaskOf(definition.Indicators);
        var health = MaskOf(measure.Definition.Dimensions.Where(d => d.Code == Health).SelectMany(d => d.Indicators).Select(i => i.Code));
        _named = HouseholdReach.IsOfHealth(definition) ? (_indicators == 0 ? health : _indicators) : (_indicators == 0 ? ~0u : _indicators) & ~health;
    }

    public string Code { get; }

    public int Revision { get; }

    public AlertRuleDefinition Definition { get; }

    public CompiledMeasure Measure { get; }

    /// <summary>Whether it is active while a household is not poor.</summary>
    public bool IsReversed => Definition.Kind == AlertRuleKind.LeavesPoverty;

    /// <summary>The day of an instant in the regency.</summary>
    public static LocalDate DayOf(Instant at) => at.InZone(Zone).Date;

    /// <summary>Whether an interview says that it holds (from the upper threshold on), no longer holds (below the lower one), or neither.</summary>
    /// <remarks>An unknown answer counts neither way: only what is so whatever the answer would be changes a status.</remarks>
    public bool? Judge(Interview interview, uint deprived, uint missing)
    {
        if (Definition.Kind == AlertRuleKind.Condition)
            return Kleene.And(_condition?.Holds(interview.Answers, DayOf(interview.At)) ?? (_condition is null ? true : null), AnyIndicator(deprived, missing));
        return Score(deprived) >= _enter ? true : Score(deprived | missing) < _exit ? false : null;
    }

    /// <summary>Whether its alert takes the place of another rule's.</summary>
    public bool Replaces(HouseholdRule other) => Definition.Replaces == other.Code && Code != other.Code && Definition.Audience == other.Definition.Audience;

    /// <summary>The codes of the indicators an alert names: those the rule is about, or else those that its agencies see to: of a rule about health the health ones, of another the others.</summary>
    public IReadOnlyList<string> Deprivations(uint deprived) => [.. Measure.Structure.Indicators.Where((_, bit) => ((deprived & _named) >> bit & 1) != 0).Select(i => i.Code)];

    public Fraction Score(uint deprived) => new(Measure.Structure.Score(deprived), Measure.Structure.Denominator);

    private uint MaskOf(IEnumerable<string> codes) =>
        Measure.Structure.Indicators.Select((i, bit) => codes.Contains(i.Code) ? 1u << bit : 0).Aggregate(0u, (mask, bit) => mask | bit);

    private bool? AnyIndicator(uint deprived, uint missing) =>
        _indicators == 0 || (deprived & _indicators) != 0 ? true : (missing & _indicators) != 0 ? null : false;
}
