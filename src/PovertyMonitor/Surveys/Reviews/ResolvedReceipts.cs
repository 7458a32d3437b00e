using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>The receipts of what a person decided about.</summary>
internal static class ResolvedReceipts
{
    /// <summary>Writes that a held submission was taken, with what it says now; another content under an id gets a receipt of its own.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="held">What was held.</param>
    /// <param name="taken">What was taken of it; <see langword="null"/> where it was rejected.</param>
    public static NpgsqlBatchCommand Write(string tenant, HeldItem held, Submission? taken) => held.IsOtherContent ? Add(tenant, held, taken) : Change(tenant, held, taken);

    /// <summary>Writes that submissions which stood are withdrawn, and what superseded what they had superseded.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="withdrawn">They.</param>
    /// <param name="successors">Of submissions whose correction fell, the one that stands now, if any.</param>
    public static IEnumerable<NpgsqlBatchCommand> Withdraw(string tenant, IReadOnlyCollection<Guid> withdrawn, IReadOnlyDictionary<Guid, Guid?> successors)
    {
        yield return new($"update {SurveyTables.Receipts} set state = 'withdrawn', reason = $3, superseded_by = null where tenant_id = $1 and submission_id = any($2)")
        {
            Parameters = { new() { Value = tenant }, new() { Value = withdrawn.ToArray() }, new() { Value = SurveyProblems.Rejected.Code } },
        };
        if (successors.Count > 0)
            yield return new($"""
                update {SurveyTables.Receipts} as t set superseded_by = r.by
                from unnest($2::uuid[], $3::uuid[]) as r(id, by) where t.tenant_id = $1 and t.submission_id = r.id
                """)
            {
                Parameters = { new() { Value = tenant }, new() { Value = successors.Keys.ToArray() }, Columns.Ids(successors.Values) },
            };
    }

    /// <summary>The submission at the end of a chain of corrections.</summary>
    public static async Task<Guid> LastOfAsync(NpgsqlConnection connection, string tenant, Guid submission, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            with recursive chain(id, depth) as (
                select $2::uuid, 0
                union all select r.superseded_by, chain.depth + 1 from chain
                join {SurveyTables.Receipts} r on r.tenant_id = $1 and r.submission_id = chain.id where r.superseded_by is not null and chain.depth < 1000)
            select id from chain order by depth desc limit 1
            """, connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        return (Guid)(await command.ExecuteScalarAsync(ct))!;
    }

    private static NpgsqlBatchCommand Change(string tenant, HeldItem held, Submission? taken) => new($"""
        update {SurveyTables.Receipts} set state = $3, reason = $4, household_id = coalesce($5, household_id), village = coalesce($6, village),
            dasa_wisma = coalesce($7, dasa_wisma), round = coalesce($8, round), outcome = coalesce($9, outcome), visited_at = coalesce($10, visited_at)
        where tenant_id = $1 and submission_id = $2
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = held.SubmissionId }, new() { Value = StateOf(taken) }, Text(ReasonOf(taken)), Id(taken?.HouseholdId),
            Text(taken?.Place.Village), Text(taken?.Place.DasaWisma), Text(taken?.Round), Text(taken is null ? null : Question.CodeOf(taken.Outcome)), Time(taken?.InterviewedAt),
        },
    };

    private static NpgsqlBatchCommand Add(string tenant, HeldItem held, Submission? taken) => new($"""
        insert into {SurveyTables.Receipts} (tenant_id, submission_id, state, reason, content_hash, household_id, sender, door, village, dasa_wisma, round, outcome, visited_at, received_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = held.OwnId }, new() { Value = StateOf(taken) }, Text(ReasonOf(taken)), new() { Value = held.Hash },
            Id(taken?.HouseholdId ?? held.HouseholdId), new() { Value = held.Sender }, new() { Value = held.Door }, Text(taken?.Place.Village ?? held.Village),
            Text(taken?.Place.DasaWisma), Text(taken?.Round), Text(taken is null ? null : Question.CodeOf(taken.Outcome)), Time(taken?.InterviewedAt), new() { Value = held.ReceivedAt },
        },
    };

    private static string StateOf(Submission? taken) => taken is null ? "rejected" : "taken";

    private static string? ReasonOf(Submission? taken) => taken is null ? SurveyProblems.Rejected.Code : null;

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Id(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter Time(Instant? time) => new() { Value = (object?)time ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
