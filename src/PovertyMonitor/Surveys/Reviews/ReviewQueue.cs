using System.Text.Json;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Reads what waits for a person.</summary>
internal sealed class ReviewQueue(NpgsqlDataSource database, Sealer sealer)
{
    private const string ColumnNames = "submission_id, content_hash, household_id, village, reason, waits_for, sender, door, received_at, sealed";

    // What waits for a submission that itself waits for it, if by way of others: it is never taken by itself.
    private const string WaitsForItself = $"""
        exists (with recursive chain(id) as (
            select h.waits_for union select n.waits_for from chain join {SurveyTables.Held} n on n.tenant_id = $1 and n.submission_id = chain.id where n.waits_for is not null)
            select from chain where chain.id = h.submission_id)
        """;

    /// <summary>What a person has to look at, the oldest first, after a given time; what came at one instant is never split, so a page may be longer than its limit.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="villages">Only of these villages, if given.</param>
    /// <param name="reason">Only for this reason, if given; what only waits for the submission it corrects is listed where that reason is asked for, or where they correct each other.</param>
    /// <param name="after">The time.</param>
    /// <param name="limit">How many.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<ReviewItem>> ListAsync(
        string tenant, IReadOnlyCollection<string>? villages, string? reason, DateTimeOffset after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select {ColumnNames} from {SurveyTables.Held} h
            where tenant_id = $1 and received_at > $2 and ($3::text[] is null or village = any($3))
                and ($4::text is null and (waits_for is null or {WaitsForItself}) or reason = $4)
            order by received_at fetch first $5 rows with ties
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = Instant.FromDateTimeOffset(after) });
        command.Parameters.Add(new() { Value = (object?)villages?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)reason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = limit });
        var items = new List<ReviewItem>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) items.Add(ReviewItem.Of(Read(rows, tenant)));
        return items;
    }

    /// <summary>What is held under an id, the oldest first.</summary>
    public async Task<IReadOnlyList<HeldItem>> FindAsync(string tenant, Guid submission, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await FindAsync(connection, tenant, submission, ct);
    }

    /// <summary>The same within a transaction.</summary>
    public async Task<IReadOnlyList<HeldItem>> FindAsync(NpgsqlConnection connection, string tenant, Guid submission, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select {ColumnNames} from {SurveyTables.Held} where tenant_id = $1 and submission_id = $2 order by received_at, content_hash", connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        var items = new List<HeldItem>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) items.Add(Read(rows, tenant));
        return items;
    }

    /// <summary>Whether a submission stands.</summary>
    public async Task<bool> IsTakenAsync(string tenant, Guid submission, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select exists (select from {SurveyTables.Receipts} where tenant_id = $1 and submission_id = $2 and state = 'taken')");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Lets go what was resolved.</summary>
    public static NpgsqlBatchCommand Remove(string tenant, HeldItem item) =>
        new($"delete from {SurveyTables.Held} where tenant_id = $1 and submission_id = $2 and content_hash = $3")
        {
            Parameters = { new() { Value = tenant }, new() { Value = item.SubmissionId }, new() { Value = item.Hash } },
        };

    private HeldItem Read(NpgsqlDataReader row, string tenant) => new(
        row.GetGuid(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetGuid(5), row.GetString(6), row.GetString(7), row.GetFieldValue<Instant>(8),
        row.IsDBNull(9) ? null : sealer.Open(row.GetFieldValue<byte[]>(9), tenant));
}

/// <summary>A submission that waits for a person, or two households that do.</summary>
/// <param name="SubmissionId">The submission's id; absent of households that may be one.</param>
/// <param name="Content">The keyed hash of its content, in hexadecimal: several may wait under one id.</param>
/// <param name="HouseholdId">The household it is about, where that could be read.</param>
/// <param name="Village">The village's code, as far as it can be told.</param>
/// <param name="Reason">The problem's code, such as <c>survey.other_content</c>; of a flagged one the flag's.</param>
/// <param name="Door">How it came in.</param>
/// <param name="ReceivedAt">When it came; of a flagged one when that was noted, of two households when they were found.</param>
/// <param name="Submission">What it says, without personal data; absent where it could not be read, or was taken.</param>
internal sealed record ReviewItem(
    Guid? SubmissionId, string? Content, Guid? HouseholdId, string? Village, string Reason, string? Door, Instant ReceivedAt, JsonElement? Submission)
{
    /// <summary>Of one that was taken: what is odd about it and was not looked at yet.</summary>
    public IReadOnlyList<string>? Flags { get; init; }

    /// <summary>Of households that may be one, they.</summary>
    public ReviewPair? Pair { get; init; }

    /// <summary>Why it waits, what figures make of it meanwhile, and what to do, where the reason alone does not tell.</summary>
    public string? Text { get; init; }

    public static ReviewItem Of(HeldItem held) => new(
        held.SubmissionId, held.Content, held.HouseholdId, held.Village, held.Reason, held.Door, held.ReceivedAt, WithoutPersonal(held.Canonical));

    /// <summary>A submission's JSON without what identifies somebody.</summary>
    public static JsonElement? WithoutPersonal(byte[]? canonical)
    {
        if (canonical is null) return null;
        using var json = JsonDocument.Parse(canonical);
        return JsonSerializer.SerializeToElement(json.RootElement.EnumerateObject().Where(f => f.Name != "personal").ToDictionary(f => f.Name, f => f.Value));
    }
}
