using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>Why there is no value.</summary>
internal enum Missing
{
    /// <summary>Nobody is measured, or none of those asked about.</summary>
    NobodyMeasured,

    /// <summary>Something is divided by nothing.</summary>
    DividedByNothing,

    /// <summary>Nobody keeps acknowledgements of alerts here.</summary>
    NoAcknowledgements,

    /// <summary>The time after which it can be judged is not over for anybody.</summary>
    TooEarly,

    /// <summary>Another indicator that it needs has no value.</summary>
    OtherIndicator,

    /// <summary>The round visits a sample, and can't be estimated under the measure's rule for missing answers.</summary>
    RuleOfSample,
}

/// <summary>Works out what an expression says of a round. Pure.</summary>
/// <param name="facts">The round.</param>
/// <param name="other">The value of another indicator in the round.</param>
internal sealed class Evaluation(RoundFacts facts, Func<string, double?> other)
{
    /// <summary>Why the value is missing: the first reason met.</summary>
    public Missing? Why { get; private set; }

    /// <summary>The value; null where there is none, which <see cref="Why"/> explains.</summary>
    public double? Of(Node node) => Of(node, null) is { } value && double.IsFinite(value) ? value : null;

    private double? Of(Node node, string? village) => node switch
    {
        Node.Number n => n.Value,
        Node.OfArea f => OrWhy(Figure(f, village), facts.HasNoEstimates ? Missing.RuleOfSample : Missing.NobodyMeasured),
        Node.Opposite o => -Of(o.Inside, village),
        Node.Binary { Sign: "/" } b => Divide(Of(b.Left, village), Of(b.Right, village)),
        Node.Binary b => Calculate(b.Sign, Of(b.Left, village), Of(b.Right, village)),
        Node.Villages v => Villages(v),
        Node.MusdesConfirmed => Share(facts.Confirmed, facts.Villages, Missing.NobodyMeasured),
        Node.Assisted a => Share(facts.Assisted[a.Days].Helped, facts.Assisted[a.Days].Judged, Missing.TooEarly),
        Node.Acknowledged a => facts.Acknowledged.TryGetValue(a.Hours, out var alerts)
            ? Share(alerts.InTime, alerts.Judged, Missing.TooEarly)
            : OrWhy(null, Missing.NoAcknowledgements),
        Node.Reference r => OrWhy(other(r.Code), Missing.OtherIndicator),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "A piece that is no number."),
    };

    // A condition over an unknown number is not met: a village counts only where it is known to.
    private bool Holds(Node node, string village) => node switch
    {
        Node.Opposite o => !Holds(o.Inside, village),
        Node.Binary { Sign: "and" } b => Holds(b.Left, village) && Holds(b.Right, village),
        Node.Binary { Sign: "or" } b => Holds(b.Left, village) || Holds(b.Right, village),
        Node.Binary b => Of(b.Left, village) is { } left && Of(b.Right, village) is { } right && Compare(b.Sign, left, right),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "A piece that is no condition."),
    };

    private double? Figure(Node.OfArea figure, string? village) => figure.Name == AreaFigure.Coverage ? CoverageOf(village) : facts.ValueOf(figure, village);

    private double? CoverageOf(string? village) =>
        Coverage.Of(village is null ? [.. facts.Visits.Values] : [facts.Visits.GetValueOrDefault(village, VillageVisits.None)]).Ratio;

    private double? Villages(Node.Villages villages)
    {
        string[] measured = [.. facts.MeasuredVillages];
        var why = Why;
        var meeting = measured.Count(v => Holds(villages.Condition, v));
        Why = why;
        if (measured.Length == 0) return OrWhy(null, Missing.NobodyMeasured);
        return villages.IsShare ? (double)meeting / measured.Length : meeting;
    }

    private double? Divide(double? left, double? right) => right == 0 ? OrWhy(null, Missing.DividedByNothing) : left / right;

    private double? Share(double part, double whole, Missing why) => whole == 0 ? OrWhy(null, why) : part / whole;

    private double? OrWhy(double? value, Missing why)
    {
        if (value is null) Why ??= why;
        return value;
    }

    private static double? Calculate(string sign, double? left, double? right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        _ => throw new ArgumentOutOfRangeException(nameof(sign), sign, "A sign no number has."),
    };

    private static bool Compare(string sign, double left, double right) => sign switch
    {
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        "==" => left.Equals(right),
        "!=" => !left.Equals(right),
        _ => throw new ArgumentOutOfRangeException(nameof(sign), sign, "A sign no comparison has."),
    };
}
