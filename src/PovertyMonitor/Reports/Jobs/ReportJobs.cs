using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Reports.Jobs;

/// <summary>How a report that takes long stands.</summary>
internal enum ReportJobState
{
    /// <summary>It waits or is being made.</summary>
    Making,

    /// <summary>It can be fetched.</summary>
    Ready,

    /// <summary>It could not be made.</summary>
    Failed,
}

/// <summary>A report that takes long.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Id">Made from the request: the same request has the same.</param>
/// <param name="Request">The request.</param>
/// <param name="State">How it stands.</param>
/// <param name="Steps">How many steps it takes.</param>
/// <param name="Done">How many are done.</param>
internal sealed record ReportJob(string Tenant, Guid Id, ReportRequest Request, ReportJobState State, int Steps, int Done) : IJob;

/// <summary>The reports that take long, and what came of them.</summary>
internal sealed class ReportJobs(NpgsqlDataSource database, IClock clock)
{
    private const string Table = "report_jobs";
    private static readonly Duration Kept = Duration.FromDays(7);

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Table);
        table.AddColumn("job_id", "uuid").AsPrimaryKey();
        table.AddColumn("request", "varchar").NotNull();
        table.AddColumn("state", "varchar").NotNull();
        table.AddColumn("steps", "integer").NotNull();
        table.AddColumn("done", "integer").NotNull();
        table.AddColumn("changed_at", "timestamptz").NotNull();
        table.AddColumn("content", "bytea");
        table.Indexes.Add(new IndexDefinition("report_jobs_making") { Columns = ["state"], Predicate = "state = 'making'" });
        return table;
    }

    /// <summary>Notes a report to be made, where it is not there already, and forgets those that nobody fetched for a week.</summary>
    public async Task<ReportJob> AskAsync(string tenant, ReportRequest request, int steps, CancellationToken ct)
    {
        var (id, now) = (request.IdIn(tenant), clock.GetCurrentInstant());
        await using (var command = database.CreateCommand($"""
            with gone as (delete from {Table} where changed_at < $6 and job_id <> $2)
            insert into {Table} (tenant_id, job_id, request, state, steps, done, changed_at) values ($1, $2, $3, 'making', $4, 0, $5)
            on conflict (tenant_id, job_id) do update set state = 'making', done = 0, changed_at = excluded.changed_at where {Table}.state = 'failed'
            """))
        {
            Add(command, tenant, id, request.Write(), steps, now, now - Kept);
            await command.ExecuteNonQueryAsync(ct);
        }
        return (await FindAsync(tenant, id, ct))!;
    }

    /// <summary>A regency's job, or null.</summary>
    public async Task<ReportJob?> FindAsync(string tenant, Guid id, CancellationToken ct) => (await ReadAsync("where tenant_id = $1 and job_id = $2", ct, tenant, id)).SingleOrDefault();

    /// <summary>Those to be made, of all regencies, the oldest first.</summary>
    public Task<List<ReportJob>> WaitingAsync(CancellationToken ct) => ReadAsync("where state = 'making' order by changed_at limit 100", ct);

    /// <summary>What was made.</summary>
    public async Task<byte[]?> ContentAsync(ReportJob job, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select content from {Table} where tenant_id = $1 and job_id = $2");
        Add(command, job.Tenant, job.Id);
        return await command.ExecuteScalarAsync(ct) as byte[];
    }

    /// <summary>Notes how far a job is.</summary>
    public async Task ChangeAsync(ReportJob job, ReportJobState state, int done, byte[]? content, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"update {Table} set state = $3, done = $4, content = $5, changed_at = $6 where tenant_id = $1 and job_id = $2");
        Add(command, job.Tenant, job.Id, Question.CodeOf(state), done);
        command.Parameters.Add(new() { Value = (object?)content ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        Add(command, clock.GetCurrentInstant());
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<ReportJob>> ReadAsync(string where, CancellationToken ct, params object[] values)
    {
        await using var command = database.CreateCommand($"select tenant_id, job_id, request, state, steps, done from {Table} {where}");
        Add(command, values);
        var jobs = new List<ReportJob>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            jobs.Add(new(row.GetString(0), row.GetGuid(1), ReportRequest.Read(row.GetString(2)), Enum.Parse<ReportJobState>(row.GetString(3), ignoreCase: true), row.GetInt32(4), row.GetInt32(5)));
        return jobs;
    }

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
    }
}
