using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>Reads what was odd about submissions that stand or wait; what was rejected is left out.</summary>
internal sealed class QualityReader(NpgsqlDataSource database)
{
    private const string OfThoseThatStand = $"""
        from {QualityTables.Flags} f join {SurveyTables.Receipts} r using (tenant_id, submission_id)
        where f.tenant_id = $1 and r.state in ('taken', 'waiting', 'review') and ($2::text[] is null or f.village = any($2)) and ($3::text is null or f.round = $3) and ($4::text is null or f.code = $4)
        """;

    /// <summary>Flags after a time, the oldest first; what was noted at one instant is never split.</summary>
    public async Task<IReadOnlyList<FlagView>> ListAsync(string tenant, FlagQuestion question, DateTimeOffset after, int limit, Language language, CancellationToken ct)
    {
        await using var command = Command($"""
            select f.submission_id, f.code, f.member_id, f.household_id, f.village, f.enumerator, f.round, f.is_serious, f.detail, f.noted_at, f.checked_by, f.checked_at, f.check_reason
            {OfThoseThatStand} and f.noted_at > $5 order by f.noted_at fetch first $6 rows with ties
            """, tenant, question);
        command.Parameters.Add(new() { Value = Instant.FromDateTimeOffset(after) });
        command.Parameters.Add(new() { Value = limit });
        var flags = new List<FlagView>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
            flags.Add(new(row.GetGuid(0), row.GetString(1), Catalogue.Find(row.GetString(1))?.Message.In(language), row.GetGuid(2) is var member && member != Guid.Empty ? member : null,
                row.GetGuid(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetBoolean(7), Text(8), row.GetFieldValue<Instant>(9),
                Text(10), row.IsDBNull(11) ? null : row.GetFieldValue<Instant>(11), Text(12)));
        }
        return flags;
    }

    /// <summary>How many submissions of each enumerator have each flag.</summary>
    public async Task<IReadOnlyList<FlagCount>> CountsAsync(string tenant, FlagQuestion question, CancellationToken ct)
    {
        await using var command = Command($"""
            select f.enumerator, f.code, count(distinct f.submission_id), count(distinct f.submission_id) filter (where f.checked_at is null)
            {OfThoseThatStand} group by 1, 2 order by 1, 2
            """, tenant, question);
        var counts = new List<FlagCount>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) counts.Add(new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)));
        return counts;
    }

    /// <summary>Submissions that were taken and have something seriously odd that nobody looked at, the oldest first.</summary>
    public async Task<IReadOnlyList<ReviewItem>> OpenAsync(
        string tenant, string[]? villages, string? code, DateTimeOffset after, int limit, CancellationToken ct)
    {
        await using var command = Command($"""
            select f.submission_id, f.household_id, f.village, min(f.code), r.door, f.noted_at, array_agg(distinct f.code order by f.code)
            {OfThoseThatStand} and r.state = 'taken' and r.superseded_by is null and f.is_serious and f.checked_at is null and f.noted_at > $5
            group by 1, 2, 3, 5, 6 order by f.noted_at fetch first $6 rows with ties
            """, tenant, new FlagQuestion(villages, null, code));
        command.Parameters.Add(new() { Value = Instant.FromDateTimeOffset(after) });
        command.Parameters.Add(new() { Value = limit });
        var items = new List<ReviewItem>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            items.Add(new(row.GetGuid(0), null, row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<Instant>(5), null)
            {
                Flags = row.GetFieldValue<string[]>(6),
            });
        return items;
    }

    /// <summary>Whether a submission has a flag.</summary>
    public async Task<bool> HasAsync(string tenant, Guid submission, string code, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select exists (select 1 from {QualityTables.Flags} where tenant_id = $1 and submission_id = $2 and code = $3)");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        command.Parameters.Add(new() { Value = code });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private NpgsqlCommand Command(string sql, string tenant, FlagQuestion question)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = (object?)question.Villages ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)question.Round ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)question.Code ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }
}

/// <summary>Which flags are asked for.</summary>
/// <param name="Villages">Of these villages; of all where <see langword="null"/>.</param>
/// <param name="Round">Of a round.</param>
/// <param name="Code">Of a kind.</param>
internal sealed record FlagQuestion(string[]? Villages, string? Round, string? Code);

/// <summary>Something odd about a submission.</summary>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Code">What is odd: the code of a problem.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Member">The member it is about; absent for the household or the visit.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="Village">The village's code.</param>
/// <param name="Enumerator">The enumerator's code.</param>
/// <param name="Round">The round's code.</param>
/// <param name="IsSerious">Whether a person should judge it.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="NotedAt">When it was noted.</param>
/// <param name="CheckedBy">Who looked at it.</param>
/// <param name="CheckedAt">When.</param>
/// <param name="CheckReason">What was found.</param>
internal sealed record FlagView(
    Guid SubmissionId, string Code, string? Text, Guid? Member, Guid HouseholdId, string Village, string Enumerator, string Round, bool IsSerious, string? Detail,
    Instant NotedAt, string? CheckedBy, Instant? CheckedAt, string? CheckReason);

/// <summary>How often an enumerator's submissions have a flag.</summary>
/// <param name="Enumerator">The enumerator's code.</param>
/// <param name="Code">The flag.</param>
/// <param name="Submissions">Submissions that have it.</param>
/// <param name="Unchecked">Of them, those nobody looked at yet.</param>
internal sealed record FlagCount(string Enumerator, string Code, long Submissions, long Unchecked);
