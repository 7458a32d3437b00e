using System.Globalization;

namespace PovertyMonitor.Commitments.Indicators.Expressions;

/// <summary>Reads an indicator's expression, or tells what is wrong with it and where.</summary>
/// <remarks>
/// <code>
/// expression = operand { operator operand }
/// operand    = { "not" | "-" } ( number | "(" expression ")" | figure )
/// figure     = name [ "(" argument { "," argument } ")" ]
/// operator   = "or" | "and" | "==" | "!=" | "&lt;" | "&lt;=" | ">" | ">=" | "+" | "-" | "*" | "/"
/// </code>
/// The operators bind in that order, the last the tightest; <c>not</c> binds between <c>and</c> and the comparisons. The parser of measures' expressions is about one household's answers and
/// knows neither division nor areas; a general one would know far more than these few figures.
/// </remarks>
internal sealed class Parser
{
    private const int Deepest = 16;
    private const int AndLevel = 2;
    private static readonly string[] Operators = ["or", "and", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"];

    private readonly Names _names;
    private readonly ICollection<Fault> _faults;
    private readonly IReadOnlyList<Token> _tokens;
    private int _next;
    private int _depth;

    private Parser(IReadOnlyList<Token> tokens, Names names, ICollection<Fault> faults) => (_tokens, _names, _faults) = (tokens, names, faults);

    private Token Current => _tokens[_next];

    /// <summary>Reads an expression that is a number.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="names">What it can name.</param>
    /// <param name="faults">Takes what is wrong; null is returned where there is something.</param>
    public static Node? Parse(string text, Names names, ICollection<Fault> faults)
    {
        var tokens = Scanner.Scan(text, faults);
        if (faults.Count > 0) return null;
        var parser = new Parser(tokens, names, faults);
        var node = parser.Expression(0, false);
        if (node is not null && parser.Current.Kind != TokenKind.End) node = parser.Wrong(parser.Current, FaultKind.Syntax, [.. Operators, "end"]);
        if (node is { IsCondition: true }) node = parser.Wrong(tokens[0], FaultKind.WrongKind, "number", "shareOfVillages(condition)");
        return faults.Count > 0 ? null : node;
    }

    private static int LevelOf(Token token) => token switch
    {
        _ when token.Is("or") => 1,
        _ when token.Is("and") => AndLevel,
        _ when token.Is("==", "!=", "<", "<=", ">", ">=") => 3,
        _ when token.Is("+", "-") => 4,
        _ when token.Is("*", "/") => 5,
        _ => 0,
    };

    private Node? Expression(int above, bool ofVillage)
    {
        if (++_depth > Deepest) return Wrong(Current, FaultKind.TooLong, $"{Deepest}");
        var node = Operand(ofVillage);
        while (node is not null && LevelOf(Current) is var level && level > above)
        {
            var sign = Current;
            _next++;
            if (Expression(level, ofVillage) is not { } right) return null;
            var takesConditions = level < 3;
            if (node.IsCondition != takesConditions || right.IsCondition != takesConditions)
                return Wrong(sign, FaultKind.WrongKind, takesConditions ? "condition" : "number");
            // Else the indicator could never have a value, and nobody would see why.
            if (sign.Is("/") && Terms.IsNought(right)) return Wrong(sign, FaultKind.NeverDefined, "m0 / a");
            node = new Node.Binary(sign.Text, node, right);
        }
        _depth--;
        return node;
    }

    private Node? Operand(bool ofVillage)
    {
        var start = Current;
        if (!start.Is("not", "-")) return Unsigned(ofVillage);
        _next++;
        if (++_depth > Deepest) return Wrong(start, FaultKind.TooLong, $"{Deepest}");
        // Not is of a whole comparison, minus of one number.
        var inside = start.Is("not") ? Expression(AndLevel, ofVillage) : Operand(ofVillage);
        _depth--;
        if (inside is null || inside.IsCondition == start.Is("not")) return inside is null ? null : new Node.Opposite(inside);
        return Wrong(start, FaultKind.WrongKind, start.Is("not") ? "condition" : "number");
    }

    private Node? Unsigned(bool ofVillage)
    {
        var start = Current;
        _next++;
        if (start.Kind == TokenKind.Number) return new Node.Number(double.Parse(start.Text, CultureInfo.InvariantCulture));
        if (start.Is("(")) return Expression(0, ofVillage) is { } inside && Skip(")") ? inside : null;
        if (start.Kind != TokenKind.Word || start.Is("and", "or", "not")) return Wrong(start, FaultKind.Syntax, [.. Names.Figures(ofVillage), "number", "("]);
        return Figure(start, ofVillage);
    }

    private Node? Figure(Token name, bool ofVillage)
    {
        if (Names.Find(name.Text) is not { } area)
            return !Names.OfRegency.Contains(name.Text) ? Wrong(name, FaultKind.UnknownName, [.. Names.Figures(ofVillage)])
                : ofVillage ? Wrong(name, FaultKind.NotOfVillages, [.. Names.Figures(true)])
                : OfRegency(name);
        if (area is not (AreaFigure.Censored or AreaFigure.Uncensored)) return Current.Is("(") && area != AreaFigure.Coverage ? Grouped(area, null) : new Node.OfArea(area, Group.Everybody, null);
        if (!Skip("(") || Code(_names.Indicators) is not { } indicator) return null;
        if (Current.Is(",")) return Grouped(area, indicator);
        return Skip(")") ? new Node.OfArea(area, Group.Everybody, indicator) : null;
    }

    // After the bracket or the comma that begins the group.
    private Node? Grouped(AreaFigure area, string? indicator)
    {
        _next++;
        var word = Current;
        if (!Group.Known.TryGetValue(word.Text, out var group)) return Wrong(word, FaultKind.UnknownName, [.. Group.Known.Keys]);
        _next++;
        return Skip(")") ? new Node.OfArea(area, group, indicator) : null;
    }

    private Node? OfRegency(Token name)
    {
        if (name.Is("musdesConfirmed")) return new Node.MusdesConfirmed();
        if (!Skip("(")) return null;
        Node? node = null;
        if (name.Is("assisted", "acknowledged"))
            node = Whole(name.Is("assisted") ? 3650 : 8760) is { } number ? name.Is("assisted") ? new Node.Assisted(number) : new Node.Acknowledged(number) : null;
        else if (name.Is("indicator"))
            node = Code(_names.Plan) is { } code ? new Node.Reference(code) : null;
        else
        {
            var start = Current;
            if (Expression(0, true) is { } condition)
                node = condition.IsCondition ? new Node.Villages(condition, name.Is("shareOfVillages")) : Wrong(start, FaultKind.WrongKind, "condition");
        }
        return node is not null && Skip(")") ? node : null;
    }

    private int? Whole(int most)
    {
        var token = Current;
        _next++;
        if (token.Kind == TokenKind.Number && int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        Wrong(token, FaultKind.OutOfRange, $"1..{most}");
        return null;
    }

    private string? Code(IReadOnlyCollection<string> known)
    {
        var token = Current;
        _next++;
        if (token.Kind != TokenKind.Code) return Wrong<string>(token, FaultKind.Syntax, [.. known.Select(k => $"'{k}'")]);
        return known.Contains(token.Text) ? token.Text : Wrong<string>(token, FaultKind.UnknownName, [.. known.Select(k => $"'{k}'")]);
    }

    private bool Skip(string sign)
    {
        if (!Current.Is(sign)) return Wrong(Current, FaultKind.Syntax, sign) is not null;
        _next++;
        return true;
    }

    private Node? Wrong(Token at, FaultKind kind, params string[] known) => Wrong<Node>(at, kind, known);

    private T? Wrong<T>(Token at, FaultKind kind, params string[] known)
        where T : class
    {
        _faults.Add(new(at.Position, kind, known));
        // Whatever was skipped, the end is never passed.
        _next = Math.Min(_next, _tokens.Count - 1);
        return null;
    }
}
