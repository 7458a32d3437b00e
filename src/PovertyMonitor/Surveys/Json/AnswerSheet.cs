using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Json;

/// <summary>Answers in one JSON object, written when all are there. Where the request as such failed it is a problem that carries them.</summary>
internal static class AnswerSheet
{
    public static async Task<IResult> OfAsync(IAsyncEnumerable<IReadOnlyList<SubmissionReceipt>> chunks, Func<ProblemResult?> problem)
    {
        var results = new List<SubmissionReceipt>();
        await foreach (var chunk in chunks) results.AddRange(chunk);
        var counts = results.GroupBy(r => r.Status).ToDictionary(g => g.Key, g => g.Count());
        if (problem() is not { } failed) return Results.Ok(new SubmissionReceipts(counts, results));
        return results.Count == 0 ? failed : failed.With(("counts", counts), ("results", results));
    }
}
