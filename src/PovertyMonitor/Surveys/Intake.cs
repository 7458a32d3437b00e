using Npgsql;
using Polly;
using Polly.Retry;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys;

/// <summary>How a submission was received.</summary>
internal enum Reception
{
    /// <summary>Taken now.</summary>
    Accepted,

    /// <summary>Taken before, with the same content.</summary>
    Already,

    /// <summary>It corrects a submission that is not here yet; kept until that comes.</summary>
    Waiting,

    /// <summary>It can't be taken as it is; kept for a person.</summary>
    Review,

    /// <summary>The id was taken before with other content; kept for a person.</summary>
    Conflict,

    /// <summary>A person rejected it, and it counts nowhere; not kept again.</summary>
    Rejected,

    /// <summary>The id was taken before by a submission of another OpenRosa form; not kept, and to be brought again under an id of its form.</summary>
    OtherForm,
}

/// <summary>How a submission was received.</summary>
/// <param name="Reception">In a word.</param>
/// <param name="Reason">Why it is not in the log, where it isn't.</param>
internal sealed record Received(Reception Reception, Problem? Reason = null);

/// <summary>Takes what comes in by every door. Whatever it has answered is durable, and taking it again changes nothing.</summary>
internal sealed class Intake(IntakeTransaction transactions, IntakeGathering gathering)
{
    /// <summary>How many arrivals share a transaction at most.</summary>
    public const int ChunkSize = 200;

    /// <summary>Tries a transaction again that lost against another.</summary>
    internal static readonly ResiliencePipeline Retry = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<PostgresException>(e => e.IsTransient || e.SqlState is PostgresErrorCodes.UniqueViolation),
        MaxRetryAttempts = 4,
        Delay = TimeSpan.FromMilliseconds(20),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    }).Build();

    /// <summary>Takes arrivals in their order and says how each was received.</summary>
    /// <exception cref="NpgsqlException">The database can't be reached or refuses; what was not answered may or may not be taken, and can be sent again.</exception>
    public async Task<IReadOnlyList<Received>> TakeAsync(string tenant, IReadOnlyList<Arrival> arrivals, CancellationToken ct)
    {
        if (arrivals.Count == 1) return [await gathering.TakeAsync(tenant, arrivals[0], TakeChunkAsync, ct)];
        var received = new List<Received>(arrivals.Count);
        foreach (var chunk in arrivals.Chunk(ChunkSize)) received.AddRange(await TakeChunkAsync(tenant, chunk, ct));
        return received;
    }

    private async Task<Received[]> TakeChunkAsync(string tenant, IReadOnlyList<Arrival> chunk, CancellationToken ct) =>
        await Retry.ExecuteAsync(async token => await transactions.TakeAsync(tenant, chunk, token), ct);
}
