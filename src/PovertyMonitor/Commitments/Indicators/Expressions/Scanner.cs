using System.Text.RegularExpressions;

namespace PovertyMonitor.Commitments.Indicators.Expressions;

internal enum TokenKind { Word, Number, Code, Sign, End }

/// <summary>One piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; without the quotes for a code.</param>
/// <param name="Position">Where it starts, in characters from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    /// <summary>Whether it is one of the given signs or words.</summary>
    public bool Is(params ReadOnlySpan<string> texts) => Kind is TokenKind.Sign or TokenKind.Word && texts.Contains(Text);
}

/// <summary>Splits an expression into its pieces and refuses every character that no expression has.</summary>
internal static partial class Scanner
{
    /// <summary>The longest an expression may be, in characters.</summary>
    public const int LongestText = 500;

    public static IReadOnlyList<Token> Scan(string text, ICollection<Fault> faults)
    {
        if (text.Length > LongestText) faults.Add(new(LongestText, FaultKind.TooLong, $"{LongestText}"));
        if (faults.Count > 0) return [];
        var tokens = new List<Token>();
        var position = 0;
        while (Piece().Match(text, position) is { Success: true } match)
        {
            position += match.Length;
            foreach (var (name, kind) in new[] { ("word", TokenKind.Word), ("number", TokenKind.Number), ("code", TokenKind.Code), ("sign", TokenKind.Sign) })
                if (match.Groups[name] is { Success: true } piece)
                    tokens.Add(new(kind, kind == TokenKind.Code ? piece.Value[1..^1] : piece.Value, piece.Index + 1));
        }
        if (position < text.Length) faults.Add(char.IsAsciiDigit(text[position])
            ? new(position + 1, FaultKind.WrongNumber, "0.25", "999999999")
            : new(position + 1, FaultKind.NotAllowed, "and or not ( ) , == != < <= > >= + - * / 'code'".Split(' ')));
        tokens.Add(new(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    [GeneratedRegex("""\G(?:\s+|(?<word>[A-Za-z][A-Za-z0-9]*)|(?<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?![A-Za-z0-9.])|(?<code>'[A-Za-z0-9._-]{1,60}')|(?<sign>==|!=|<=|>=|[<>(),+*/-]))""")]
    private static partial Regex Piece();
}
