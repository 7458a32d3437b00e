using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>The ids that the review of a submission makes.</summary>
internal static class ReviewStream
{
    private static readonly Guid Space = new("5c0b9a0e-50a5-4a0f-9d55-6b1f3a7c2e19");
    private static readonly Guid OtherContents = new("e2f9d6c1-6c0a-4f2b-8a3e-0d4b7c95f1a8");

    /// <summary>The stream of what people decided about a submission.</summary>
    public static Guid Of(Guid submission) => NameBasedGuid.Create(Space, submission.ToString());

    /// <summary>The id under which another content of a submission is taken or rejected: its own id stands for the first.</summary>
    /// <param name="submission">The id it came under.</param>
    /// <param name="hash">Its keyed hash.</param>
    public static Guid IdOfOther(Guid submission, byte[] hash) => NameBasedGuid.Create(OtherContents, $"{submission}/{Convert.ToHexStringLower(hash)}");
}
