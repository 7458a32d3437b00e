using System.Collections.Immutable;
using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
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
        var odd = await quality.FindAsync(tenant, chunk, ct);
        var roundReasons = await rounds.ReasonsAsync(tenant, ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();

        var firsts = chunk.DistinctBy(a => a.SubmissionId).ToList();
        var ids = firsts.Select(a => a.SubmissionId).ToHashSet();
        var bases = firsts.Select(a => a.Submission?.Corrects).OfType<Guid>().Where(b => !ids.Contains(b)).Distinct().ToList();
        var households = chunk.Select(a => a.Submission?.HouseholdId).OfType<Guid>().Distinct().Order().ToArray();
        var (claimed, directory, keys) = await ReadAsync(transaction, tenant, Receipts.Claim(tenant, firsts, bases, now), households, ct);
        var known = await Receipts.LockAsync(connection, tenant, [.. ids.Concat(bases).Where(id => !claimed.Contains(id))], ct);
        var others = chunk.Where(a => known.TryGetValue(a.SubmissionId, out var r) && r.Hash is { } hash && !hash.AsSpan().SequenceEqual(a.Hash))
            .Select(a => ReviewStream.IdOfOther(a.SubmissionId, a.Hash)).Distinct().ToList();
        foreach (var (id, receipt) in await Receipts.LockAsync(connection, tenant, others, ct)) known[id] = receipt;
        var parted = await HouseholdHistories.StatesAsync(store, transaction, tenant, directory.Values.Where(d => d.IsParted).Select(d => d.HouseholdId), ct);
        Problem? ReasonOf(Arrival a, Submission s) => roundReasons(s.Round) ?? ReasonOfPlace(a, s, directory) ?? ReasonOfEnd(s, directory)
            ?? (parted.TryGetValue(s.HouseholdId, out var state) && PartedHousehold.Contradicts(state, s) ? SurveyProblems.MembersElsewhere : null);

        var ledger = new IntakeLedger(known.ToImmutableDictionary());
        var verdicts = new Dictionary<int, Verdict>();
        foreach (var index in JudgingOrder.Of(chunk))
            (verdicts[index], ledger) = ledger.Judge(chunk[index], ReasonOf);
        var news = verdicts.OrderBy(v => v.Key).Select(v => v.Value).Where(v => v.IsNews).ToList();
        // Only what was expected before it came can have something waiting for it.
        var expected = news.Where(v => known.ContainsKey(v.Arrival.SubmissionId) && v.Reception != Reception.Conflict).ToList();
        (var released, ledger) = await held.ReleaseAsync(connection, tenant, [.. expected.Where(v => v.IsTaken).Select(v => v.Arrival.SubmissionId)], ledger, ct);

        await WriteAsync(transaction, tenant, news, expected, released, claimed, directory, keys, [.. QualityFlags.Write(tenant, odd, news, now)], now, ct);
        await transaction.CommitAsync(ct);
        return [.. chunk.Select((_, i) => new Received(verdicts[i].Reception, verdicts[i].Reason))];
    }

    private async Task<(HashSet<Guid> Claimed, Dictionary<Guid, DirectoryEntry> Directory, Keyring Keys)> ReadAsync(
        NpgsqlTransaction transaction, string tenant, NpgsqlBatchCommand claim, Guid[] households, CancellationToken ct)
    {
        var claimed = new HashSet<Guid>();
        var directory = new Dictionary<Guid, DirectoryEntry>();
        var keys = new Keyring(sealer, hashes, tenant);
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands = { claim, StreamLock.Command(tenant, households), HouseholdDirectory.Query(tenant, households), Keyring.Query(tenant, households) },
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
        HashSet<Guid> claimed, Dictionary<Guid, DirectoryEntry> directory, Keyring keys, IReadOnlyList<NpgsqlBatchCommand> flags, Instant now, CancellationToken ct)
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
        // Last, so that the sequence numbers it takes are committed at once.
        if (taken.Count > 0) batch.BatchCommands.Add(append.Command(tenant, TakenWrites.EventsOf(taken, directory), now));
        await batch.ExecuteNonQueryAsync(ct);
    }

    // Whoever knows another village's household by its id must not be able to draw it into their own.
    private static Problem? ReasonOfPlace(Arrival arrival, Submission submission, Dictionary<Guid, DirectoryEntry> directory) =>
        arrival.Sender.Caller.Role == Access.Role.Enumerator
        && directory.TryGetValue(submission.HouseholdId, out var entry) && entry.Place.Village != submission.Place.Village
        && !arrival.Sender.Caller.MaySubmitFor(entry.Place.Village, entry.Place.DasaWisma)
            ? SurveyProblems.HouseholdElsewhere
            : null;

    // A correction of what was before the end restates the past; a visit after it is news that a person has to look at.
    private static Problem? ReasonOfEnd(Submission submission, Dictionary<Guid, DirectoryEntry> directory) =>
        submission.Corrects is null && directory.TryGetValue(submission.HouseholdId, out var entry) && entry.EndedAt <= submission.InterviewedAt
            ? SurveyProblems.HouseholdEnded
            : null;
}
