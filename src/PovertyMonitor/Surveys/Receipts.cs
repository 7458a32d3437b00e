using Npgsql;
using NpgsqlTypes;

namespace PovertyMonitor.Surveys;

/// <summary>Receipts make the intake idempotent: one row per submission id, written before its events and with them.</summary>
internal static class Receipts
{
    /// <summary>Writes receipts for submissions not seen before and returns those; waits for a twin under way elsewhere.</summary>
    public static async Task<HashSet<Guid>> ClaimAsync(
        NpgsqlConnection connection, string tenant, IReadOnlyCollection<ReceivedSubmission> received, DateTimeOffset now, CancellationToken ct)
    {
        // Every transaction takes receipts in the order of their ids, so that two can't wait for each other.
        await using var command = new NpgsqlCommand($"""
            insert into {SurveyTables.Receipts} (tenant_id, submission_id, content_hash, household_id, received_at)
            select $1, r.id, r.hash, r.household, $5 from unnest($2::uuid[], $3::bytea[], $4::uuid[]) as r(id, hash, household) order by r.id
            on conflict do nothing returning submission_id
            """, connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = received.Select(r => r.Submission.SubmissionId).ToArray() });
        command.Parameters.Add(new() { Value = received.Select(r => r.Hash).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        command.Parameters.Add(new() { Value = received.Select(r => r.Submission.HouseholdId).ToArray() });
        command.Parameters.Add(new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        var claimed = new HashSet<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) claimed.Add(rows.GetGuid(0));
        return claimed;
    }

    /// <summary>The content hashes under which submissions were taken.</summary>
    public static async Task<Dictionary<Guid, byte[]>> HashesAsync(
        NpgsqlConnection connection, string tenant, Guid[] submissions, CancellationToken ct)
    {
        var hashes = new Dictionary<Guid, byte[]>();
        if (submissions.Length == 0) return hashes;
        await using var command = new NpgsqlCommand(
            $"select submission_id, content_hash from {SurveyTables.Receipts} where tenant_id = $1 and submission_id = any($2)", connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submissions });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) hashes[rows.GetGuid(0)] = (byte[])rows.GetValue(1);
        return hashes;
    }
}

/// <summary>A submission that was read and found right.</summary>
/// <param name="Submission">What it says.</param>
/// <param name="Hash">The SHA-256 of its meaning.</param>
internal sealed record ReceivedSubmission(Submission Submission, byte[] Hash);
