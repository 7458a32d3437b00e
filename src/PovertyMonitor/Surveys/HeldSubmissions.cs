using System.Text.Json;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys;

/// <summary>What was received but is not in the log: kept for a person, or until the submission it corrects is here.</summary>
internal sealed class HeldSubmissions(Sealer sealer)
{
    /// <summary>Keeps what was decided to be held; the same again is kept once.</summary>
    public NpgsqlBatchCommand Keep(string tenant, IReadOnlyCollection<Verdict> verdicts, Instant now) => new($"""
        insert into {SurveyTables.Held} (tenant_id, submission_id, content_hash, household_id, village, reason, waits_for, sender, door, sealed, caller, received_at)
        select $1, r.id, r.hash, r.household, r.village, r.reason, r.waits_for, r.sender, r.door, r.sealed, r.caller::jsonb, $12
        from unnest($2::uuid[], $3::bytea[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::bytea[], $11::text[])
            as r(id, hash, household, village, reason, waits_for, sender, door, sealed, caller)
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
            Columns.Texts(verdicts.Select(v => v.Reception == Reception.Waiting ? JsonSerializer.Serialize(v.Arrival.Sender.Caller) : null)),
            new() { Value = now },
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

    private async Task<IReadOnlyList<Arrival>> WaitingForAsync(NpgsqlConnection connection, string tenant, IReadOnlyCollection<Guid> bases, CancellationToken ct)
    {
        var waiting = new List<Arrival>();
        if (bases.Count == 0) return waiting;
        await using var command = new NpgsqlCommand($"""
            select submission_id, content_hash, sender, door, sealed, caller from {SurveyTables.Held}
            where tenant_id = $1 and waits_for = any($2) order by received_at, submission_id
            """, connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = bases.ToArray() });
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
    public static NpgsqlBatchCommand Release(string tenant, IReadOnlyCollection<Verdict> verdicts) => new($"""
        with decided as (select * from unnest($2::uuid[], $3::bytea[], $4::text[]) as r(id, hash, reason)),
            gone as (delete from {SurveyTables.Held} as t using decided as r
                where r.reason is null and t.tenant_id = $1 and t.submission_id = r.id and t.content_hash = r.hash)
        update {SurveyTables.Held} as t set reason = r.reason, waits_for = null
        from decided as r where r.reason is not null and t.tenant_id = $1 and t.submission_id = r.id and t.content_hash = r.hash
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = verdicts.Select(v => v.Arrival.SubmissionId).ToArray() },
            Columns.Bytes(verdicts.Select(v => v.Arrival.Hash)),
            Columns.Texts(verdicts.Select(v => v.Reason?.Code)),
        },
    };
}
