using System.Text.RegularExpressions;

namespace PovertyMonitor.Platform;

/// <summary>Finds in a free text what looks like an address of mail. As with <see cref="PersonalNumbers"/>, what is in doubt counts as one.</summary>
internal static partial class MailAddresses
{
    /// <summary>Whether there is one in a text.</summary>
    public static bool AreIn(string text) => Address().IsMatch(text);

    // The sign also as it is written wide or small.
    [GeneratedRegex(@"[\w.+-]\s?[@\uFF20\uFE6B]\s?[\w-]+\.\w", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
