using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys;

/// <summary>What came in well-formed but can't be taken as it is, kept for a person.</summary>
internal sealed class ReviewQueue(NpgsqlDataSource database, Sealer sealer)
{
    /// <summary>Keeps submissions; one that was kept before is kept once.</summary>
    public async Task KeepAsync(
        NpgsqlConnection connection, string tenant, string reason, IReadOnlyList<ReceivedSubmission> received, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var item in received)
        {
            await using var command = new NpgsqlCommand($"""
                insert into {SurveyTables.Reviews} (tenant_id, submission_id, content_hash, household_id, village, reason, sealed, received_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
                """, connection);
            command.Parameters.Add(new() { Value = tenant });
            command.Parameters.Add(new() { Value = item.Submission.SubmissionId });
            command.Parameters.Add(new() { Value = item.Hash });
            command.Parameters.Add(new() { Value = item.Submission.HouseholdId });
            command.Parameters.Add(new() { Value = item.Submission.Place.Village });
            command.Parameters.Add(new() { Value = reason });
            command.Parameters.Add(new() { Value = sealer.Seal(SubmissionWriter.ToUtf8(item.Submission), tenant) });
            command.Parameters.Add(new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>The oldest items first, after a given one; what came at one instant is never split, so a page may be longer than its limit.</summary>
    public async Task<IReadOnlyList<ReviewItem>> ListAsync(string tenant, DateTimeOffset after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select submission_id, household_id, village, reason, received_at, sealed from {SurveyTables.Reviews}
            where tenant_id = $1 and received_at > $2 order by received_at fetch first $3 rows with ties
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = after.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = limit });
        var items = new List<ReviewItem>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            items.Add(new ReviewItem(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetString(3),
                new DateTimeOffset(rows.GetDateTime(4)), System.Text.Json.JsonDocument.Parse(sealer.Open((byte[])rows.GetValue(5), tenant)).RootElement));
        return items;
    }
}

/// <summary>A submission that waits for a person.</summary>
/// <param name="SubmissionId">The submission's id.</param>
/// <param name="HouseholdId">The household it is about.</param>
/// <param name="Village">The village's code.</param>
/// <param name="Reason">The problem's code, such as <c>survey.other_content</c>.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Submission">What it says.</param>
internal sealed record ReviewItem(
    Guid SubmissionId, Guid HouseholdId, string Village, string Reason, DateTimeOffset ReceivedAt, System.Text.Json.JsonElement Submission);
