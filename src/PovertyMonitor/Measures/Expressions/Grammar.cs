using System.Diagnostics;

namespace PovertyMonitor.Measures.Expressions;

/// <summary>
/// Checks an expression's names, choices and order of pieces before it is parsed, so that nothing but the questionnaire
/// reaches the parser and every fault is told with its position and what is known there.
/// </summary>
/// <remarks>
/// <code>
/// expression = operand { operator operand }
/// operand    = { "not" | "!" | "-" } ( number | "true" | "false" | "(" expression ")" | counted | choice | path )
/// counted    = "howMany" "(" expression "," expression { "," expression } ")"
/// choice     = ( path ( "==" | "!=" ) 'code' ) | ( path [ "not" ] "in" "(" 'code' { "," 'code' } ")" ) | ( path ( "==" | "!=" ) path )
/// path       = name { "." name } [ "." "where" "(" expression ")" ] [ "." ( "any" | "all" | "count" ) "(" [ expression ] ")" ]
/// operator   = "and" | "or" | "==" | "!=" | "&lt;" | "&lt;=" | ">" | ">=" | "+" | "-" | "*"
/// </code>
/// Inside the parentheses of a list's function the names are those of one element.
/// </remarks>
internal sealed class Grammar
{
    /// <summary>The name of the function that counts the yeses among its 2 to 16 arguments.</summary>
    public const string HowMany = "howMany";

    public const int MostCounted = 16;
    private const int Deepest = 16;

    private static readonly string[] Operators = ["and", "or", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*"];
    private static readonly string[] Signs = ["&&", "||"];
    private static readonly string[] Reserved = ["and", "or", "not", "in", "true", "false", HowMany];
    private static readonly string[] ListFunctions = ["all", "any", "count", "where"];

    private readonly IReadOnlyList<Token> _tokens;
    private readonly ICollection<ExpressionFault> _faults;
    private readonly char[] _text;
    private int _next;
    private int _depth;

    private Grammar(string text, IReadOnlyList<Token> tokens, ICollection<ExpressionFault> faults) =>
        (_text, _tokens, _faults) = (text.ToCharArray(), tokens, faults);

    /// <summary>Whether a <c>where</c> selects persons.</summary>
    public bool Selects { get; private set; }

    private Token Current => _tokens[_next];

    /// <summary>Checks an expression over a household; the text of the result is as long as the given one and in the parser's writing.</summary>
    public static (string Text, bool Selects)? Check(string text, ICollection<ExpressionFault> faults)
    {
        var tokens = Scanner.Scan(text, faults);
        if (faults.Count > 0) return null;
        var grammar = new Grammar(text, tokens, faults);
        if (grammar.Expression(Vocabulary.Household) && grammar.Current.Kind != TokenKind.End)
            grammar.Expected([.. Operators, "end"]);
        return faults.Count > 0 ? null : (new string(grammar._text), grammar.Selects);
    }

    private bool Expression(Vocabulary scope)
    {
        if (++_depth > Deepest) return Fault(Current, MeasureFaultKind.TooLong, $"{Deepest}");
        if (!Operand(scope)) return false;
        while (Current.Is([.. Operators, .. Signs]))
        {
            _next++;
            if (!Operand(scope)) return false;
        }
        _depth--;
        return true;
    }

    private bool Operand(Vocabulary scope)
    {
        var signs = 0;
        while (Current.Is("not", "!", "-"))
        {
            if (++signs > Deepest) return Fault(Current, MeasureFaultKind.TooLong, $"{Deepest}");
            _next++;
        }
        if (Current.Kind == TokenKind.Number || Current.Is("true", "false")) return Skip();
        if (Current.Is("(")) return Skip() && Expression(scope) && Skip(")");
        if (Current.Is(HowMany)) return Skip() && Counted(scope);
        if (Current.Kind == TokenKind.Word && !Reserved.Contains(Current.Text)) return PathOrChoice(scope);
        return Expected([.. Names(scope), "number", "true", "false", "not", "(", HowMany]);
    }

    private bool Counted(Vocabulary scope)
    {
        var start = Current;
        if (!Skip("(") || !Expression(scope)) return false;
        var counted = 1;
        for (; Current.Is(","); counted++)
        {
            _next++;
            if (!Expression(scope)) return false;
        }
        return counted is >= 2 and <= MostCounted ? Skip(")") : Fault(start, MeasureFaultKind.Syntax, $"2..{MostCounted}");
    }

    private bool PathOrChoice(Vocabulary scope)
    {
        if (!Path(scope, out var term)) return false;
        return term?.Kind switch
        {
            null => SkipComparedCodes(),
            TermKind.Choice => Choice(scope, term),
            TermKind.Record => Expected([.. term.Inside!.Names.Select(name => "." + name)]),
            _ => true,
        };
    }

    private bool Path(Vocabulary scope, out Term? term)
    {
        term = null;
        for (var at = scope; ; at = term.Inside!)
        {
            var name = Current;
            term = name.Kind == TokenKind.Word ? at.Find(name.Text) ?? (at == scope ? Everywhere(name.Text) : null) : null;
            if (term is null) return UnknownName(name, at == scope ? Names(scope) : at.Names) || SkipPath();
            _next++;
            if (term.Kind == TermKind.List) return ListFunction(term);
            if (term.Kind != TermKind.Record || !Current.Is(".")) return true;
            _next++;
        }
    }

    private bool ListFunction(Term list)
    {
        var selected = false;
        while (Current.Is("."))
        {
            _next++;
            var function = Current;
            if (!function.Is(selected ? ["any", "all", "count"] : ListFunctions))
                return UnknownName(function, selected ? ["all", "any", "count"] : ListFunctions);
            _text[function.Position] = char.ToUpperInvariant(function.Text[0]);
            _next++;
            if (!Skip("(")) return false;
            var empty = !function.Is("where", "all") && Current.Is(")");
            if (!empty && !Expression(list.Inside!)) return false;
            if (!Skip(")")) return false;
            if (!function.Is("where")) return true;
            selected = Selects = true;
        }
        return Expected(selected ? [".all", ".any", ".count"] : [.. ListFunctions.Select(f => "." + f)]);
    }

    private bool Choice(Vocabulary scope, Term question)
    {
        if (Current.Is("==", "!="))
        {
            _next++;
            if (Current.Kind == TokenKind.Code) return Code(question);
            var other = Current;
            if (Current.Kind != TokenKind.Word || Reserved.Contains(Current.Text)) return Expected(Codes(question));
            if (!Path(scope, out var term)) return false;
            return term is null || (term.Kind == TermKind.Choice && SameChoices(term, question)) || Fault(other, MeasureFaultKind.WrongKind, Codes(question));
        }
        if (Current.Is("not")) _next++;
        if (!Current.Is("in")) return Expected("==", "!=", "in", "not in");
        _next++;
        if (!Skip("(") || !Code(question)) return false;
        while (Current.Is(","))
        {
            _next++;
            if (!Code(question)) return false;
        }
        return Skip(")");
    }

    private bool Code(Term question)
    {
        if (Current.Kind != TokenKind.Code) return Expected(Codes(question));
        if (!question.Choices.ContainsKey(Current.Text)) _faults.Add(new(Current.Position, MeasureFaultKind.NotAChoice, Codes(question)));
        _text[Current.Position] = _text[Current.Position + Current.Text.Length + 1] = '"';
        return Skip();
    }

    private static bool SameChoices(Term one, Term other) => one.Choices.Values.First().GetType() == other.Choices.Values.First().GetType();

    private static string[] Codes(Term question) => [.. question.Choices.Keys.Select(code => $"'{code}'")];

    private static Term? Everywhere(string name) => name == Vocabulary.InterviewedOn.Name ? Vocabulary.InterviewedOn : null;

    private static string[] Names(Vocabulary scope) => [.. scope.Names, Vocabulary.InterviewedOn.Name];

    private bool UnknownName(Token name, IReadOnlyList<string> known) =>
        Fault(name, name.Kind == TokenKind.Word ? MeasureFaultKind.UnknownName : MeasureFaultKind.Syntax, [.. known]);

    // After an unknown name the rest is still read, so that a second one is told at once too.
    private bool SkipPath()
    {
        if (Current.Kind != TokenKind.Word) return false;
        _next++;
        while (Current.Is(".") && _tokens[_next + 1].Kind == TokenKind.Word) _next += 2;
        return !Current.Is("(", ".");
    }

    private bool SkipComparedCodes()
    {
        if (Current.Is("==", "!=") && _tokens[_next + 1].Kind == TokenKind.Code) _next += 2;
        if (!Current.Is("in", "not")) return true;
        while (Current.Kind != TokenKind.End && !Current.Is(")")) _next++;
        return Skip(")");
    }

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
