using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PovertyMonitor.Surveys;

/// <summary>
/// Lets single submissions that arrive at the same time share a transaction, and so a flush to the disk: at the end of a
/// day thousands of phones send one by one. Nobody waits for company; who comes while a transaction runs goes with the next.
/// </summary>
internal sealed class IntakeGathering
{
    private const int Lanes = 3;
    private readonly ConcurrentDictionary<string, Lane> _lanes = new();

    public delegate Task<Received[]> TakeChunk(string tenant, IReadOnlyList<Arrival> chunk, CancellationToken ct);

    /// <summary>Takes one arrival, with others if there are some.</summary>
    public async Task<Received> TakeAsync(string tenant, Arrival arrival, TakeChunk take, CancellationToken ct)
    {
        var lane = _lanes.GetOrAdd(tenant, _ => new Lane());
        var pending = new Pending(arrival, new TaskCompletionSource<Received>(TaskCreationOptions.RunContinuationsAsynchronously));
        await lane.Waiting.Writer.WriteAsync(pending, ct);
        await ServeAsync(tenant, lane, take);
        return await pending.Answer.Task;
    }

    // The callers themselves do the work: the first of those who wait takes all of them along.
    private static async Task ServeAsync(string tenant, Lane lane, TakeChunk take)
    {
        await lane.Turns.WaitAsync(CancellationToken.None);
        try
        {
            var batch = new List<Pending>();
            while (batch.Count < Intake.ChunkSize && lane.Waiting.Reader.TryRead(out var next)) batch.Add(next);
            if (batch.Count > 0) await TakeBatchAsync(tenant, batch, take);
        }
        finally
        {
            lane.Turns.Release();
        }
    }

    private static async Task TakeBatchAsync(string tenant, List<Pending> batch, TakeChunk take)
    {
        try
        {
            var received = await take(tenant, [.. batch.Select(p => p.Arrival)], CancellationToken.None);
            for (var i = 0; i < batch.Count; i++) batch[i].Answer.SetResult(received[i]);
        }
        catch (Exception e) when (batch.Count == 1)
        {
            batch[0].Answer.SetException(e);
        }
        catch (Npgsql.PostgresException)
        {
            // One of them may be what the database refuses: the others must not suffer for it.
            foreach (var pending in batch) await TakeBatchAsync(tenant, [pending], take);
        }
        catch (Exception e)
        {
            foreach (var pending in batch) pending.Answer.SetException(e);
        }
    }

    private sealed record Pending(Arrival Arrival, TaskCompletionSource<Received> Answer);

    private sealed class Lane
    {
        public Channel<Pending> Waiting { get; } = Channel.CreateUnbounded<Pending>();

        public SemaphoreSlim Turns { get; } = new(Lanes);
    }
}
