using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Json;

/// <summary>Answers in NDJSON: a line per submission as each chunk is committed, and a last line that sums up.</summary>
internal static class AnswerLines
{
    /// <summary>Writes the answers, or returns the problem where not even the first chunk could be taken: then nothing is written.</summary>
    public static async Task<IResult> WriteAsync(
        HttpContext http, IAsyncEnumerable<IReadOnlyList<SubmissionReceipt>> chunks, Func<ProblemResult?> problem, CancellationToken ct)
    {
        var counts = new Dictionary<string, int>();
        var lines = new LineBuffer(http);
        await foreach (var chunk in chunks)
        {
            if (counts.Count == 0 && problem() is { RetryAfterSeconds: not null } away) return away;
            foreach (var receipt in chunk)
            {
                counts[receipt.Status] = counts.GetValueOrDefault(receipt.Status) + 1;
                lines.Add(receipt);
            }
            lines.SendWhatCanBeSent(ct);
        }
        var failed = problem();
        lines.Add(new SubmissionSummary(counts, failed?.RetryAfterSeconds, failed?.BodyFor(http, Language.Of(http.Request))));
        await lines.SendAsync(ct);
        return Results.Empty;
    }
}

/// <summary>The last line of answers in NDJSON.</summary>
/// <param name="Counts">How many submissions had each status.</param>
/// <param name="RetryAfter">After how many seconds to send again what was answered with <c>later</c>.</param>
/// <param name="Problem">Why there are no more answers than that; absent where every submission has one.</param>
internal sealed record SubmissionSummary(IReadOnlyDictionary<string, int> Counts, int? RetryAfter, ProblemBody? Problem);
