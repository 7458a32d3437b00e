namespace PovertyMonitor.Commitments.Indicators.Expressions;

/// <summary>Finds out whether indicators hang on themselves. Pure.</summary>
internal static class References
{
    /// <summary>The codes of the indicators that an expression refers to.</summary>
    public static IEnumerable<string> In(string expression)
    {
        var tokens = Scanner.Scan(expression, []);
        return tokens.Where((t, i) => t.Kind == TokenKind.Code && i > 1 && tokens[i - 1].Is("(") && tokens[i - 2].Is("indicator")).Select(t => t.Text);
    }

    /// <summary>The way from an indicator back to itself, beginning and ending with it; null where there is none.</summary>
    /// <param name="code">The indicator.</param>
    /// <param name="of">The indicators that an indicator refers to.</param>
    public static IReadOnlyList<string>? Circle(string code, Func<string, IEnumerable<string>> of)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<string>? Back(string from)
        {
            foreach (var next in of(from))
            {
                if (next == code) return [from, code];
                if (seen.Add(next) && Back(next) is { } way) return [from, .. way];
            }
            return null;
        }

        return Back(code);
    }
}
