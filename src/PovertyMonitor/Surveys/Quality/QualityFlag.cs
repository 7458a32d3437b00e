using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>Something about a submission that a person may want to look at. It never stops the submission.</summary>
/// <param name="Rule">What is odd; one of <see cref="QualityProblems"/>.</param>
/// <param name="Member">The member it is about; <see langword="null"/> for the household or the visit.</param>
/// <param name="Detail">What was seen, without anything that identifies somebody.</param>
internal sealed record QualityFlag(Problem Rule, Guid? Member = null, string? Detail = null)
{
    /// <summary>Whether a person should judge it: the visit itself, or who lives there, is in doubt.</summary>
    public bool IsSerious => QualityProblems.Serious.Contains(Rule.Code);
}
