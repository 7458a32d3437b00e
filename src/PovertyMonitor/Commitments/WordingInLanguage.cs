using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments;

/// <summary>The plan's texts in the reader's language.</summary>
internal static class WordingInLanguage
{
    /// <summary>The text in a language.</summary>
    public static string In(this Wording wording, Language language) => language == Language.English ? wording.En : wording.Id;
}
