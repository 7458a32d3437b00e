using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace PovertyMonitor.Platform.Markup;

/// <summary>A piece of HTML. It is made of interpolated strings only, which encode every value that isn't HTML itself.</summary>
internal readonly record struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; }

    /// <summary>The piece an interpolated string spells.</summary>
    public static Html Of(ref HtmlHandler markup) => new(markup.ToString());

    /// <summary>Pieces one after another.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces));

    /// <summary>The pieces made of items, one after another.</summary>
    public static Html Join<T>(ReadOnlySpan<T> items, Func<T, Html> piece)
    {
        var markup = new StringBuilder();
        foreach (var item in items)
            markup.Append(piece(item));
        return new Html(markup.ToString());
    }

    /// <summary>The markup.</summary>
    public override string ToString() => _markup ?? "";
}

/// <summary>Builds HTML from an interpolated string: what is written in the code is markup, every value is encoded.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler
{
    private readonly StringBuilder _markup;

    /// <summary>Called by the compiler.</summary>
    public HtmlHandler(int literalLength, int formattedCount) => _markup = new StringBuilder(literalLength + 16 * formattedCount);

    /// <summary>Adds markup written in the code.</summary>
    public void AppendLiteral(string markup) => _markup.Append(markup);

    /// <summary>Adds a piece of HTML as it is.</summary>
    public void AppendFormatted(Html piece) => _markup.Append(piece.ToString());

    /// <summary>Adds a text, encoded.</summary>
    public void AppendFormatted(string? text) => _markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

    /// <summary>The markup so far.</summary>
    public override string ToString() => _markup.ToString();
}
