using System.Collections.Immutable;
using Marten;
using Marten.Events;
using NodaTime;
using Npgsql;
using Polly;
using Polly.Retry;
using PovertyMonitor.Households;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys;

/// <summary>How a submission was received.</summary>
internal enum Reception
{
    /// <summary>Taken now.</summary>
    Accepted,

    /// <summary>Taken before, with the same content.</summary>
    Already,

    /// <summary>The id was taken before with other content; kept for review.</summary>
    Conflict,
}

/// <summary>Takes submissions: receipts first, then the household's events, in one transaction per chunk.</summary>
internal sealed class Intake(IDocumentStore store, NpgsqlDataSource database, ReviewQueue reviews, IClock clock)
{
    private const int ChunkSize = 100;

    private static readonly ResiliencePipeline Retry = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<PostgresException>(e => e.IsTransient || e.SqlState is PostgresErrorCodes.UniqueViolation),
        MaxRetryAttempts = 4,
        Delay = TimeSpan.FromMilliseconds(20),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    }).Build();

    /// <summary>Takes submissions in their order and says how each was received.</summary>
    public async Task<IReadOnlyList<Reception>> TakeAsync(string tenant, IReadOnlyList<ReceivedSubmission> received, CancellationToken ct)
    {
        var results = new List<Reception>(received.Count);
        foreach (var chunk in received.Chunk(ChunkSize))
            results.AddRange(await Retry.ExecuteAsync(async token => await TakeChunkAsync(tenant, chunk, token), ct));
        return results;
    }

    private async Task<Reception[]> TakeChunkAsync(string tenant, ReceivedSubmission[] chunk, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant().ToDateTimeOffset();
        var firsts = chunk.DistinctBy(r => r.Submission.SubmissionId).ToArray();
        var claimed = await Receipts.ClaimAsync(connection, tenant, firsts, now, ct);
        var taken = await Receipts.HashesAsync(connection, tenant,
            [.. firsts.Select(r => r.Submission.SubmissionId).Where(id => !claimed.Contains(id))], ct);
        var results = new Reception[chunk.Length];
        var fresh = new List<Submission>();
        var conflicts = new List<ReceivedSubmission>();
        for (var i = 0; i < chunk.Length; i++)
        {
            var (submission, hash) = chunk[i];
            if (taken.TryAdd(submission.SubmissionId, hash)) fresh.Add(submission);
            else if (taken[submission.SubmissionId].AsSpan().SequenceEqual(hash)) results[i] = Reception.Already;
            else
            {
                results[i] = Reception.Conflict;
                conflicts.Add(chunk[i]);
            }
        }
        await reviews.KeepAsync(connection, tenant, SurveyProblems.OtherContent.Code, conflicts, now, ct);
        // Last, so that the sequence numbers it takes are committed at once.
        if (fresh.Count > 0) await AppendAsync(tenant, fresh, transaction, ct);
        await transaction.CommitAsync(ct);
        return results;
    }

    private async Task AppendAsync(string tenant, List<Submission> fresh, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var households = fresh.Select(s => s.HouseholdId).Distinct().Order().ToArray();
        await StreamLock.TakeAsync(transaction, tenant, households, ct);
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = tenant;
        await using var session = store.LightweightSession(options);
        var histories = (await session.Events.QueryAllRawEvents().Where(e => households.Contains(e.StreamId)).OrderBy(e => e.Version).ToListAsync(ct))
            .ToLookup(e => e.StreamId, e => e.Data);
        foreach (var group in fresh.GroupBy(s => s.HouseholdId))
        {
            var before = Household.After(histories[group.Key]);
            var events = group.Aggregate(ImmutableList<object>.Empty, (done, s) =>
                done.AddRange(RecordVisit.Decide(s.HouseholdId, s.Place, s.ToEvent(), s.InterviewedAt, done.Aggregate(before, (h, e) => h.With(e)))));
            if (histories.Contains(group.Key)) session.Events.Append(group.Key, events);
            else session.Events.StartStream(group.Key, events);
        }
        await session.SaveChangesAsync(ct);
    }
}
