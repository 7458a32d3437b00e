using System.Text.RegularExpressions;

namespace PovertyMonitor.Identities;

/// <summary>How the purpose of a reading of personal data is written.</summary>
internal static partial class ReadingPurpose
{
    /// <summary>A word of lower-case letters, which may be joined by hyphens: a sentence could hold what belongs in no record.</summary>
    [GeneratedRegex(@"^[a-z][a-z-]{2,39}\z")]
    public static partial Regex Word();
}
