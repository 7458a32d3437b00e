namespace PovertyMonitor.Measures.Expressions;

// The part of the grammar that knows the questionnaire: paths, lists' functions and choices.
internal sealed partial class Grammar
{
    private static readonly string[] ListFunctions = ["all", "any", "count", "where"];
    private static readonly string[] AfterWhere = ["all", "any", "count"];

    private bool _selects;

    private bool PathOrChoice(Vocabulary scope, int above, out TermKind? kind)
    {
        var start = Current;
        if (!Path(scope, out var term, out kind)) return false;
        if (term is null) return SkipComparedCodes();
        if (kind == TermKind.Record) return Expected([.. term.Inside!.Names.Select(name => "." + name)]);
        if (kind != TermKind.Choice) return true;
        kind = TermKind.YesNo;
        return above < Comparing ? Choice(scope, term) : Fault(start, MeasureFaultKind.Syntax, "(");
    }

    private bool Path(Vocabulary scope, out Term? term, out TermKind? kind)
    {
        (term, kind) = (null, null);
        for (var at = scope; ; at = term.Inside!)
        {
            var name = Current;
            term = name.Kind != TokenKind.Word ? null : at.Find(name.Text) ?? (at == scope ? Everywhere(name.Text) : null);
            if (term is null) return UnknownName(name, at == scope ? Names(scope) : at.Names) || SkipPath();
            _next++;
            if (term.Kind == TermKind.List) return ListFunction(term, out kind);
            if (term.Kind != TermKind.Record || !Current.Is("."))
            {
                kind = term.Kind;
                return true;
            }
            _next++;
        }
    }

    private bool ListFunction(Term list, out TermKind? kind)
    {
        kind = null;
        var functions = ListFunctions;
        while (Current.Is("."))
        {
            _next++;
            var function = Current;
            if (!function.Is(functions)) return UnknownName(function, functions);
            // The parser writes functions with a capital letter.
            _text[function.Position] = char.ToUpperInvariant(function.Text[0]);
            _next++;
            if (!Skip("(")) return false;
            var empty = function.Is("any", "count") && Current.Is(")");
            if (!empty && !YesNo(list.Inside!)) return false;
            if (!Skip(")")) return false;
            kind = function.Is("count") ? TermKind.Number : TermKind.YesNo;
            if (!function.Is("where")) return true;
            functions = AfterWhere;
            _selects = true;
        }
        return Expected([.. functions.Select(function => "." + function)]);
    }

    private bool Choice(Vocabulary scope, Term question)
    {
        if (Current.Is("==", "!="))
        {
            _next++;
            return Current.Kind == TokenKind.Word && !Reserved.Contains(Current.Text) ? OtherChoice(scope, question) : Code(question);
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
        return Skip(")") && (LevelOf(Current) < Comparing || Expected("and", "or"));
    }

    private bool OtherChoice(Vocabulary scope, Term question)
    {
        var start = Current;
        if (!Path(scope, out var other, out _)) return false;
        return other is null || other.ChoiceType == question.ChoiceType || Fault(start, MeasureFaultKind.WrongKind, Codes(question));
    }

    private bool Code(Term question)
    {
        if (Current.Kind != TokenKind.Code) return Expected(Codes(question));
        if (!question.Choices.ContainsKey(Current.Text)) Fault(Current, MeasureFaultKind.NotAChoice, Codes(question));
        _text[Current.Position] = _text[Current.Position + Current.Text.Length + 1] = '"';
        return Skip();
    }

    private static string[] Codes(Term question) => [.. question.Choices.Keys.Select(code => $"'{code}'")];

    private static Term? Everywhere(string name) => name == Vocabulary.InterviewedOn.Name ? Vocabulary.InterviewedOn : null;

    private bool UnknownName(Token name, IReadOnlyList<string> known) =>
        Fault(name, name.Kind == TokenKind.Word ? MeasureFaultKind.UnknownName : MeasureFaultKind.Syntax, [.. known]);

    // After an unknown name the rest is still read, so that a second fault is told at once too.
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
}
