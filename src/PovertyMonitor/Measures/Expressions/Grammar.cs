namespace PovertyMonitor.Measures.Expressions;

/// <summary>
/// Checks an expression's names, choices, kinds and order of pieces before it is parsed, so that nothing but the
/// questionnaire reaches the parser and every fault is told with its position and what is known there.
/// </summary>
/// <remarks>
/// <code>
/// expression = operand { operator operand }
/// operand    = { "not" | "!" | "-" } ( number | "true" | "false" | "(" expression ")" | counted | path ) | choice
/// counted    = "howMany" "(" expression "," expression { "," expression } ")"
/// choice     = path ( "==" | "!=" ) ( 'code' | path ) | path [ "not" ] "in" "(" 'code' { "," 'code' } ")"
/// path       = name { "." name } [ "." "where" "(" expression ")" ] [ "." ( "any" | "all" | "count" ) "(" [ expression ] ")" ]
/// operator   = "or" | "and" | "==" | "!=" | "&lt;" | "&lt;=" | ">" | ">=" | "+" | "-" | "*"
/// </code>
/// The operators bind in that order, the last the tightest; the signs before an operand bind tighter still. Inside the
/// parentheses of a list's function the names are those of one element. A choice is compared with codes in quotes.
/// </remarks>
internal sealed partial class Grammar
{
    /// <summary>The name of the function that counts the yeses among its 2 to 16 arguments.</summary>
    public const string HowMany = "howMany";

    public const int MostCounted = 16;
    private const int Deepest = 16;
    private const int Comparing = 3;

    private static readonly string[] Operators = ["and", "or", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*"];
    private static readonly string[] Reserved = ["and", "or", "not", "in", "true", "false", HowMany];

    private readonly IReadOnlyList<Token> _tokens;
    private readonly ICollection<ExpressionFault> _faults;
    private readonly char[] _text;
    private int _next;
    private int _depth;

    private Grammar(string text, IReadOnlyList<Token> tokens, ICollection<ExpressionFault> faults) =>
        (_text, _tokens, _faults) = (text.ToCharArray(), tokens, faults);

    private Token Current => _tokens[_next];

    /// <summary>Checks an expression over a household.</summary>
    /// <returns>The text in the parser's writing, and whether a <c>where</c> selects persons; nothing where there is a fault.</returns>
    public static (string Text, bool Selects)? Check(string text, ICollection<ExpressionFault> faults)
    {
        var tokens = Scanner.Scan(text, faults);
        if (faults.Count > 0) return null;
        var grammar = new Grammar(text, tokens, faults);
        if (grammar.YesNo(Vocabulary.Household) && grammar.Current.Kind != TokenKind.End)
            grammar.Expected([.. Operators, "end"]);
        return faults.Count > 0 ? null : (new string(grammar._text), grammar._selects);
    }

    private static int LevelOf(Token token) => token switch
    {
        _ when token.Is("or", "||") => 1,
        _ when token.Is("and", "&&") => 2,
        _ when token.Is("==", "!=", "<", "<=", ">", ">=") => Comparing,
        _ when token.Is("+", "-") => 4,
        _ when token.Is("*") => 5,
        _ => 0,
    };

    private bool YesNo(Vocabulary scope)
    {
        var start = Current;
        if (++_depth > Deepest) return Fault(start, MeasureFaultKind.TooLong, $"{Deepest}");
        if (!Expression(scope, 0, out var kind)) return false;
        _depth--;
        if (kind == TermKind.Number && (Current.Is(")", ",") || Current.Kind == TokenKind.End)) Fault(start, MeasureFaultKind.WrongKind, "yes/no");
        return true;
    }

    // The kind is none where a fault was told already.
    private bool Expression(Vocabulary scope, int above, out TermKind? kind)
    {
        if (!Operand(scope, above, out kind)) return false;
        while (LevelOf(Current) is var level && level > above)
        {
            var sign = Current;
            _next++;
            if (!Expression(scope, level, out var right)) return false;
            kind = Combine(sign, level, kind, right);
        }
        return true;
    }

    private TermKind Combine(Token sign, int level, TermKind? left, TermKind? right)
    {
        var equality = sign.Is("==", "!=");
        var wanted = equality ? left ?? right : level < Comparing ? TermKind.YesNo : TermKind.Number;
        if ((left ?? wanted) != wanted || (right ?? wanted) != wanted)
            Fault(sign, MeasureFaultKind.WrongKind, equality ? ["number == number", "yes/no == yes/no"] : [wanted == TermKind.Number ? "number" : "yes/no"]);
        return level > Comparing ? TermKind.Number : TermKind.YesNo;
    }

    private bool Operand(Vocabulary scope, int above, out TermKind? kind)
    {
        var signs = new Stack<Token>();
        kind = null;
        while (Current.Is("not", "!", "-"))
        {
            signs.Push(Current);
            if (signs.Count > Deepest) return Fault(Current, MeasureFaultKind.TooLong, $"{Deepest}");
            _next++;
        }
        if (!Unsigned(scope, signs.Count > 0 ? int.MaxValue : above, out kind)) return false;
        foreach (var sign in signs)
        {
            var wanted = sign.Is("-") ? TermKind.Number : TermKind.YesNo;
            if (kind is null || kind == wanted) continue;
            Fault(sign, MeasureFaultKind.WrongKind, wanted == TermKind.Number ? "number" : "yes/no");
            kind = null;
        }
        return true;
    }

    private bool Unsigned(Vocabulary scope, int above, out TermKind? kind)
    {
        kind = Current.Kind == TokenKind.Number ? TermKind.Number : TermKind.YesNo;
        if (Current.Kind == TokenKind.Number || Current.Is("true", "false")) return Skip();
        if (Current.Is("(")) return Group(scope, out kind);
        if (Current.Is(HowMany)) return Counted(scope, out kind);
        if (Current.Kind == TokenKind.Word && !Reserved.Contains(Current.Text)) return PathOrChoice(scope, above, out kind);
        return Expected([.. Names(scope), "number", "true", "false", "not", "(", HowMany]);
    }

    private bool Group(Vocabulary scope, out TermKind? kind)
    {
        kind = null;
        if (++_depth > Deepest) return Fault(Current, MeasureFaultKind.TooLong, $"{Deepest}");
        if (!Skip() || !Expression(scope, 0, out kind)) return false;
        _depth--;
        return Skip(")");
    }

    private bool Counted(Vocabulary scope, out TermKind? kind)
    {
        kind = TermKind.Number;
        _next++;
        var start = Current;
        if (!Skip("(") || !YesNo(scope)) return false;
        var counted = 1;
        for (; Current.Is(","); counted++)
        {
            _next++;
            if (!YesNo(scope)) return false;
        }
        return counted is >= 2 and <= MostCounted ? Skip(")") : Fault(start, MeasureFaultKind.Syntax, $"2..{MostCounted}");
    }

    private static string[] Names(Vocabulary scope) => [.. scope.Names, Vocabulary.InterviewedOn.Name];

    private bool Skip()
    {
        _next++;
        return true;
    }

    private bool Skip(string sign) => Current.Is(sign) ? Skip() : Expected(sign);

    private bool Expected(params string[] known) => Fault(Current, MeasureFaultKind.Syntax, known);

    private bool Fault(Token at, MeasureFaultKind kind, params string[] known)
    {
        _faults.Add(new(at.Position, kind, known));
        return false;
    }
}
