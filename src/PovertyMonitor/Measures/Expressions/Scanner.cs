using System.Text.RegularExpressions;

namespace PovertyMonitor.Measures.Expressions;

/// <summary>Splits an expression into its pieces and refuses every character that no expression has.</summary>
internal static partial class Scanner
{
    /// <summary>The longest an expression may be, in characters.</summary>
    public const int LongestText = 2000;

    /// <summary>The most pieces of an expression.</summary>
    public const int MostTokens = 400;

    public static IReadOnlyList<Token> Scan(string text, ICollection<ExpressionFault> faults)
    {
        if (text.Length > LongestText)
        {
            faults.Add(new(LongestText, MeasureFaultKind.TooLong, $"{LongestText}"));
            return [];
        }
        var tokens = new List<Token>();
        var position = 0;
        while (Piece().Match(text, position) is { Success: true } match)
        {
            position += match.Length;
            if (TokenOf(match) is { } token) tokens.Add(token);
        }
        if (position < text.Length)
            faults.Add(new(position, MeasureFaultKind.NotAllowed, "and or not in true false ( ) , . == != < <= > >= + - * 'code'".Split(' ')));
        else if (tokens.Count > MostTokens)
            faults.Add(new(tokens[MostTokens].Position, MeasureFaultKind.TooLong, $"{MostTokens}"));
        tokens.Add(new(TokenKind.End, "", text.Length));
        return tokens;
    }

    private static Token? TokenOf(Match match) =>
        match.Groups["word"] is { Success: true } word ? new(TokenKind.Word, word.Value, word.Index)
        : match.Groups["number"] is { Success: true } number ? new(TokenKind.Number, number.Value, number.Index)
        : match.Groups["code"] is { Success: true } code ? new(TokenKind.Code, code.Value[1..^1], code.Index)
        : match.Groups["sign"] is { Success: true } sign ? new(TokenKind.Sign, sign.Value, sign.Index)
        : null;

    [GeneratedRegex("""\G(?:\s+|(?<word>[A-Za-z][A-Za-z0-9]*)|(?<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?![A-Za-z0-9.])|(?<code>'[A-Za-z0-9]*'|"[A-Za-z0-9]*")|(?<sign>==|!=|<=|>=|&&|\|\||[<>!(),.+*-]))""")]
    private static partial Regex Piece();
}
