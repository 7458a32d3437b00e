using System.Text.RegularExpressions;

namespace PovertyMonitor.Platform;

/// <summary>
/// Finds in a free text what looks like the number of a person, a family card or a phone: seven digits and more, however they are set
/// apart. Amounts, years, dates, times and area codes are as long, and pass. What is in doubt counts as a person's: a text that goes into an
/// event can't be taken back.
/// </summary>
internal static partial class PersonalNumbers
{
    private const string Apart = @"[\s./()\p{Pd}\p{Cf}_]";

    // What stands between two digits: something that sets words apart, a few times, or one sign of any kind with nothing around it.
    private const string Gap = $@"(?:{Apart}{{0,6}}|{Sign})";
    private const string Sign = @"(?:[^\p{L}\p{N}]|[xX×])";
    private const string Year = "(?:19|20)[0-9]{2}";
    private const string Month = "(?:0?[1-9]|1[0-2])";
    private const string Day = "(?:0?[1-9]|[12][0-9]|3[01])";

    // In threes up to fifteen digits: an identity number has sixteen.
    private const string Amount = @"[1-9][0-9]{0,2}(?:[.,][0-9]{3}){1,4}";
    private const string Clock = @"(?:[01][0-9]|2[0-3])\.[0-5][0-9]";
    private const string Area = @"[1-9][0-9](?:\.[0-9]{2}){2}(?:\.[0-9]{4})?";
    private const string Compact = "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])";
    private const string Ordinary =
        $@"(?>(?:{Year}[-/.]{Month}[-/.]{Day}|{Day}[-/.]{Month}[-/.]{Year}|{Compact}|{Year}|{Area}|{Amount}|{Clock}|(?<plain>[1-9][0-9]{{0,5}}|[0-9]{{1,3}}))(?={Sign}|\z))";

    // A dot within a number is part of it, so it sets nothing apart.
    private const string Between = $@"(?!\.[0-9])(?:{Apart}{{1,6}}|{Sign})";

    // As many as a number of a person may not have.
    private const int MostPlainDigits = 6;

    /// <summary>Whether there is one in a text.</summary>
    public static bool AreIn(string text) => Candidates().Matches(text).Any(IsPersonal);

    /// <summary>A text in which a mark stands for each.</summary>
    public static string Without(string text, string mark) => Candidates().Replace(text, m => IsPersonal(m) ? mark : m.Value);

    private static bool IsPersonal(Match candidate) =>
        candidate.Groups["number"] is { Success: true } number && (number.Value.StartsWith("+62", StringComparison.Ordinal) || !IsOrdinary(number.Value.TrimStart('+')));

    private static bool IsOrdinary(string number) =>
        OrdinaryNumbers().Match(number) is { Success: true } ordinary && ordinary.Groups["plain"].Captures.Sum(c => c.Length) <= MostPlainDigits;

    // Ids, hashes and whole rupiahs are passed over first, so that no part of one is taken for a number.
    [GeneratedRegex(
        $@"\b[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}\b|\b(?=[0-9]*[a-f])[0-9a-f]{{24,}}\b|\bRp\.?\s?[1-9][0-9]{{6,14}}(?![0-9])|(?<number>\+?\d(?:{Gap}\d){{6,}})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Candidates();

    [GeneratedRegex($@"\A{Ordinary}(?>{Between}{Ordinary})*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OrdinaryNumbers();
}
