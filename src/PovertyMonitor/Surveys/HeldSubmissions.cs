using System.Text.Json;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Surveys;

/// <summary>What was received but is not in the log: kept for a person, or until the submission it corrects is here.</summary>
internal sealed class HeldSubmissions(Sealer sealer)
{
    private const string ColumnNames = "submission_id, content_hash, sender, door, sealed, caller";

    private static readonly string[] OfRounds = [SurveyProblems.UnknownRound.Code, SurveyProblems.ClosedRound.Code];

    // Under the locks of those streams: what comes after is news.
    private const string SeenVersion = "(select coalesce(sum(s.version), 0) from mt_streams s where s.tenant_id = $1 and s.id = any(r.watched::uuid[]))";

    /// <summary>Keeps what was decided to be held; the same again is kept once.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="verdicts">What was decided.</param>
    /// <param name="states">The households it was held against.</param>
    /// <param name="now">When.</param>
    public NpgsqlBatchCommand Keep(string tenant, IReadOnlyCollection<Verdict> verdicts, IReadOnlyDictionary<Guid, Household> states, Instant now) => new($"""
        insert into {SurveyTables.Held} (tenant_id, submission_id, content_hash, household_id, village, reason, waits_for, sender, door, sealed, caller, received_at, watched, seen_version)
        select $1, r.id, r.hash, r.household, r.village, r.reason, r.waits_for, r.sender, r.door, r.sealed, r.caller::jsonb, $12, r.watched::uuid[],
            case when r.reason = any($14) then -1 else {SeenVersion} end
        from unnest($2::uuid[], $3::bytea[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::bytea[], $11::text[], $13::text[])
            as r(id, hash, household, village, reason, waits_for, sender, door, sealed, caller, watched)
        on conflict do nothing
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = verdicts.Select(v => v.Arrival.SubmissionId).ToArray() },
            Columns.Bytes(verdicts.Select(v => v.Arrival.Hash)),
            Columns.Ids(verdicts.Select(v => v.Arrival.Submission?.HouseholdId)),
            Columns.Texts(verdicts.Select(v => v.Arrival.Submission?.Place.Village ?? v.Arrival.Village)),
            Columns.Texts(verdicts.Select(v => v.Reason!.Code)),
            Columns.Ids(verdicts.Select(v => v.Reception == Reception.Waiting ? v.Arrival.Submission!.Corrects : null)),
            Columns.Texts(verdicts.Select(v => v.Arrival.Sender.Caller.Subject)),
            Columns.Texts(verdicts.Select(v => Question.CodeOf(v.Arrival.Sender.Door))),
            Columns.Bytes(verdicts.Select(v => v.Arrival.Submission is { } s ? sealer.Seal(SubmissionWriter.ToUtf8(s, v.Arrival.Personal), tenant) : null)),
            Columns.Texts(verdicts.Select(v => v.Reception == Reception.Waiting || SurveyProblems.IsOfHistory(v.Reason!) || SurveyProblems.IsOfRound(v.Reason!) ? JsonSerializer.Serialize(v.Arrival.Sender.Caller) : null)),
            new() { Value = now },
            Columns.Texts(verdicts.Select(v => WatchedOf(v, states))),
            // The round's stream is not locked here, and may have turned since it was asked: looked at once more under its lock.
            new() { Value = OfRounds },
        },
    };

    /// <summary>Decides about what waited for some submissions, and then for that, now that they are decided about.</summary>
    public async Task<(List<Verdict> Released, IntakeLedger After)> ReleaseAsync(
        NpgsqlConnection connection, string tenant, IReadOnlyCollection<Guid> decided, IntakeLedger ledger, StandingReasons reasons, CancellationToken ct)
    {
        var released = new List<Verdict>();
        while (await WaitingForAsync(connection, tenant, decided, ct) is { Count: > 0 } waiting)
        {
            var before = released.Count;
            foreach (var arrival in waiting)
            {
                // Of its household nothing may have been known when it came. It was in time for its round then.
                (var verdict, ledger) = ledger.JudgeWaiting(arrival, reasons.ReasonOf);
                reasons.Add(verdict);
                released.Add(verdict);
            }
            decided = [.. released.Skip(before).Where(v => v.IsTaken).Select(v => v.Arrival.SubmissionId)];
        }
        return (released, ledger);
    }

    /// <summary>What was held for what was known of its household or its round, and that has news since: the oldest first.</summary>
    public static async Task<IReadOnlyList<HeldAgain>> DueAsync(NpgsqlDataSource database, int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select h.tenant_id, h.submission_id, h.content_hash, h.household_id, h.watched, h.reason from {SurveyTables.Held} h
            where h.watched is not null and (select coalesce(sum(s.version), 0) from mt_streams s where s.tenant_id = h.tenant_id and s.id = any(h.watched)) > h.seen_version
            order by h.received_at, h.submission_id limit {most}
            """);
        var due = new List<HeldAgain>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) due.Add(new(rows.GetString(0), rows.GetGuid(1), rows.GetFieldValue<byte[]>(2), rows.GetGuid(3), rows.GetFieldValue<Guid[]>(4), OfRounds.Contains(rows.GetString(5))));
        return due;
    }

    /// <summary>One that is still held for that; <see langword="null"/> where it was decided about.</summary>
    public async Task<Arrival?> FindAsync(NpgsqlConnection connection, HeldAgain due, CancellationToken ct) => (await ReadAsync(connection, $"""
        select {ColumnNames} from {SurveyTables.Held} where tenant_id = $1 and submission_id = $2 and content_hash = $3 and watched is not null for update
        """, due.Tenant, [due.SubmissionId, due.Hash], ct)).SingleOrDefault();

    private async Task<IReadOnlyList<Arrival>> WaitingForAsync(NpgsqlConnection connection, string tenant, IReadOnlyCollection<Guid> bases, CancellationToken ct) =>
        bases.Count == 0 ? [] : await ReadAsync(connection, $"""
            select {ColumnNames} from {SurveyTables.Held} where tenant_id = $1 and waits_for = any($2) order by received_at, submission_id
            """, tenant, [bases.ToArray()], ct);

    private async Task<IReadOnlyList<Arrival>> ReadAsync(NpgsqlConnection connection, string sql, string tenant, object[] values, CancellationToken ct)
    {
        var waiting = new List<Arrival>();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = tenant });
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var opened = sealer.Open(rows.GetFieldValue<byte[]>(4), tenant);
            using var json = JsonDocument.Parse(opened);
            var read = SubmissionReader.Read(json.RootElement);
            waiting.Add(new Arrival
            {
                SubmissionId = rows.GetGuid(0),
                Hash = rows.GetFieldValue<byte[]>(1),
                Raw = new RawContent(ReadOnlyMemory<byte>.Empty, ""),
                Sender = new Sender(
                    rows.IsDBNull(5) ? Caller.Anonymous with { Subject = rows.GetString(2) } : JsonSerializer.Deserialize<Caller>(rows.GetString(5))!, Enum.Parse<Door>(rows.GetString(3), ignoreCase: true)),
                Submission = read.Submission,
                Personal = read.Personal,
            });
        }
        return waiting;
    }

    /// <summary>Lets go what was decided at last, and says anew why the rest is held.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="verdicts">What was decided.</param>
    /// <param name="states">The households it was held against.</param>
    public static NpgsqlBatchCommand Release(string tenant, IReadOnlyCollection<Verdict> verdicts, IReadOnlyDictionary<Guid, Household> states) => new($"""
        with decided as (select * from unnest($2::uuid[], $3::bytea[], $4::text[], $5::uuid[], $6::text[]) as r(id, hash, reason, waits_for, watched)),
            gone as (delete from {SurveyTables.Held} as t using decided as r
                where r.reason is null and t.tenant_id = $1 and t.submission_id = r.id and t.content_hash = r.hash)
        update {SurveyTables.Held} as t set reason = r.reason, waits_for = r.waits_for, watched = r.watched::uuid[], seen_version = {SeenVersion}
        from decided as r where r.reason is not null and t.tenant_id = $1 and t.submission_id = r.id and t.content_hash = r.hash
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = verdicts.Select(v => v.Arrival.SubmissionId).ToArray() },
            Columns.Bytes(verdicts.Select(v => v.Arrival.Hash)),
            Columns.Texts(verdicts.Select(v => v.Reason?.Code)),
            Columns.Ids(verdicts.Select(v => v.Reception == Reception.Waiting ? v.Arrival.Submission!.Corrects : null)),
            Columns.Texts(verdicts.Select(v => WatchedOf(v, states))),
        },
    };

    // An array of arrays can't be unnested: each goes as PostgreSQL writes one.
    private static string? WatchedOf(Verdict verdict, IReadOnlyDictionary<Guid, Household> states) =>
        verdict is not { Reason: { } reason, Arrival.Submission: { } submission } ? null
        : SurveyProblems.IsOfHistory(reason) ? $"{{{string.Join(',', Retelling.Reach([submission.HouseholdId], states))}}}"
        : SurveyProblems.IsOfRound(reason) ? $"{{{RoundStream.Of(submission.Round)}}}" : null;
}

/// <summary>What was held for what was known of its household or its round, which has news since.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Hash">Its content's hash.</param>
/// <param name="Household">The household it is about.</param>
/// <param name="Watched">The streams that have news.</param>
/// <param name="ForRound">Whether it was held for its round's state.</param>
internal sealed record HeldAgain(string Tenant, Guid SubmissionId, byte[] Hash, Guid Household, Guid[] Watched, bool ForRound);
