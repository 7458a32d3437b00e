using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Households.Timeline;

/// <summary>The words of reasons that a household's own events hold as the codes of another slice.</summary>
internal interface IReasonWords
{
    /// <summary>A reason in words; <see langword="null"/> where the code is not known.</summary>
    string? Of(string code, Language language);
}
