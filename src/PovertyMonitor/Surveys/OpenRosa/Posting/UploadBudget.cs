namespace PovertyMonitor.Surveys.OpenRosa.Posting;

/// <summary>Bounds the memory that bodies under way take together: a village's phones may all send their photographs at once.</summary>
internal sealed class UploadBudget
{
    private const long MostBytes = 256_000_000;
    private long _taken;

    /// <summary>Takes a share for a body of a length, or of any length; <see langword="null"/> where none is left.</summary>
    public IDisposable? Take(long? contentLength)
    {
        var share = Math.Min(contentLength ?? OpenRosaAnswers.MostBytes, OpenRosaAnswers.MostBytes);
        if (Interlocked.Add(ref _taken, share) <= MostBytes) return new Share(this, share);
        Interlocked.Add(ref _taken, -share);
        return null;
    }

    private sealed class Share(UploadBudget budget, long bytes) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref budget._taken, -bytes);
    }
}
