using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Assistance.RegisterFiles;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;

namespace PovertyMonitor.WorkLists;

/// <summary>Completes households with who lives in them and the help they got; the reading is recorded with its purpose.</summary>
internal sealed class WorkListRows(NpgsqlDataSource database, IdentityReader identities, RegisterFileStore files)
{
    /// <summary>The rows, in the order of a work list.</summary>
    public async Task<IReadOnlyList<WorkListRow>> OfAsync(Caller caller, string purpose, IReadOnlyList<HouseholdLine> lines, CancellationToken ct)
    {
        var (tenant, ids) = (caller.Regency!, lines.Select(l => l.HouseholdId).ToArray());
        var file = await files.ListAsync(tenant, null, ct) is [var latest, ..] ? latest.FileId : Guid.Empty;
        var (places, help) = await ReadAsync(tenant, file, ids, ct);
        var people = await identities.OfAsync(caller, $"work list: {purpose}", ids, ct);
        return [.. WorkListRow.Sort(lines.Select(l => WorkListRow.Of(
            l, places.GetValueOrDefault(l.HouseholdId), people.GetValueOrDefault(l.HouseholdId), help.GetValueOrDefault(l.HouseholdId, KnownHelp.None))))];
    }

    private async Task<(Dictionary<Guid, DirectoryEntry> Places, Dictionary<Guid, KnownHelp> Help)> ReadAsync(string tenant, Guid file, Guid[] ids, CancellationToken ct)
    {
        var (places, help) = (new Dictionary<Guid, DirectoryEntry>(), new Dictionary<Guid, KnownHelp>());
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { HouseholdDirectory.Query(tenant, ids), Recorded(tenant, ids), Registered(tenant, file, ids) } };
        await using var row = await batch.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) places[row.GetGuid(0)] = HouseholdDirectory.Read(row);
        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var known = help.GetValueOrDefault(row.GetGuid(0), KnownHelp.None);
            help[row.GetGuid(0)] = known with { Recorded = [.. known.Recorded, (row.GetString(1), row.GetFieldValue<LocalDate>(2))] };
        }
        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct))
            help[row.GetGuid(0)] = help.GetValueOrDefault(row.GetGuid(0), KnownHelp.None) with
            {
                Registered = row.GetFieldValue<string[]>(1),
                Decile = row.IsDBNull(2) ? null : row.GetInt16(2),
            };
        return (places, help);
    }

    private static NpgsqlBatchCommand Recorded(string tenant, Guid[] ids) => new($"""
        select household_id, programme, max(given_on) from {HelpTable.Name} where tenant_id = $1 and household_id = any($2) group by 1, 2 order by 1, 3 desc, 2
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = ids } },
    };

    private static NpgsqlBatchCommand Registered(string tenant, Guid file, Guid[] ids) => new($$"""
        select household_id, coalesce(array_agg(distinct p) filter (where p is not null), '{}'::varchar[]), min(decile)
        from {{RegisterFileTables.Entries}} left join unnest(programmes) as p on true
        where tenant_id = $1 and file_id = $2 and household_id = any($3) and state = 'matched' group by 1
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = file }, new() { Value = ids } },
    };
}
