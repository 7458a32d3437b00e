namespace PovertyMonitor.Surveys.Json;

/// <summary>What one request may bring.</summary>
internal static class SubmissionLimits
{
    /// <summary>The most submissions of one request.</summary>
    public const int MostItems = 10_000;

    /// <summary>The most bytes of one submission; a household of 60 takes about 40,000.</summary>
    public const int MostBytesOfItem = 256 * 1024;

    /// <summary>The most bytes of a request's body, as sent and as decompressed.</summary>
    public const int MostBytesOfBody = 128 * 1024 * 1024;

    /// <summary>How many bytes of submissions are held for one transaction, about; <see cref="Intake.ChunkSize"/> is the other bound.</summary>
    public const int ChunkBytes = 1024 * 1024;
}
