using NodaTime;
using Npgsql;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Quality;

namespace PovertyMonitor.Surveys.Bulk;

/// <summary>Takes the first visits of many new households in one transaction, by COPY: the rows are those of <see cref="IntakeTransaction"/>, and so are the locks and their order.</summary>
/// <remarks>
/// What is known already is found by a unique index, which also waits for whoever is writing the same elsewhere. All of
/// them come before the events, so that a transaction that fails at one has taken no number of the log.
/// </remarks>
internal sealed class BulkTransaction(EventCopy copy, BriefConnections database, Sealer sealer, KeyedHash hashes, IClock clock)
{
    /// <summary>Takes them; false, and nothing is taken, where another transaction came first with one of them.</summary>
    public async Task<bool> TryTakeAsync(string tenant, IReadOnlyList<Arrival> firsts, FoundFlags odd, CancellationToken ct)
    {
        var prepared = Prepare(tenant, firsts, odd);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await WriteAsync(transaction, tenant, prepared, ct);
            await transaction.CommitAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.IsTransient || e.SqlState is PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    // Everything that needs no lock is done before one is taken.
    private Prepared Prepare(string tenant, IReadOnlyList<Arrival> firsts, FoundFlags odd)
    {
        var now = clock.GetCurrentInstant();
        var keys = new Keyring(sealer, hashes, tenant);
        foreach (var arrival in firsts) keys.Keep(arrival.Submission!.HouseholdId, arrival.Personal, arrival.Submission.InterviewedAt);
        var rows = firsts.Select(a => new BulkRow(a, keys.Of(a.Submission!.HouseholdId).Seal(a.Raw.Bytes.Span, tenant), now)).OrderBy(r => r.Arrival.SubmissionId).ToList();
        var verdicts = firsts.Select(a => new Verdict(a, Reception.Accepted, null, IsNews: true)).ToList();
        var events = copy.RowsOf(TakenWrites.EventsOf(verdicts, []), now);
        return new(rows, keys, events, [.. QualityFlags.Write(tenant, odd, verdicts, now)]);
    }

    private static async Task WriteAsync(NpgsqlTransaction transaction, string tenant, Prepared prepared, CancellationToken ct)
    {
        var connection = transaction.Connection!;
        await BulkRows.Receipts.WriteAsync(connection, tenant, prepared.Rows, ct);
        await StreamLock.TakeAsync(transaction, tenant, [.. prepared.Rows.Select(r => r.Of.HouseholdId)], ct);
        await BulkRows.Contents.WriteAsync(connection, tenant, prepared.Rows, ct);
        await prepared.Keys.CopyAsync(transaction, ct);
        await DirectoryCopy.WriteAsync(transaction, tenant, prepared.Rows.Select(r => EntryOf(r.Of)), ct);
        await WriteAsync(transaction, prepared.Flags, ct);
        await EventCopy.WriteAsync(transaction, tenant, prepared.Events, ct);
    }

    private static async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken ct)
    {
        if (commands.Count == 0) return;
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static DirectoryEntry EntryOf(Submission s) =>
        new(s.HouseholdId, s.Place, s.InterviewedAt, s.Round, s.Outcome, s.Answers is { } answers ? RosterLine.Of(answers) : null);

    private sealed record Prepared(IReadOnlyList<BulkRow> Rows, Keyring Keys, IReadOnlyList<NewEvent> Events, IReadOnlyList<NpgsqlBatchCommand> Flags);
}
