using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>A business area that finds something for a person to look at in what was taken: it is in the queue, and figures count it until it is decided.</summary>
internal interface IReviewSource
{
    /// <summary>What waits, the oldest first; what was found at one instant is never split.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="village">Only of this village, if given.</param>
    /// <param name="reason">Only for this reason, if given.</param>
    /// <param name="after">Found after this time.</param>
    /// <param name="limit">How many.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="ct">Stops it.</param>
    Task<IReadOnlyList<ReviewItem>> ListAsync(Caller caller, string? village, string? reason, DateTimeOffset after, int limit, Language language, CancellationToken ct);
}

/// <summary>Two households that may be one.</summary>
/// <param name="A">One.</param>
/// <param name="B">The other.</param>
/// <param name="Address">Where they are field by field, and are judged.</param>
internal sealed record ReviewPair(Guid A, Guid B, string Address);
