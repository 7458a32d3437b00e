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
    EventAppend append, NpgsqlDataSource database, IDocumentStore store, HeldSubmissions held, RoundRegister rounds, QualityFlags quality, Sealer sealer, KeyedHash hashes, IClock clock)
{
    /// <summary>Takes arrivals and says how each was received, in their order.</summary>
    public async Task<Received[]> TakeAsync(string tenant, IReadOnlyList<Arrival> chunk, CancellationToken ct)
    {
        // Whose copies follow from an interview is known only under the lock of its household: taken anew, with those too.
        HashSet<Guid> reach = [];
        while (true)
            if (await TakeAsync(tenant, chunk, reach, ct) is { } received) return received;
    }

    private async Task<Received[]?> TakeAsync(string tenant, IReadOnlyList<Arrival> chunk, HashSet<Guid> reach, CancellationToken ct)
    {
        var odd = await quality.FindAsync(tenant, chunk, ct);
        var roundReasons = await rounds.ReasonsAsync(tenant, ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();

        var firsts = chunk.DistinctBy(a => a.SubmissionId).ToList();
        var ids = firsts.Select(a => a.SubmissionId).ToHashSet();
        var bases = firsts.Select(a => a.Submission?.Corrects).OfType<Guid>().Where(b => !ids.Contains(b)).Distinct().ToList();
        var households = chunk.Select(a => a.Submission?.HouseholdId).OfType<Guid>().Distinct().Order().ToArray();
        var (claimed, directory, keys) = await ReadAsync(transaction, tenant, Receipts.Claim(tenant, firsts, bases, now), households, reach, ct);
        // What was corrected may not be the last that is known of the household.
        var corrected = chunk.Where(a => a.Submission?.Corrects is not null).Select(a => a.Submission!.HouseholdId).ToHashSet();
        var changed = directory.Values.Where(d => d.IsChanged || corrected.Contains(d.HouseholdId)).Select(d => d.HouseholdId);
        var states = await HouseholdHistories.StatesAsync(store, transaction, tenant, changed.Concat(reach).Distinct(), ct);
        if (states.Count > 0 && Retelling.Reach(states.Keys, states) is var further && !further.All(states.ContainsKey))
        {
            reach.UnionWith(further);
            return null;
        }
        var known = await Receipts.LockAsync(connection, tenant, [.. ids.Concat(bases).Where(id => !claimed.Contains(id))], ct);
        var others = chunk.Where(a => known.TryGetValue(a.SubmissionId, out var r) && r.Hash is { } hash && !hash.AsSpan().SequenceEqual(a.Hash))
            .Select(a => ReviewStream.IdOfOther(a.SubmissionId, a.Hash)).Distinct().ToList();
        foreach (var (id, receipt) in await Receipts.LockAsync(connection, tenant, others, ct)) known[id] = receipt;
        var facts = new StandingReasons(directory, states);

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

        await WriteAsync(transaction, tenant, news, expected, released, claimed, directory, keys, states, [.. QualityFlags.Write(tenant, odd, news, now)], now, ct);
        await transaction.CommitAsync(ct);
        return [.. chunk.Select((_, i) => new Received(verdicts[i].Reception, verdicts[i].Reason))];
    }

    private async Task<(HashSet<Guid> Claimed, Dictionary<Guid, DirectoryEntry> Directory, Keyring Keys)> ReadAsync(
        NpgsqlTransaction transaction, string tenant, NpgsqlBatchCommand claim, Guid[] households, HashSet<Guid> reach, CancellationToken ct)
    {
        var claimed = new HashSet<Guid>();
        var directory = new Dictionary<Guid, DirectoryEntry>();
        var keys = new Keyring(sealer, hashes, tenant);
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands = { claim, StreamLock.Command(tenant, [.. households.Union(reach)]), HouseholdDirectory.Query(tenant, households), Keyring.Query(tenant, households) },
        };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) claimed.Add(rows.GetGuid(0));
        await rows.NextResultAsync(ct);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct)) directory[rows.GetGuid(0)] = HouseholdDirectory.Read(rows);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct)) keys.Read(rows);
        return (claimed, directory, keys);
    }

    private async Task WriteAsync(
        NpgsqlTransaction transaction, string tenant, List<Verdict> news, List<Verdict> expected, List<Verdict> released,
        HashSet<Guid> claimed, Dictionary<Guid, DirectoryEntry> directory, Keyring keys, Dictionary<Guid, Household> states,
        IReadOnlyList<NpgsqlBatchCommand> flags, Instant now, CancellationToken ct)
    {
        if (news.Count == 0) return;
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        void Add(IEnumerable<NpgsqlBatchCommand> commands)
        {
            foreach (var command in commands) batch.BatchCommands.Add(command);
        }

        Add(Contents.Keep(tenant, news.Select(v => v.Arrival).DistinctBy(a => (a.SubmissionId, Convert.ToHexString(a.Hash))), claimed.Contains, keys, sealer));
        if (expected.Count > 0) batch.BatchCommands.Add(Receipts.Complete(tenant, [.. expected.Select(v => v.Arrival)], now));
        var restated = news.Where(v => v.Reception is Reception.Waiting or Reception.Review).Concat(released).ToList();
        if (restated.Count > 0) batch.BatchCommands.Add(Receipts.State(tenant, restated));
        var kept = news.Where(v => v.Reason is not null).DistinctBy(v => (v.Arrival.SubmissionId, Convert.ToHexString(v.Arrival.Hash))).ToList();
        if (kept.Count > 0) batch.BatchCommands.Add(held.Keep(tenant, kept, now));
        if (released.Count > 0) batch.BatchCommands.Add(HeldSubmissions.Release(tenant, released));

        var taken = news.Concat(released).Where(v => v.IsTaken).ToList();
        Add(TakenWrites.Of(tenant, taken, directory, keys));
        Add(keys.Write());
        Add(flags);
        var events = TakenWrites.EventsOf(taken, directory);
        if (states.Count > 0) Add(TakenWrites.OfChanged(tenant, events, states));
        // Last, so that the sequence numbers it takes are committed at once.
        if (taken.Count > 0) batch.BatchCommands.Add(append.Command(tenant, events, now));
        await batch.ExecuteNonQueryAsync(ct);
    }
}
