using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Households.Life;

/// <summary>A change as it was reported.</summary>
/// <param name="Kind">The last part of its address.</param>
/// <param name="Body">Its JSON.</param>
internal sealed record ChangeReport(string Kind, string Body);

/// <summary>A change whose turn has come.</summary>
/// <param name="Change">The report's id.</param>
/// <param name="Household">The household it is about.</param>
/// <param name="Report">As it was reported.</param>
/// <param name="Caller">By whom.</param>
/// <param name="Version">The version of the household it waits for.</param>
internal sealed record DueChange(Guid Change, Guid Household, ChangeReport Report, Caller Caller, long Version);

/// <summary>A change that is kept.</summary>
/// <param name="ChangeId">The report's id.</param>
/// <param name="Household">The household it is about.</param>
/// <param name="Kind">What it reports.</param>
/// <param name="WaitsFor">The household of which something has not arrived yet.</param>
/// <param name="Problem">The code of the problem for which it was refused when its turn came.</param>
/// <param name="ReceivedAt">When it was received.</param>
internal sealed record WaitingChange(Guid ChangeId, Guid Household, string Kind, Guid WaitsFor, string? Problem, Instant ReceivedAt);

/// <summary>Under a change's id another report is kept.</summary>
internal sealed class OtherChangeException : Exception;

/// <summary>A report waits for one that itself waits for it, if by way of others.</summary>
/// <param name="chain">Those that wait, each for the next; the last one for this report.</param>
internal sealed class NamesEachOtherException(IReadOnlyList<Guid> chain) : Exception
{
    /// <summary>Those that wait, each for the next; the last one for this report.</summary>
    public IReadOnlyList<Guid> Chain => chain;
}

/// <summary>A report whose turn had come was forgotten in between.</summary>
internal sealed class NotWaitingException : Exception;

/// <summary>Changes that refer to what has not arrived yet: kept, sealed, until the household has news.</summary>
internal sealed class WaitingChanges(NpgsqlDataSource database, Sealer sealer, IClock clock)
{
    public const string Name = "household_changes_waiting";

    /// <summary>One row per change that waits or was refused when its turn came.</summary>
    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("change_id", "uuid").AsPrimaryKey();
        table.AddColumn("household_id", "uuid").NotNull();
        table.AddColumn("kind", "varchar").NotNull();
        table.AddColumn("sealed", "bytea").NotNull();
        table.AddColumn("caller", "jsonb").NotNull();
        table.AddColumn("sender", "varchar").NotNull();
        table.AddColumn("waits_for", "uuid").NotNull();
        table.AddColumn("seen_version", "bigint").NotNull();
        table.AddColumn("problem", "varchar");
        table.AddColumn("received_at", "timestamptz").NotNull();
        return table;
    }

    /// <summary>Keeps a report; the same again is kept once, with the version at which it was tried last of the household it waits for.</summary>
    /// <exception cref="OtherChangeException">Another report is kept under this id.</exception>
    /// <exception cref="NamesEachOtherException">It would wait for ever.</exception>
    public async Task KeepAsync(
        NpgsqlTransaction transaction, Caller caller, Guid household, Guid change, ChangeReport report, (Guid Household, long Version) awaited, CancellationToken ct)
    {
        if (NamedBy(report.Body) is { } named && await ChainToAsync(transaction, caller.Regency!, named, change, ct) is { } chain) throw new NamesEachOtherException(chain);
        if (!await InsertAsync(transaction, caller, household, change, report, awaited, ct) && await IsOtherAsync(caller.Regency!, household, change, report, ct))
            throw new OtherChangeException();
    }

    // Of those that wait, from one to the next that it names; null where that leads elsewhere.
    private async Task<IReadOnlyList<Guid>?> ChainToAsync(NpgsqlTransaction transaction, string tenant, Guid named, Guid change, CancellationToken ct)
    {
        var (chain, next) = (new List<Guid>(), (Guid?)named);
        while (next is { } at && at != change && !chain.Contains(at))
        {
            chain.Add(at);
            await using var command = new NpgsqlCommand($"select sealed from {Name} where tenant_id = $1 and change_id = $2", transaction.Connection, transaction)
            {
                Parameters = { new() { Value = tenant }, new() { Value = at } },
            };
            next = await command.ExecuteScalarAsync(ct) is byte[] kept ? NamedBy(Encoding.UTF8.GetString(sealer.Open(kept, tenant))) : null;
        }
        return next == change ? chain : null;
    }

    private static Guid? NamedBy(string body) => JsonNode.Parse(body) is JsonObject report
        && (report["replaces"] ?? report["withdraws"]) is JsonValue value && value.TryGetValue<string>(out var id) && Guid.TryParseExact(id, "D", out var named) ? named : null;

    private async Task<bool> InsertAsync(
        NpgsqlTransaction transaction, Caller caller, Guid household, Guid change, ChangeReport report, (Guid Household, long Version) awaited, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            insert into {Name} (tenant_id, change_id, household_id, kind, sealed, caller, sender, waits_for, seen_version, received_at)
            values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10)
            on conflict (tenant_id, change_id) do update set waits_for = excluded.waits_for, seen_version = excluded.seen_version, problem = null
                where {Name}.household_id = excluded.household_id and {Name}.kind = excluded.kind
            returning xmax = 0
            """, transaction.Connection, transaction)
        {
            Parameters =
            {
                new() { Value = caller.Regency! }, new() { Value = change }, new() { Value = household }, new() { Value = report.Kind },
                new() { Value = sealer.Seal(Encoding.UTF8.GetBytes(report.Body), caller.Regency!) },
                new() { Value = JsonSerializer.Serialize(caller) }, new() { Value = caller.Subject }, new() { Value = awaited.Household }, new() { Value = awaited.Version },
                new() { Value = clock.GetCurrentInstant() },
            },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Forgets a report that was recorded.</summary>
    public static async Task ForgetAsync(NpgsqlTransaction transaction, string tenant, Guid change, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"delete from {Name} where tenant_id = $1 and change_id = $2", transaction.Connection, transaction)
        {
            Parameters = { new() { Value = tenant }, new() { Value = change } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Forgets a report that is not wanted any more, of one sender or of whomever; says whether it was there.</summary>
    public async Task<bool> DropAsync(string tenant, string? sender, Guid change, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"delete from {Name} where tenant_id = $1 and change_id = $2 and ($3 = '' or sender = $3)");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = change });
        command.Parameters.Add(new() { Value = sender ?? "" });
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    /// <summary>Holds a report whose turn has come, so that it can't be forgotten while it is recorded.</summary>
    /// <exception cref="NotWaitingException">It was forgotten before.</exception>
    public static async Task HoldAsync(NpgsqlTransaction transaction, string tenant, Guid change, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select 1 from {Name} where tenant_id = $1 and change_id = $2 for update", transaction.Connection, transaction)
        {
            Parameters = { new() { Value = tenant }, new() { Value = change } },
        };
        if (await command.ExecuteScalarAsync(ct) is null) throw new NotWaitingException();
    }

    /// <summary>Whether another report waits under a change's id.</summary>
    public async Task<bool> IsOtherAsync(string tenant, Guid household, Guid change, ChangeReport report, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select sealed, household_id, kind from {Name} where tenant_id = $1 and change_id = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = change });
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return false;
        return (row.GetGuid(1), row.GetString(2)) != (household, report.Kind)
            || !JsonNode.DeepEquals(JsonNode.Parse(sealer.Open(row.GetFieldValue<byte[]>(0), tenant)), JsonNode.Parse(report.Body));
    }

    /// <summary>Marks a report that was refused when its turn came; it has another one when there is more news, which may be what it lacked.</summary>
    public async Task RefuseAsync(DueChange due, string problem, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"update {Name} set problem = $3, seen_version = $4 where tenant_id = $1 and change_id = $2");
        command.Parameters.Add(new() { Value = due.Caller.Regency! });
        command.Parameters.Add(new() { Value = due.Change });
        command.Parameters.Add(new() { Value = problem });
        command.Parameters.Add(new() { Value = due.Version });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What waits or was refused, of one sender or of all, the oldest first.</summary>
    public async Task<IReadOnlyList<WaitingChange>> ListAsync(string tenant, string? sender, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select change_id, household_id, kind, waits_for, problem, received_at from {Name}
            where tenant_id = $1 and ($2 = '' or sender = $2) order by received_at, change_id limit 1000
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = sender ?? "" });
        var list = new List<WaitingChange>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            list.Add(new(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetGuid(3), rows.IsDBNull(4) ? null : rows.GetString(4), rows.GetFieldValue<Instant>(5)));
        return list;
    }

    /// <summary>The reports whose household has news since they were tried, the oldest first.</summary>
    public async Task<IReadOnlyList<DueChange>> DueAsync(int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select w.tenant_id, w.household_id, w.kind, w.sealed, w.caller, w.change_id, s.version from {Name} as w
            join mt_streams as s on s.tenant_id = w.tenant_id and s.id = w.waits_for
            where s.version > w.seen_version order by w.received_at limit {most}
            """);
        var due = new List<DueChange>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            due.Add(new(rows.GetGuid(5), rows.GetGuid(1), new(rows.GetString(2), Encoding.UTF8.GetString(sealer.Open(rows.GetFieldValue<byte[]>(3), rows.GetString(0)))),
                JsonSerializer.Deserialize<Caller>(rows.GetString(4))!, rows.GetInt64(6)));
        return due;
    }
}
