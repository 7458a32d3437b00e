using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.Files;

/// <summary>The census files there are and how far each is.</summary>
internal sealed class FileJobs(NpgsqlDataSource database, IClock clock)
{
    private const int PageSize = 100;
    private static readonly string Columns = $"tenant_id, file_id, content_id, round, size_bytes, sender, role, state, last_row, received_at, {string.Join(", ", FileCounts.Columns)}";
    private static readonly string Selected = $"select {Columns} from {FileTables.Files}";

    /// <summary>A regency's file, or null.</summary>
    public async Task<CensusJob?> FindAsync(string tenant, Guid file, CancellationToken ct) =>
        (await ReadAsync($"{Selected} where tenant_id = $1 and file_id = $2", ct, tenant, file)).SingleOrDefault();

    /// <summary>A regency's files, the latest first.</summary>
    public Task<List<CensusJob>> ListAsync(string tenant, CancellationToken ct) =>
        ReadAsync($"{Selected} where tenant_id = $1 order by received_at desc limit {PageSize}", ct, tenant);

    /// <summary>The files that have something to do, of all regencies, the oldest first.</summary>
    public Task<List<CensusJob>> UnderWayAsync(CancellationToken ct) =>
        ReadAsync($"{Selected} where state in ('checking', 'importing') order by changed_at limit {PageSize}", ct);

    /// <summary>Notes a file that came, in the transaction that wrote its parts; false, and nothing changed, where it is on its way already.</summary>
    public async Task<bool> ReceiveAsync(NpgsqlConnection connection, CensusJob job, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            with gone as (
                delete from {FileTables.Parts} p using {FileTables.Files} f
                where f.tenant_id = $1 and f.file_id = $2 and p.tenant_id = f.tenant_id and p.content_id = f.content_id)
            insert into {FileTables.Files} (tenant_id, file_id, content_id, round, size_bytes, sender, role, state, last_row, received_at, changed_at, {string.Join(", ", FileCounts.Columns)})
            values ($1, $2, $3, $4, $5, $6, $7, 'checking', 0, $8, $8, {string.Join(", ", FileCounts.Columns.Select(_ => "0"))})
            on conflict (tenant_id, file_id) do update set content_id = excluded.content_id, sender = excluded.sender, role = excluded.role,
                state = 'checking', last_row = 0, changed_at = excluded.changed_at, {string.Join(", ", FileCounts.Columns.Select(c => $"{c} = 0"))}
            where {FileTables.Files}.state not in ('checking', 'importing', 'paused')
            """, connection);
        Add(command, [job.Tenant, job.Id, job.Content, job.Round, job.Size, job.Caller.Subject, Question.CodeOf(job.Caller.Role), Now]);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Changes a file's state if it has one of those before it; whether it had.</summary>
    public async Task<bool> ChangeAsync(string tenant, Guid file, FileState[] from, FileState to, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"update {FileTables.Files} set state = $3, changed_at = $4 where tenant_id = $1 and file_id = $2 and state = any($5)");
        Add(command, [tenant, file, Question.CodeOf(to), Now, from.Select(s => Question.CodeOf(s)).ToArray()]);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Notes how far a file is; false where somebody stopped it meanwhile.</summary>
    public async Task<bool> AdvanceAsync(CensusJob job, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update {FileTables.Files} set last_row = greatest(last_row, $4), changed_at = $5, {string.Join(", ", FileCounts.Columns.Select((c, i) => $"{c} = ${i + 6}"))}
            where tenant_id = $1 and file_id = $2 and state = $3
            """);
        Add(command, [job.Tenant, job.Id, Question.CodeOf(job.State), job.LastRow, Now, .. job.Counts.Values.Cast<object>()]);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Deletes a file with its bytes and problems; what it was, or null.</summary>
    public async Task<CensusJob?> DeleteAsync(string tenant, Guid file, CancellationToken ct) => (await ReadAsync(
        $"""
            with gone as (delete from {FileTables.Files} where tenant_id = $1 and file_id = $2 returning {Columns}),
            parts as (delete from {FileTables.Parts} where tenant_id = $1 and content_id in (select content_id from gone)),
            problems as (delete from {FileTables.Problems} where tenant_id = $1 and file_id = $2)
            select {Columns} from gone
            """, ct, tenant, file)).SingleOrDefault();

    private DateTime Now => clock.GetCurrentInstant().ToDateTimeUtc();

    private async Task<List<CensusJob>> ReadAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        Add(command, values);
        var jobs = new List<CensusJob>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) jobs.Add(JobIn(rows));
        return jobs;
    }

    private static CensusJob JobIn(NpgsqlDataReader row)
    {
        var tenant = row.GetString(0);
        var counts = Enumerable.Range(10, FileCounts.Columns.Length).Select(row.GetInt32).ToArray();
        return new(tenant, row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetInt64(4),
            new Caller(row.GetString(5), Enum.Parse<Role>(row.GetString(6), ignoreCase: true), tenant, [], []),
            Enum.Parse<FileState>(row.GetString(7), ignoreCase: true), row.GetInt32(8),
            new FileCounts(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], counts[7], counts[8]), row.GetFieldValue<DateTimeOffset>(9));
    }

    private static void Add(NpgsqlCommand command, object[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
    }
}
