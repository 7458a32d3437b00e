namespace PovertyMonitor.Measures.Expressions;

internal enum TokenKind { Word, Number, Code, Sign, End }

/// <summary>One piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; without the quotes for a choice's code.</param>
/// <param name="Position">Where it starts, in characters from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    /// <summary>Whether it is one of the given signs or words.</summary>
    public bool Is(params ReadOnlySpan<string> texts) => Kind is TokenKind.Sign or TokenKind.Word && texts.Contains(Text);
}

/// <summary>One thing wrong with an expression.</summary>
internal sealed record ExpressionFault(int Position, MeasureFaultKind Kind, params IReadOnlyList<string> Known);
