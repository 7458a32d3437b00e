using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;
using Npgsql;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Bulk;
using PovertyMonitor.Surveys.Quality;

namespace PovertyMonitor.Surveys;

/// <summary>
/// Takes a chunk of first visits in one round trip: receipts, locks, rows and events go to the server together and are
/// committed together, decided beforehand as if nothing were known of their ids and households. Where something is, its
/// row is there already, and the server refuses the whole chunk before an event has a number. Many are copied in likewise.
/// </summary>
internal sealed class FirstVisits(BriefConnections database, IntakeWrites writes, BulkTransaction bulk, Sealer sealer, KeyedHash hashes, IClock clock)
{
    // From here on the server saves more by copying than the round trips cost.
    private const int FewestToCopy = 50;

    // In a revisited village every attempt would fail; what came last tells what comes next.
    private readonly ConcurrentDictionary<string, bool> _areUsual = new();

    /// <summary>Takes a chunk; <see langword="null"/> where it has to be decided over what is known, and nothing was written.</summary>
    public async Task<Received[]?> TryAsync(string tenant, IReadOnlyList<Arrival> chunk, Func<string, Problem?> roundReasons, FoundFlags odd, CancellationToken ct)
    {
        if (!_areUsual.GetValueOrDefault(tenant, true) || Verdicts(chunk, roundReasons) is not { } news) return null;
        var isTaken = chunk.Count >= FewestToCopy ? await bulk.TryTakeAsync(tenant, chunk, odd, ct) : await TryTakeAsync(tenant, chunk, news, odd, ct);
        if (isTaken) return [.. news.Select(v => new Received(v.Reception))];
        Learn(tenant, areUsual: false);
        return null;
    }

    private async Task<bool> TryTakeAsync(string tenant, IReadOnlyList<Arrival> chunk, List<Verdict> news, FoundFlags odd, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var scene = new IntakeScene([.. chunk.Select(a => a.SubmissionId)], [], new Keyring(sealer, hashes, tenant));
        // Not in a transaction of its own: a batch is one.
        await using var connection = await database.OpenAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Receipts.ClaimNew(tenant, chunk, now));
        batch.BatchCommands.Add(StreamLock.Command(tenant, [.. chunk.Select(a => a.Submission!.HouseholdId).Distinct()]));
        foreach (var command in writes.Of(tenant, scene, new(news, [], []), odd, now, areFirst: true)) batch.BatchCommands.Add(command);
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    /// <summary>Learns whether a chunk could have been taken so.</summary>
    public void Learn(string tenant, bool areUsual) => _areUsual[tenant] = areUsual;

    private static List<Verdict>? Verdicts(IReadOnlyList<Arrival> chunk, Func<string, Problem?> roundReasons)
    {
        // A second visit is judged by the first.
        if (chunk.DistinctBy(a => a.Submission?.HouseholdId).Count() < chunk.Count) return null;
        var (news, ledger) = (new List<Verdict>(chunk.Count), new IntakeLedger(ImmutableDictionary<Guid, Receipt>.Empty));
        foreach (var arrival in chunk)
        {
            (var verdict, ledger) = ledger.Judge(arrival, (_, s) => roundReasons(s.Round));
            if (!verdict.IsTaken || arrival.Submission!.Corrects is not null) return null;
            news.Add(verdict);
        }
        return news;
    }
}
