using System.Collections.Immutable;
using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Quality;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Resolves a held submission in one transaction: under the household's lock and the receipt's, so that of two at once one sees what the other decided.</summary>
internal sealed class ReviewTransaction(
    NpgsqlDataSource database, IDocumentStore store, IRegister registers, EventAppend append, ReviewQueue queue, HeldSubmissions submissions, QualityFlags quality, Resolutions resolutions,
    IdentityReader identities, Sealer sealer, KeyedHash hashes, ContentHash contentHash, IClock clock)
{
    /// <summary>What came of it.</summary>
    /// <param name="Resolution">What was decided, now or before.</param>
    /// <param name="Refusal">Why nothing was.</param>
    public sealed record Outcome(Resolution? Resolution, IResult? Refusal);

    /// <summary>Resolves it; nothing changes where it was resolved before.</summary>
    /// <param name="caller">Who decides.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="content">Its content's hash in hexadecimal, where several are held.</param>
    /// <param name="ruling">The decision.</param>
    /// <param name="check">What a submission is held against.</param>
    /// <param name="version">The version of the review that the decision was made over, if given.</param>
    /// <param name="language">The caller's.</param>
    /// <param name="ct">Stops it; nothing changes then.</param>
    public async Task<Outcome> ResolveAsync(
        Caller caller, Guid submission, string? content, Ruling ruling, SubmissionCheck check, long? version, Language language, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var request = contentHash.Of(ruling.Meaning());
        var waiting = await queue.FindAsync(tenant, submission, ct);
        if (await DecidedAsync(tenant, submission, content, request, waiting, language, ct) is { } before) return before;
        var (seen, missing) = HeldChoice.Of(waiting, submission, content);
        if (seen is null) return new(null, waiting.Count == 0 && await queue.IsTakenAsync(tenant, submission, ct) ? ReviewProblems.Taken.Result(("submission", submission)) : missing);
        var people = seen.HouseholdId is { } of && ruling.Action == ReviewAction.Merge
            ? (await identities.OfAsync(caller, "merge of a review", [of], ct)).GetValueOrDefault(of, PersonalData.None) : PersonalData.None;
        var note = await resolutions.SealAsync(tenant, seen.HouseholdId, ruling.Note, ct);
        var household = ruling.Corrected?.HouseholdId ?? seen.HouseholdId;

        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var reach = household is { } id ? await ReachReader.OfAsync(store, tenant, id, ct) : [];
        await StreamLock.TakeAsync(transaction, tenant, [.. reach, ReviewStream.Of(submission)], ct);
        var states = await HouseholdHistories.StatesAsync(store, transaction, tenant, reach, ct);
        if (!Retelling.Reach(reach, states).IsSubsetOf(reach))
        {
            await transaction.RollbackAsync(ct);
            return await ResolveAsync(caller, submission, content, ruling, check, version, language, ct);
        }
        var said = seen.Read().Submission;
        var named = (ruling.Corrected ?? said)?.Corrects;
        var receipts = await Receipts.LockAsync(connection, tenant, [.. new[] { submission, named ?? submission }.Distinct()], ct);
        var under = await queue.FindAsync(connection, tenant, submission, ct);
        if (under.All(h => h.Content != seen.Content))
        {
            await transaction.RollbackAsync(ct);
            return await DecidedAsync(tenant, submission, seen.Content, request, under, language, ct) ?? new(null, ReviewProblems.Taken.Result(("submission", submission)));
        }
        var history = await ReviewHistory.ReadAsync(store, tenant, household, submission, transaction, ct);
        if (version is { } read && read != history.Version)
            return new(null, ReviewProblems.Changed.Result().With(("changes", HouseholdWords.Of(history.Since(read), language, await registers.OfAsync(tenant, ct)))));

        var first = under.FirstOrDefault(h => h.SubmissionId == submission && !h.IsOtherContent)?.Read().Submission;
        var collision = said is null ? Collision.None : Collision.Of(seen, said, first, history.Household);
        var (taken, personal, refusal) = RulingContent.Of(ruling, seen, collision, people, check);
        if (refusal is not null) return new(null, refusal);
        Verdict? verdict = null;
        if (taken is not null)
        {
            var (placement, impossible) = Placement.Of(
                seen, taken, receipts[submission], named is { } n ? receipts.GetValueOrDefault(n, Receipt.None) : Receipt.None, history.Household);
            if (placement is null) return new(null, impossible);
            if (ruling.Action == ReviewAction.Merge && placement.Restates is null) return new(null, ReviewProblems.NothingToMerge.Result());
            // What restates an interview stays in its round. One that was never opened can only be opened meanwhile, which makes nothing wrong.
            if (placement.Restates is null && await RoundRegister.ReasonAsync(connection, tenant, taken.Round, ct) == SurveyProblems.UnknownRound)
                return new(null, ReviewProblems.RoundNeverOpened.Result(("round", taken.Round)));
            var last = placement.Supersedes is { } target ? await ResolvedReceipts.LastOfAsync(connection, tenant, target, ct) : (Guid?)null;
            verdict = placement.Verdict(taken, personal, seen, last, history.Household);
        }
        var resolution = new Resolution(
            submission, seen.Hash, seen.Reason, ruling.Action, ruling.Reason, caller.Subject, clock.GetCurrentInstant(),
            household, taken?.Place.Village ?? seen.Village, seen.Sender, verdict?.Arrival.SubmissionId, request);
        await WriteAsync(transaction, tenant, seen, verdict, resolution, note, household, states, ct);
        await transaction.CommitAsync(ct);
        return new(resolution, null);
    }

    // What was decided before, where that is what the caller means; a repeated call must not fall on another content that came since.
    private async Task<Outcome?> DecidedAsync(
        string tenant, Guid submission, string? content, byte[] request, IReadOnlyList<HeldItem> waiting, Language language, CancellationToken ct)
    {
        var decided = (await resolutions.OfAsync(tenant, submission, ct)).Select(r => r.Resolution).Where(r => content is null || r.Content == content).ToList();
        if (decided.Count == 0) return null;
        if (decided.FirstOrDefault(r => r.Request.AsSpan().SequenceEqual(request)) is { } same) return new(same, null);
        return new(null, content is null && waiting.Count > 0 ? HeldChoice.Several(waiting, submission) : decided[0].Conflict(language));
    }

    private async Task WriteAsync(
        NpgsqlTransaction transaction, string tenant, HeldItem held, Verdict? verdict, Resolution resolution, SealedNote note, Guid? household,
        Dictionary<Guid, Household> states, CancellationToken ct)
    {
        var (directory, keys) = await ReadAsync(transaction, tenant, household, ct);
        var ledger = new IntakeLedger(ImmutableDictionary<Guid, Receipt>.Empty.Add(held.OwnId, new(
            verdict is null ? ReceiptState.Rejected : ReceiptState.Taken, held.Hash, verdict?.Arrival.Submission!.HouseholdId, verdict?.Arrival.Submission!.Outcome, null)));
        var reasons = new StandingReasons(directory, states);
        if (verdict is not null) reasons.Add(verdict);
        var (released, _) = await submissions.ReleaseAsync(transaction.Connection!, tenant, [held.OwnId], ledger, reasons, ct);
        List<Verdict> taken = [.. verdict is null ? Enumerable.Empty<Verdict>() : [verdict], .. released.Where(v => v.IsTaken)];
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        void Add(IEnumerable<NpgsqlBatchCommand> commands)
        {
            foreach (var command in commands) batch.BatchCommands.Add(command);
        }

        Add([ResolvedReceipts.Write(tenant, held, verdict?.Arrival.Submission), ReviewQueue.Remove(tenant, held), Resolutions.Write(tenant, resolution, note)]);
        if (released.Count > 0) Add([Receipts.State(tenant, released), HeldSubmissions.Release(tenant, released, states)]);
        Add(TakenWrites.Of(tenant, taken, directory, keys));
        Add(keys.Write());
        if (verdict is not null) Add(await quality.RestateAsync(tenant, verdict.Arrival, resolution.At, ct));
        var resolved = new ReviewResolved(
            held.SubmissionId, held.Content, held.Reason, resolution.Action, resolution.Reason, resolution.By, household, resolution.Result);
        var events = TakenWrites.EventsOf(taken, directory);
        Add(TakenWrites.OfChanged(tenant, events, states));
        Add([append.Command(tenant, [.. events, (ReviewStream.Of(held.SubmissionId), resolved)], resolution.At)]);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<(Dictionary<Guid, DirectoryEntry> Directory, Keyring Keys)> ReadAsync(NpgsqlTransaction transaction, string tenant, Guid? household, CancellationToken ct)
    {
        var (directory, keys) = (new Dictionary<Guid, DirectoryEntry>(), new Keyring(sealer, hashes, tenant));
        if (household is not { } id) return (directory, keys);
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { HouseholdDirectory.Query(tenant, [id]), Keyring.Query(tenant, [id]) } };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) directory[id] = HouseholdDirectory.Read(rows);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct)) keys.Read(rows);
        return (directory, keys);
    }
}
