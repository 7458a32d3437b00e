using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Which of the contents held under an id is meant. Pure.</summary>
internal static class HeldChoice
{
    public static (HeldItem? Held, ProblemResult? Refusal) Of(IReadOnlyList<HeldItem> held, Guid submission, string? content)
    {
        var meant = held.Where(h => content is null || string.Equals(h.Content, content, StringComparison.OrdinalIgnoreCase)).ToList();
        return meant switch
        {
            [var one] => (one, null),
            [] => (null, ReviewProblems.Unknown.Result(("submission", submission))),
            _ => (null, Several(meant, submission)),
        };
    }

    public static ProblemResult Several(IEnumerable<HeldItem> held, Guid submission) =>
        ReviewProblems.Several.Result(("submission", submission), ("contents", string.Join(", ", held.Select(h => h.Content))));
}
