using System.Text;
using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Takes back a submission that was taken, in one transaction under its household's lock.</summary>
internal sealed class Withdrawal(NpgsqlDataSource database, IDocumentStore store, IRegister registers, EventAppend append, Resolutions resolutions, ContentHash contentHash, IClock clock)
{
    /// <summary>Rejects what was taken and says what was decided, now or before.</summary>
    public async Task<IResult> RejectAsync(Caller caller, Guid submission, ReviewReason reason, string? note, long? version, Language language, CancellationToken ct)
    {
        var (tenant, request) = (caller.Regency!, contentHash.Of(Encoding.UTF8.GetBytes($"withdraw/{reason}")));
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await HouseholdOfAsync(connection, tenant, submission, ct) is not { } household) return ReviewProblems.NotTaken.Result(("submission", submission));
        var sealedNote = await resolutions.SealAsync(tenant, household, note, ct);
        await using var under = await LockAsync(connection, tenant, household, submission, ct);
        var (transaction, states) = (under.Transaction, under.States);
        var history = await ReviewHistory.ReadAsync(store, tenant, household, submission, transaction, ct);
        var ofHousehold = history.Household.Submissions();
        var receipts = await Receipts.LockAsync(connection, tenant, [.. ofHousehold.Append(submission).Distinct()], ct);
        var receipt = receipts[submission];
        if (receipt.State == ReceiptState.Withdrawn)
        {
            await transaction.RollbackAsync(ct);
            return await DecidedAsync(tenant, submission, request, language, ct);
        }
        if (receipt.State != ReceiptState.Taken) return ReviewProblems.NotTaken.Result(("submission", submission));
        if (version is { } read && read != history.Version)
            return ReviewProblems.Changed.Result().With(("changes", HouseholdWords.Of(history.Since(read), language, await registers.OfAsync(tenant, ct))));

        var resolution = new Resolution(
            submission, receipt.Hash!, Resolution.Taken, ReviewAction.Reject, reason, caller.Subject, clock.GetCurrentInstant(), household,
            history.Household.FactOf(household, submission)?.Place.Village, null, null, request);
        var withdrawn = new InterviewWithdrawn(resolution.SubmissionId, Question.CodeOf(resolution.Reason), resolution.By);
        var falling = states[household].FallingWith(submission);
        var (events, both) = RejectionReach.Decide(withdrawn, falling, household, states);
        if (both.Count > 0)
            return ReviewProblems.LivesTwice.Result(("members", string.Join(", ", both.Select(b => $"{b.Member} ({b.Household}, {b.Other})")))).With(("members", both));
        await WriteAsync(transaction, tenant, states, events, falling, resolution, receipts, sealedNote, ct);
        await transaction.CommitAsync(ct);
        return Results.Ok(resolution.View(language));
    }

    private async Task<IResult> DecidedAsync(string tenant, Guid submission, byte[] request, Language language, CancellationToken ct)
    {
        var decided = (await resolutions.OfAsync(tenant, submission, ct)).Select(r => r.Resolution).FirstOrDefault(r => r.HeldFor == Resolution.Taken);
        // A correction that fell with what it corrects was not decided about itself.
        if (decided is null) return ReviewProblems.NotTaken.Result(("submission", submission));
        return decided.Request.AsSpan().SequenceEqual(request) ? Results.Ok(decided.View(language)) : decided.Conflict(language);
    }

    private async Task WriteAsync(
        NpgsqlTransaction transaction, string tenant, Dictionary<Guid, Household> states,
        IReadOnlyList<(Guid Household, object Event)> events, IReadOnlyCollection<Guid> falling, Resolution resolution,
        Dictionary<Guid, Receipt> receipts, SealedNote note, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var command in ResolvedReceipts.Withdraw(tenant, falling, Succession.After(receipts, falling))) batch.BatchCommands.Add(command);
        foreach (var reached in events.GroupBy(e => e.Household, e => e.Event))
        {
            var after = reached.Aggregate(states[reached.Key], (state, e) => state.With(e));
            batch.BatchCommands.Add(HouseholdDirectory.Restate(tenant, reached.Key, after));
            batch.BatchCommands.Add(HouseholdDirectory.RestateVisits(tenant, reached.Key, after));
        }
        batch.BatchCommands.Add(Resolutions.Write(tenant, resolution, note));
        batch.BatchCommands.Add(append.Command(tenant, events, resolution.At));
        await batch.ExecuteNonQueryAsync(ct);
    }

    // Which households it reaches is known only under the lock of those that reach them: taken anew, with one more each time.
    private async Task<Locked> LockAsync(NpgsqlConnection connection, string tenant, Guid household, Guid submission, CancellationToken ct)
    {
        HashSet<Guid> together = [household];
        while (true)
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            await StreamLock.TakeAsync(transaction, tenant, [.. together, ReviewStream.Of(submission)], ct);
            var states = await HouseholdHistories.StatesAsync(store, transaction, tenant, together, ct);
            var reached = states.Values.SelectMany(RejectionReach.PartnersOf).ToHashSet();
            if (reached.IsSubsetOf(together)) return new(transaction, states);
            together.UnionWith(reached);
            await transaction.DisposeAsync();
        }
    }

    private sealed record Locked(NpgsqlTransaction Transaction, Dictionary<Guid, Household> States) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Transaction.DisposeAsync();
    }

    private static async Task<Guid?> HouseholdOfAsync(NpgsqlConnection connection, string tenant, Guid submission, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select household_id from {SurveyTables.Receipts} where tenant_id = $1 and submission_id = $2", connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        return await command.ExecuteScalarAsync(ct) as Guid?;
    }
}
