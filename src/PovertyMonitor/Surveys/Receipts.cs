using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys;

/// <summary>Receipts make the intake idempotent: one row per submission id, written before its events and with them.</summary>
/// <remarks>
/// A row is also the lock on its id. A correction writes an expected row for a base that is not here yet, so that
/// the base's arrival waits for the correction, or the correction for it: neither can miss the other.
/// </remarks>
internal static class Receipts
{
    private const string ColumnNames = "tenant_id, submission_id, state, content_hash, household_id, sender, device, door, village, dasa_wisma, round, outcome, visited_at, received_at";

    /// <summary>Writes receipts as taken, and expected ones for the bases, where the id has none; returns the ids written. Waits for twins under way elsewhere.</summary>
    public static NpgsqlBatchCommand Claim(string tenant, IReadOnlyList<Arrival> arrivals, IReadOnlyCollection<Guid> bases, Instant now)
    {
        // Every transaction takes receipts in the order of their ids, so that two can't wait for each other.
        var command = new NpgsqlBatchCommand($"""
            insert into {SurveyTables.Receipts} ({ColumnNames})
            select $1, r.*, $15 from (
                select * from unnest($2::uuid[], $3::text[], $4::bytea[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[]) as a(id)
                union all select b, 'expected', null, null, null, null, null, null, null, null, null, null from unnest($14::uuid[]) as b
                order by 1) as r
            on conflict do nothing returning submission_id
            """);
        command.Parameters.Add(new() { Value = tenant });
        AddColumns(command.Parameters, arrivals);
        command.Parameters.Add(new() { Value = bases.ToArray() });
        command.Parameters.Add(new() { Value = now });
        return command;
    }

    /// <summary>Writes receipts of ids that have none as taken; fails where one has. Waits for twins under way elsewhere.</summary>
    public static NpgsqlBatchCommand ClaimNew(string tenant, IReadOnlyList<Arrival> arrivals, Instant now)
    {
        var command = new NpgsqlBatchCommand($"""
            insert into {SurveyTables.Receipts} ({ColumnNames})
            select $1, r.*, $14 from unnest($2::uuid[], $3::text[], $4::bytea[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[]) as r(id)
            order by r.id
            """);
        command.Parameters.Add(new() { Value = tenant });
        AddColumns(command.Parameters, arrivals);
        command.Parameters.Add(new() { Value = now });
        return command;
    }

    /// <summary>What is known of ids that have receipts; locks these until the transaction ends.</summary>
    public static async Task<Dictionary<Guid, Receipt>> LockAsync(NpgsqlConnection connection, string tenant, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var receipts = new Dictionary<Guid, Receipt>();
        if (ids.Count == 0) return receipts;
        await using var command = new NpgsqlCommand($"""
            select r.*, c.form from (select unnest($2::uuid[]) as id order by 1) as asked
            cross join lateral (
                select submission_id, state, content_hash, household_id, outcome, superseded_by, reason from {SurveyTables.Receipts}
                where tenant_id = $1 and submission_id = asked.id {Lookup.EachByIndex} for update) as r
            left join lateral (
                select form from {SurveyTables.Contents}
                where tenant_id = $1 and submission_id = asked.id and content_hash = r.content_hash {Lookup.EachByIndex}) as c on true
            """, connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            receipts[rows.GetGuid(0)] = new(
                Enum.Parse<ReceiptState>(rows.GetString(1), ignoreCase: true),
                rows.IsDBNull(2) ? null : rows.GetFieldValue<byte[]>(2),
                rows.IsDBNull(3) ? null : rows.GetGuid(3),
                rows.IsDBNull(4) ? null : Enum.Parse<VisitOutcome>(rows.GetString(4), ignoreCase: true),
                rows.IsDBNull(5) ? null : rows.GetGuid(5),
                rows.IsDBNull(6) ? null : Catalogue.Find(rows.GetString(6)),
                rows.IsDBNull(7) ? null : rows.GetString(7));
        return receipts;
    }

    /// <summary>Completes receipts that were only expected until now.</summary>
    public static NpgsqlBatchCommand Complete(string tenant, IReadOnlyList<Arrival> arrivals, Instant now)
    {
        var command = new NpgsqlBatchCommand($"""
            update {SurveyTables.Receipts} as t set state = r.state, content_hash = r.hash, household_id = r.household, sender = r.sender, device = r.device, door = r.door,
                village = r.village, dasa_wisma = r.dw, round = r.round, outcome = r.outcome, visited_at = r.visited, received_at = $14
            from unnest($2::uuid[], $3::text[], $4::bytea[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[])
                as r(id, state, hash, household, sender, device, door, village, dw, round, outcome, visited)
            where t.tenant_id = $1 and t.submission_id = r.id
            """);
        command.Parameters.Add(new() { Value = tenant });
        AddColumns(command.Parameters, arrivals);
        command.Parameters.Add(new() { Value = now });
        return command;
    }

    /// <summary>Writes where submissions stand now.</summary>
    public static NpgsqlBatchCommand State(string tenant, IReadOnlyCollection<Verdict> verdicts) => new($"""
        update {SurveyTables.Receipts} as t set state = r.state, reason = r.reason
        from unnest($2::uuid[], $3::text[], $4::text[]) as r(id, state, reason) where t.tenant_id = $1 and t.submission_id = r.id
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = verdicts.Select(v => v.Arrival.SubmissionId).ToArray() },
            Columns.Texts(verdicts.Select(v => v.Reception switch { Reception.Waiting => "waiting", Reception.Review => "review", _ => "taken" })),
            Columns.Texts(verdicts.Select(v => v.Reason?.Code)),
        },
    };

    /// <summary>Writes which corrections superseded which submissions.</summary>
    public static NpgsqlBatchCommand Supersede(string tenant, IReadOnlyCollection<(Guid Base, Guid By)> superseded) => new($"""
        update {SurveyTables.Receipts} as t set superseded_by = r.by
        from unnest($2::uuid[], $3::uuid[]) as r(id, by) where t.tenant_id = $1 and t.submission_id = r.id
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = superseded.Select(s => s.Base).ToArray() }, new() { Value = superseded.Select(s => s.By).ToArray() },
        },
    };

    private static void AddColumns(NpgsqlParameterCollection parameters, IReadOnlyList<Arrival> arrivals)
    {
        parameters.Add(new() { Value = arrivals.Select(a => a.SubmissionId).ToArray() });
        parameters.Add(Columns.Texts(arrivals.Select(_ => "taken")));
        parameters.Add(Columns.Bytes(arrivals.Select(a => a.Hash)));
        parameters.Add(Columns.Ids(arrivals.Select(a => a.Submission?.HouseholdId)));
        parameters.Add(Columns.Texts(arrivals.Select(a => a.Sender.Caller.Subject)));
        parameters.Add(Columns.Texts(arrivals.Select(a => a.Sender.Device ?? a.Submission?.Device)));
        parameters.Add(Columns.Texts(arrivals.Select(a => Question.CodeOf(a.Sender.Door))));
        parameters.Add(Columns.Texts(arrivals.Select(a => a.Submission?.Place.Village ?? a.Village)));
        parameters.Add(Columns.Texts(arrivals.Select(a => a.Submission?.Place.DasaWisma)));
        parameters.Add(Columns.Texts(arrivals.Select(a => a.Submission?.Round)));
        parameters.Add(Columns.Texts(arrivals.Select(a => a.Submission is { } s ? Question.CodeOf(s.Outcome) : null)));
        parameters.Add(Columns.Of(arrivals.Select(a => a.Submission?.InterviewedAt), NpgsqlDbType.TimestampTz));
    }
}
