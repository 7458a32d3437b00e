namespace PovertyMonitor.Commitments.Indicators.Expressions;

/// <summary>A number of an expression as a sum of multiples of what can't be taken apart: finds out what is nought whatever the figures are. Pure.</summary>
internal sealed class Terms
{
    // Of a sum's largest part: what is smaller is what doubles lose.
    private const double Negligible = 1e-12;
    private static readonly Node One = new Node.Number(1);

    private readonly Dictionary<Node, (double Times, double Largest)> _terms = [];

    /// <summary>Whether a number is nought whatever the figures are, as <c>h - h</c> is.</summary>
    public static bool IsNought(Node number) => Of(number)._terms.Count == 0;

    /// <summary>Whether a number is the same whatever the figures are, as <c>1 + 1</c> and <c>h - h</c> are.</summary>
    public static bool IsConstant(Node number) => Of(number).Constant is not null;

    private static Terms Of(Node number) => number switch
    {
        Node.Number n => new Terms().Add(One, n.Value, n.Value),
        Node.Opposite n => Of(n.Inside).Times(-1),
        Node.Binary { Sign: "+" } n => Of(n.Left).Plus(Of(n.Right), 1),
        Node.Binary { Sign: "-" } n => Of(n.Left).Plus(Of(n.Right), -1),
        Node.Binary { Sign: "*" } n => Product(n, Of(n.Left), Of(n.Right)),
        Node.Binary { Sign: "/" } n => Quotient(n, Of(n.Left), Of(n.Right)),
        _ => new Terms().Add(number, 1, 1),
    };

    private static Terms Product(Node node, Terms left, Terms right) => (left.Constant, right.Constant) switch
    {
        ({ } times, _) => right.Times(times),
        (_, { } times) => left.Times(times),
        _ => new Terms().Add(node, 1, 1),
    };

    private static Terms Quotient(Node node, Terms left, Terms right) =>
        left._terms.Count == 0 ? left : right.Constant is { } by and not 0 ? left.Times(1 / by) : new Terms().Add(node, 1, 1);

    private double? Constant => _terms.Count == 0 ? 0 : _terms.Count == 1 && _terms.TryGetValue(One, out var one) ? one.Times : null;

    private Terms Plus(Terms other, int sign)
    {
        foreach (var (node, (times, largest)) in other._terms) Add(node, sign * times, largest);
        return this;
    }

    private Terms Times(double by)
    {
        var product = new Terms();
        foreach (var (node, (times, largest)) in _terms) product.Add(node, times * by, largest * by);
        return product;
    }

    private Terms Add(Node node, double times, double size)
    {
        var (before, largest) = _terms.GetValueOrDefault(node);
        var (sum, most) = (before + times, Math.Max(largest, Math.Abs(size)));
        if (Math.Abs(sum) <= Negligible * most) _terms.Remove(node);
        else _terms[node] = (sum, most);
        return this;
    }
}
