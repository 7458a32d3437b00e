using System.Collections.Immutable;
using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Quality;
using PovertyMonitor.Surveys.Reviews;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Surveys;

/// <summary>
/// Judges what was held for what was known of its household or its round once more, when more is known: a move that makes it the sender's, a split that
/// was taken back, a round that was opened. So it makes no difference which of both came first. What a person decided about is held no more, and stays decided.
/// </summary>
internal sealed class JudgeHeldAgain(NpgsqlDataSource database, IDocumentStore store, HeldSubmissions held, IntakeWrites writes, Sealer sealer, KeyedHash hashes, IClock clock)
{
    /// <summary>Judges one, with what waits for it.</summary>
    public Task JudgeAsync(HeldAgain due, CancellationToken ct) => Intake.Retry.ExecuteAsync(async stop => await TryAsync(due, stop), ct).AsTask();

    private async Task TryAsync(HeldAgain due, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var reach = await ReachReader.OfAsync(store, due.Tenant, due.Household, ct);
        await StreamLock.TakeAsync(transaction, due.Tenant, [.. reach.Union(due.Watched), ReviewStream.Of(due.SubmissionId)], ct);
        var states = await HouseholdHistories.StatesAsync(store, transaction, due.Tenant, reach, ct);
        // Who holds copies of it has changed before the locks were there: it is still due.
        if (!Retelling.Reach(reach, states).IsSubsetOf(reach)) return;
        if (await held.FindAsync(connection, due, ct) is not { Submission: { } submission } arrival) return;
        var receipts = await Receipts.LockAsync(connection, due.Tenant, [.. new[] { due.SubmissionId, submission.Corrects ?? due.SubmissionId }.Distinct()], ct);
        var scene = await ReadAsync(transaction, due, states, ct);

        var reasons = new StandingReasons(scene.Directory, states);
        // What was not held for its round was in time for it when it came.
        var roundReason = due.ForRound ? await RoundRegister.ReasonAsync(connection, due.Tenant, submission.Round, ct) : null;
        var (verdict, ledger) = new IntakeLedger(receipts.ToImmutableDictionary()).JudgeWaiting(arrival, (a, s) => roundReason ?? reasons.ReasonOf(a, s));
        reasons.Add(verdict);
        var (released, _) = await held.ReleaseAsync(connection, due.Tenant, verdict.IsTaken ? [due.SubmissionId] : [], ledger, reasons, ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in writes.Of(due.Tenant, scene, new DecidedChunk([], [], [verdict, .. released]), new FoundFlags([]), clock.GetCurrentInstant()))
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<IntakeScene> ReadAsync(NpgsqlTransaction transaction, HeldAgain due, IReadOnlyDictionary<Guid, Household> states, CancellationToken ct)
    {
        var scene = new IntakeScene([], [], new Keyring(sealer, hashes, due.Tenant)) { States = states };
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands = { HouseholdDirectory.Query(due.Tenant, [due.Household]), Keyring.Query(due.Tenant, [due.Household]) },
        };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) scene.Directory[due.Household] = HouseholdDirectory.Read(rows);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct)) scene.Keys.Read(rows);
        return scene;
    }
}
