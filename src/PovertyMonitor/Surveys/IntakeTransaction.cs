using System.Collections.Immutable;
using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Quality;
using PovertyMonitor.Surveys.Reviews;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Surveys;

/// <summary>Takes a chunk of arrivals in one transaction: receipts, what is decided over them, identities and bytes, then events.</summary>
internal sealed class IntakeTransaction(
    BriefConnections database, IDocumentStore store, FirstVisits firstVisits, IntakeWrites writes, HeldSubmissions held, RoundRegister rounds, QualityFlags quality,
    Sealer sealer, KeyedHash hashes, IClock clock)
{
    /// <summary>Takes arrivals and says how each was received, in their order.</summary>
    public async Task<Received[]> TakeAsync(string tenant, IReadOnlyList<Arrival> chunk, CancellationToken ct)
    {
        var odd = await quality.FindAsync(tenant, chunk, ct);
        var roundReasons = await rounds.ReasonsAsync(tenant, ct);
        if (await firstVisits.TryAsync(tenant, chunk, roundReasons, odd, ct) is { } first) return first;
        // Whose copies follow from an interview is known only under the lock of its household: taken anew, with those too.
        HashSet<Guid> reach = [];
        while (true)
            if (await DecideAsync(tenant, chunk, roundReasons, odd, reach, ct) is { } received) return received;
    }

    private async Task<Received[]?> DecideAsync(
        string tenant, IReadOnlyList<Arrival> chunk, Func<string, Problem?> roundReasons, FoundFlags odd, HashSet<Guid> reach, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();

        var firsts = chunk.DistinctBy(a => a.SubmissionId).ToList();
        var ids = firsts.Select(a => a.SubmissionId).ToHashSet();
        var bases = firsts.Select(a => a.Submission?.Corrects).OfType<Guid>().Where(b => !ids.Contains(b)).Distinct().ToList();
        var households = chunk.Select(a => a.Submission?.HouseholdId).OfType<Guid>().Distinct().Order().ToArray();
        var scene = await ReadAsync(transaction, tenant, Receipts.Claim(tenant, firsts, bases, now), households, reach, ct);
        firstVisits.Learn(tenant, areUsual: scene.Directory.Count == 0 && bases.Count == 0 && scene.Claimed.Count == chunk.Count);
        // What was corrected, or comes from elsewhere, may not be the last that is known of the household.
        var past = chunk.Select(a => a.Submission).OfType<Submission>().Where(s => s.Corrects is not null || IsElsewhere(scene, s)).Select(s => s.HouseholdId).ToHashSet();
        var changed = scene.Directory.Values.Where(d => d.IsChanged || past.Contains(d.HouseholdId)).Select(d => d.HouseholdId);
        var states = await HouseholdHistories.StatesAsync(store, transaction, tenant, changed.Concat(reach).Distinct(), ct);
        if (states.Count > 0 && Retelling.Reach(states.Keys, states) is var further && !further.All(states.ContainsKey))
        {
            reach.UnionWith(further);
            return null;
        }
        var known = await Receipts.LockAsync(connection, tenant, [.. ids.Concat(bases).Where(id => !scene.Claimed.Contains(id))], ct);
        var others = chunk.Where(a => known.TryGetValue(a.SubmissionId, out var r) && r.Hash is { } hash && !hash.AsSpan().SequenceEqual(a.Hash))
            .Select(a => ReviewStream.IdOfOther(a.SubmissionId, a.Hash)).Distinct().ToList();
        foreach (var (id, receipt) in await Receipts.LockAsync(connection, tenant, others, ct)) known[id] = receipt;
        var facts = new StandingReasons(scene.Directory, states);

        var ledger = new IntakeLedger(known.ToImmutableDictionary());
        var verdicts = new Dictionary<int, Verdict>();
        foreach (var index in JudgingOrder.Of(chunk))
        {
            (verdicts[index], ledger) = ledger.Judge(chunk[index], (a, s) => roundReasons(s.Round) ?? facts.ReasonOf(a, s));
            facts.Add(verdicts[index]);
        }
        var news = verdicts.OrderBy(v => v.Key).Select(v => v.Value).Where(v => v.IsNews).ToList();
        // Only what was expected before it came can have something waiting for it.
        var expected = news.Where(v => known.ContainsKey(v.Arrival.SubmissionId) && v.Reception != Reception.Conflict).ToList();
        (var released, ledger) = await held.ReleaseAsync(connection, tenant, [.. expected.Where(v => v.IsTaken).Select(v => v.Arrival.SubmissionId)], ledger, facts, ct);

        await CommitAsync(transaction, news.Count == 0 ? [] : writes.Of(tenant, scene with { States = states }, new(news, expected, released), odd, now), ct);
        return [.. chunk.Select((_, i) => new Received(verdicts[i].Reception, verdicts[i].Reason))];
    }

    private static bool IsElsewhere(IntakeScene scene, Submission submission) =>
        scene.Directory.TryGetValue(submission.HouseholdId, out var known) && known.Place.Village != submission.Place.Village;

    private async Task<IntakeScene> ReadAsync(
        NpgsqlTransaction transaction, string tenant, NpgsqlBatchCommand claim, Guid[] households, HashSet<Guid> reach, CancellationToken ct)
    {
        var scene = new IntakeScene([], [], new Keyring(sealer, hashes, tenant));
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands = { claim, StreamLock.Command(tenant, [.. households.Union(reach)]), HouseholdDirectory.Query(tenant, households), Keyring.Query(tenant, households) },
        };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) scene.Claimed.Add(rows.GetGuid(0));
        await rows.NextResultAsync(ct);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct)) scene.Directory[rows.GetGuid(0)] = HouseholdDirectory.Read(rows);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct)) scene.Keys.Read(rows);
        return scene;
    }

    // The commit goes to the server with what is committed: a round trip less, and no time between the events' numbers and their end.
    private static async Task CommitAsync(NpgsqlTransaction transaction, IEnumerable<NpgsqlBatchCommand> commands, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync(ct);
    }
}
