using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace PovertyMonitor.Platform.Problems;

/// <summary>A text in both languages, with <c>{named}</c> places for values.</summary>
/// <param name="Indonesian">The text in Bahasa Indonesia.</param>
/// <param name="English">The same in English, with the same places.</param>
internal sealed partial record Text(string Indonesian, string English)
{
    /// <summary>What is said of an entry of which one is shown: that one is meant as an example.</summary>
    public static Text Such(string example) => new($"nilai seperti {example}", $"a value such as {example}");

    /// <summary>The text in a language, its places still open.</summary>
    public string In(Language language) => language == Language.English ? English : Indonesian;

    /// <summary>The text in a language with its places filled; a day as people write it.</summary>
    /// <exception cref="ArgumentException">A place has no value.</exception>
    public string In(Language language, IReadOnlyCollection<(string Name, object? Value)> values) =>
        Place().Replace(In(language), match => ValueOf(match.Groups[1].Value, values, language));

    /// <summary>A day as people write it.</summary>
    public static string DayIn(Language language, LocalDate day) => day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo(language.Tag));

    /// <summary>The names of the places in a language's text, in order of the alphabet.</summary>
    public IReadOnlyList<string> PlacesIn(Language language) =>
        [.. Place().Matches(In(language)).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    private static string ValueOf(string place, IReadOnlyCollection<(string Name, object? Value)> values, Language language)
    {
        foreach (var (name, value) in values)
            if (name == place)
                return value is LocalDate day ? DayIn(language, day) : value is Text text ? text.In(language) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        throw new ArgumentException($"The text has a place for '{place}' and no value was given.", nameof(values));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
