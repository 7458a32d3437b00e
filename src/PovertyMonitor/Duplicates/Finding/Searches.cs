using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Households.Directory;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>The searches that were asked for. One of an area is under way at a time: asking again joins it.</summary>
internal sealed class Searches(NpgsqlDataSource database, ModelStore models, IClock clock)
{
    private const string Selected = $"""
        select s.search_id, s.area, s.requested_at, s.finished_at, s.households,
            (select count(*)::int from {DuplicateTables.Due} d where d.tenant_id = s.tenant_id and s.finished_at is null and d.since <= s.requested_at and (d.village = s.area or d.village like s.area || '.%')),
            (select count(*)::int from {DuplicateTables.Profiles} p where p.tenant_id = s.tenant_id and p.is_crowded and (p.village = s.area or p.village like s.area || '.%')),
            (select count(*)::int from {DuplicateTables.Candidates} c where c.tenant_id = s.tenant_id and c.state = 'open'
                and (c.village_a = s.area or c.village_a like s.area || '.%' or c.village_b = s.area or c.village_b like s.area || '.%'))
        from {DuplicateTables.Searches} s
        """;

    /// <summary>Begins a search, or finds the one under way; and whether it is new.</summary>
    public async Task<(Guid Id, bool IsNew)> BeginAsync(Caller caller, string area, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var command = database.CreateCommand($"""
            with turn as materialized (select pg_advisory_xact_lock(hashtextextended('duplicates/' || $1, 0))),
            running as (select search_id from turn, {DuplicateTables.Searches} where tenant_id = $1 and area = $2 and finished_at is null),
            begun as (
                insert into {DuplicateTables.Searches} (tenant_id, search_id, area, requested_by, requested_at)
                select $1, $3, $2, $4, $5 where not exists (select from running) returning search_id)
            select search_id, false from running union all select search_id, true from begun
            """);
        foreach (var value in new object[] { caller.Regency!, area, Guid.CreateVersion7(now.ToDateTimeOffset()), caller.Subject, now }) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return (rows.GetGuid(0), rows.GetBoolean(1));
    }

    /// <summary>How far a search is; <see langword="null"/> where there is none of that id.</summary>
    public async Task<SearchView?> FindAsync(string tenant, Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"{Selected} where s.tenant_id = $1 and s.search_id = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = id });
        await using var rows = await command.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct)) return null;
        int? households = rows.IsDBNull(4) ? null : rows.GetInt32(4);
        var isFinished = !rows.IsDBNull(3);
        return new(rows.GetGuid(0), rows.GetString(1), isFinished ? "finished" : households is null ? "learning" : "comparing",
            rows.GetFieldValue<Instant>(2), isFinished ? rows.GetFieldValue<Instant>(3) : null, households, rows.GetInt32(5), rows.GetInt32(6), rows.GetInt32(7));
    }

    /// <summary>Learns the model for searches that have just begun and notes their households; and ends those that are through. Whether one is under way.</summary>
    public async Task<bool> AdvanceAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var (isUnderWay, hasBegun) = await StateAsync(connection, tenant, ct);
        if (!isUnderWay) return false;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (hasBegun)
        {
            batch.BatchCommands.Add(ModelStore.Write(tenant, await models.LearnAsync(tenant, ct)));
            batch.BatchCommands.Add(Note(tenant));
        }
        batch.BatchCommands.Add(End(tenant));
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static async Task<(bool IsUnderWay, bool HasBegun)> StateAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select count(*) > 0, count(*) filter (where households is null) > 0 from {DuplicateTables.Searches} where tenant_id = $1 and finished_at is null", connection);
        command.Parameters.Add(new() { Value = tenant });
        await using var rows = await command.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return (rows.GetBoolean(0), rows.GetBoolean(1));
    }

    private static NpgsqlBatchCommand Note(string tenant) => new($"""
        with begun as (select search_id, area, requested_at from {DuplicateTables.Searches} where tenant_id = $1 and households is null and finished_at is null),
        asked as (
            select h.household_id, h.village, b.search_id, b.requested_at
            from begun b join {DirectoryTable.Name} h on h.tenant_id = $1 and h.ended_at is null and (h.village = b.area or h.village like b.area || '.%')),
        noted as (
            insert into {DuplicateTables.Due} (tenant_id, household_id, village, since)
            select $1, household_id, min(village), min(requested_at) from asked group by household_id order by household_id
            on conflict (tenant_id, household_id) do update set since = least({DuplicateTables.Due}.since, excluded.since))
        update {DuplicateTables.Searches} s set households = (select count(*) from asked a where a.search_id = s.search_id)
        from begun b where s.tenant_id = $1 and s.search_id = b.search_id
        """)
    {
        Parameters = { new() { Value = tenant } },
    };

    // What came after a search was asked for is not waited for.
    private NpgsqlBatchCommand End(string tenant) => new($"""
        update {DuplicateTables.Searches} s set finished_at = $2
        where tenant_id = $1 and finished_at is null and households is not null and not exists (
            select from {DuplicateTables.Due} d where d.tenant_id = $1 and d.since <= s.requested_at and (d.village = s.area or d.village like s.area || '.%'))
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = clock.GetCurrentInstant() } },
    };
}

/// <summary>How far a search for duplicates is.</summary>
/// <param name="Id">The search.</param>
/// <param name="Area">The area it is about.</param>
/// <param name="State"><c>learning</c>, <c>comparing</c> or <c>finished</c>.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Households">How many households the area has.</param>
/// <param name="Remaining">How many of them are still to be compared.</param>
/// <param name="Crowded">How many were too like too many others to be compared with all of them.</param>
/// <param name="Open">How many pairs of the area wait for a person now.</param>
internal sealed record SearchView(
    Guid Id, string Area, string State, Instant RequestedAt, Instant? FinishedAt, int? Households, int Remaining, int Crowded, int Open);
