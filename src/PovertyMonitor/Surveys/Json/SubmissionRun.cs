using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Json;

/// <summary>Takes the submissions of one request, chunk by chunk: while one is written, the next is read.</summary>
/// <param name="items">The body.</param>
/// <param name="reader">Reads an item.</param>
/// <param name="take">Hands what was read to the intake; <see langword="null"/> where the database is away.</param>
/// <param name="language">The language of the answers.</param>
internal sealed class SubmissionRun(
    ItemStream items, ItemReader reader, Func<IReadOnlyList<Arrival>, Task<IReadOnlyList<Received>?>> take, Language language)
{
    private const int MostErrorsOfItem = 50;

    // The answers are held until the body is read; a body of nothing but errors must not make them many times its size.
    private int _errorsLeft = 20_000;

    /// <summary>Whether the database could not be reached in time; everything from then on is answered with <c>later</c>.</summary>
    public bool IsAway { get; private set; }

    /// <summary>The answers to a first chunk and to all that follow it in the body.</summary>
    public async IAsyncEnumerable<IReadOnlyList<SubmissionReceipt>> AnswersAsync(IReadOnlyList<ReadItem> first)
    {
        var chunk = first;
        while (chunk.Count > 0)
        {
            // Not stopped by a sender that hangs up: what came whole is taken, and found there when it is sent again.
            var receptions = IsAway ? Task.FromResult<IReadOnlyList<Received>?>(null) : take(Arrivals(chunk));
            var next = await ReadChunkAsync(CancellationToken.None);
            yield return AnswersTo(chunk, await receptions);
            chunk = next;
        }
    }

    /// <summary>The next items, as many as go into one transaction; none at the end.</summary>
    public async Task<IReadOnlyList<ReadItem>> ReadChunkAsync(CancellationToken ct)
    {
        var chunk = new List<ReadItem>();
        var bytes = 0;
        while (chunk.Count < Intake.ChunkSize && bytes < SubmissionLimits.ChunkBytes && await items.NextAsync(ct) is { } item)
        {
            chunk.Add(reader.Read(item));
            bytes += item.Bytes.Length;
        }
        return chunk;
    }

    private static Arrival[] Arrivals(IReadOnlyList<ReadItem> chunk) => [.. chunk.Select(i => i.Arrival).OfType<Arrival>()];

    private List<SubmissionReceipt> AnswersTo(IReadOnlyList<ReadItem> chunk, IReadOnlyList<Received>? receptions)
    {
        IsAway |= receptions is null;
        var taken = 0;
        var answers = new List<SubmissionReceipt>(chunk.Count);
        foreach (var item in chunk)
            answers.Add(item.Arrival is null ? Invalid(item)
                : receptions is null ? new SubmissionReceipt(item.SubmissionId, SubmissionReceipt.Later)
                : SubmissionReceipt.Of(item, receptions[taken++], language));
        return answers;
    }

    private SubmissionReceipt Invalid(ReadItem item)
    {
        var answer = SubmissionReceipt.OfInvalid(item, Math.Clamp(_errorsLeft, 1, MostErrorsOfItem), language);
        _errorsLeft -= answer.Errors!.Count;
        return answer;
    }
}
