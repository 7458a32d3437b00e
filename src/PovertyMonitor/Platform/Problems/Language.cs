using Microsoft.Net.Http.Headers;

namespace PovertyMonitor.Platform.Problems;

/// <summary>A language the service answers in. Bindable: an endpoint that writes text takes a <c>Language language</c>.</summary>
internal sealed record Language
{
    private Language(string tag) => Tag = tag;

    /// <summary>Bahasa Indonesia, used whenever a request asks for nothing that is known.</summary>
    public static Language Indonesian { get; } = new("id");

    /// <summary>English.</summary>
    public static Language English { get; } = new("en");

    /// <summary>The BCP 47 tag: <c>id</c> or <c>en</c>.</summary>
    public string Tag { get; }

    /// <summary>Every language, the default first.</summary>
    public static IReadOnlyList<Language> All { get; } = [Indonesian, English];

    /// <summary>The best language for a request's Accept-Language; Indonesian if it has none that is known.</summary>
    public static Language Of(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted))
            return Indonesian;
        return wanted
            .Where(value => value.Quality is not 0)
            .OrderByDescending(value => value.Quality ?? 1)
            .Select(value => Known(value.Value.Value ?? ""))
            .FirstOrDefault(language => language is not null) ?? Indonesian;
    }

    /// <summary>Binds an endpoint's parameter.</summary>
    public static ValueTask<Language?> BindAsync(HttpContext context) => new(Of(context.Request));

    private static Language? Known(string tag) => tag.Split('-')[0].ToUpperInvariant() switch
    {
        // "in" is the tag Java and old Android send for Indonesian.
        "ID" or "IN" or "*" => Indonesian,
        "EN" => English,
        _ => null,
    };
}
