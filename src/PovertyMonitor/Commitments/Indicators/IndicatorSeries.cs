using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Commitments.Indicators.Expressions;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>Works out the values of a plan's indicators over the rounds. Pure.</summary>
/// <param name="plan">The plan's days.</param>
/// <param name="indicators">The plan's indicators by code.</param>
/// <param name="nodes">The expressions of the computed ones.</param>
/// <param name="rounds">The rounds by the measure's code, the oldest first.</param>
internal sealed class IndicatorSeries(
    DateInterval plan, IReadOnlyDictionary<string, Indicator> indicators, ImmutableDictionary<string, Node> nodes, IReadOnlyDictionary<string, IReadOnlyList<RoundFacts>> rounds)
{
    // A circle is refused where an indicator is defined; should one come all the same, it ends here.
    private readonly HashSet<(string Code, string Round)> _under = [];

    /// <summary>Some indicators and all that they refer to.</summary>
    public static IReadOnlyCollection<string> Needed(ImmutableDictionary<string, Node> nodes, IReadOnlyCollection<string> codes)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>(codes);
        while (left.TryPop(out var code))
            if (needed.Add(code) && nodes.TryGetValue(code, out var node))
                foreach (var reference in ReferencesOf(node)) left.Push(reference);
        return needed;
    }

    /// <summary>The codes of the indicators that an expression refers to.</summary>
    public static IEnumerable<string> ReferencesOf(Node node) => node.All.OfType<Node.Reference>().Select(r => r.Code);

    /// <summary>How an indicator stands.</summary>
    public IndicatorStanding StandingOf(Indicator indicator)
    {
        if (!indicator.Definition.IsComputed)
        {
            Reading[] reported = [.. indicator.StandingValues.Select(v => new Reading(v.Value, null, v.On))];
            return Standing(indicator, null, reported, null, null) with { Partner = indicator.PartnerValues.LastOrDefault(v => v.On <= plan.End) };
        }
        var readings = new List<Reading>();
        Missing? why = null;
        RoundFacts? latest = null;
        var known = nodes.ContainsKey(indicator.Code) ? rounds.GetValueOrDefault(indicator.Definition.Measure!, []) : [];
        foreach (var round in known)
        {
            var (value, missing) = ValueOf(indicator.Code, round);
            var isJudged = plan.Contains(round.On);
            if (isJudged) why = missing;
            if (value is not { } number) continue;
            readings.Add(new((decimal)number, round.Round, round.On, round.EstimateOf(nodes[indicator.Code])));
            if (isJudged) latest = round;
        }
        return Standing(indicator, (latest ?? (known.Count == 0 ? null : known[^1]))?.Measure.Id, readings, latest, why);
    }

    // What came after a plan is no part of how it ended.
    private IndicatorStanding Standing(Indicator indicator, string? measure, IReadOnlyList<Reading> readings, RoundFacts? latest, Missing? why)
    {
        var judged = Progress.Within(plan, indicator.Definition, readings);
        return new(indicator, measure, judged, Progress.Of(indicator.Definition, judged, plan.Start), latest, why) { Later = [.. readings.Where(r => r.At > plan.End)] };
    }

    private (double? Value, Missing? Why) ValueOf(string code, RoundFacts round)
    {
        var evaluation = new Evaluation(round, other => OtherIn(other, round));
        var value = evaluation.Of(nodes[code]);
        // Nothing that is counted or shared here comes near what a decimal can't hold, but a product of such things may.
        return value is { } number && Math.Abs(number) < 1e15 ? (number, null) : (null, evaluation.Why);
    }

    private double? OtherIn(string code, RoundFacts round)
    {
        if (!indicators.TryGetValue(code, out var other)) return null;
        if (!other.Definition.IsComputed) return (double?)other.StandingValues.LastOrDefault(v => v.On <= round.On)?.Value;
        if (!nodes.ContainsKey(code) || rounds.GetValueOrDefault(other.Definition.Measure!)?.FirstOrDefault(r => r.Round == round.Round) is not { } same) return null;
        if (!_under.Add((code, round.Round))) return null;
        var (value, _) = ValueOf(code, same);
        _under.Remove((code, round.Round));
        return value;
    }
}
