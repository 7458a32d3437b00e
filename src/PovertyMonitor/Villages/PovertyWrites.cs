using System.Diagnostics;
using System.Text.Json;
using JasperFx.Events;
using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;
using PovertyMonitor.Villages.Building;

namespace PovertyMonitor.Villages;

/// <summary>Writes what a page changed, in the transaction that also moves the projection's position; done again after a failure it does the same.</summary>
/// <param name="tenant">The regency.</param>
/// <param name="sequence">The page's last event.</param>
/// <param name="recordedAt">When that was recorded.</param>
internal sealed class PovertyWrites(string tenant, long sequence, Instant recordedAt) : ITransactionParticipant
{
    // Whoever looks keys up in a table without statistics, as at the beginning of a rebuild, must not read all of it, nor keep to a plan
    // made when it was empty.
    // Nor need the disk be waited for: what a crash takes away of rows it takes away of the progress too, and the log gives it back.
    private const string Settings = """
        select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
            set_config('plan_cache_mode', 'force_custom_plan', true)
        """;

    private readonly List<object> _steps = [];
    private readonly Dictionary<Guid, byte[]?> _kept = [];

    /// <summary>A measure was adopted; what stood then is still to be assessed by it.</summary>
    public void Adopt(CompiledMeasure measure, MeasureAdopted adopted, long at) => _steps.Add(new[]
    {
        Command($"""
            insert into {PovertyTables.Own.Measures} (tenant_id, measure, adopted_at_sequence, effective_from, definition) values ($1, $2, $3, $4, $5) on conflict do nothing
            """,
            new() { Value = measure.Id }, new() { Value = at }, new() { Value = adopted.EffectiveFrom },
            new() { Value = JsonSerializer.Serialize(adopted.Definition, MeasureJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb }),
        Command($"""
            insert into {PovertyTables.Own.Fills} (tenant_id, measure, adopted_at_sequence, households, filled, filled_up_to, ready)
            select $1, $2, $3, count(distinct stream_id), 0, '00000000-0000-0000-0000-000000000000', count(*) = 0
            from mt_events where tenant_id = $1 and type = any($4) and seq_id < $3 on conflict do nothing
            """,
            new() { Value = measure.Id }, new() { Value = at }, new() { Value = HouseholdHistories.FactNames }),
    });

    /// <summary>An event can't be taken into account.</summary>
    public void Quarantine(IEvent e, string reason) => _steps.Add(new[]
    {
        Command($"insert into {PovertyTables.Own.Quarantine} (tenant_id, sequence, event_id, event_type, reason) values ($1, $2, $3, $4, $5)",
            new() { Value = e.Sequence }, new() { Value = e.Id }, new() { Value = e.EventTypeName }, new() { Value = reason }),
    });

    /// <summary>A regency stated how many households it expects.</summary>
    public void Expect(HouseholdsExpected stated) => _steps.Add(new[]
    {
        Command($"""
            insert into {PovertyTables.Own.Expected} (tenant_id, round, village, households)
            select $1, $2, r.* from unnest($3::varchar[], $4::bigint[]) as r
            on conflict (tenant_id, round, village) do update set households = excluded.households
            """,
            new() { Value = stated.Round }, new() { Value = stated.Households.Keys.ToArray() }, new() { Value = stated.Households.Values.Select(n => (long)n).ToArray() }),
    });

    /// <summary>What changed in assessments, tallies and visits; of several stretches of a page in their order.</summary>
    public void Write(PovertyChanges changes) => _steps.Add(new PovertyRows(tenant, changes));

    /// <summary>What is kept of a household after the page.</summary>
    public void Keep(Guid household, byte[]? state) => _kept[household] = state;

    /// <inheritdoc/>
    public async Task BeforeCommitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken token)
    {
        // The progress comes first: its row is the lock between the page and whoever fills in a measure.
        var begun = Stopwatch.GetTimestamp();
        await ExecuteAsync(connection, transaction, [new(Settings)], token);
        await FirstPage.BeginAsync(connection, transaction, tenant, sequence, token);
        await LaterIndexes.MakeAsync(connection, transaction, tenant, sequence, token);
        ProjectionMeter.Took("first page and indexes", begun);
        begun = Stopwatch.GetTimestamp();
        await ExecuteAsync(connection, transaction, [Progress(), .. Kept()], token);
        ProjectionMeter.Took("households kept", begun);
        foreach (var step in _steps)
        {
            if (step is NpgsqlBatchCommand[] commands) await ExecuteAsync(connection, transaction, commands, token);
            else await ((PovertyRows)step).WriteAsync(connection, transaction, token);
        }
    }

    private NpgsqlBatchCommand Progress() => Command($"""
        insert into {PovertyTables.Own.Progress} (tenant_id, sequence, recorded_at) values ($1, $2, $3)
        on conflict (tenant_id) do update set sequence = excluded.sequence, recorded_at = excluded.recorded_at
        """, new() { Value = sequence }, new() { Value = recordedAt });

    private NpgsqlBatchCommand[] Kept() => _kept.Count == 0 ? [] :
    [
        Command($"""
            insert into {PovertyTables.Own.Kept} (tenant_id, household, state) select $1, r.* from unnest($2, $3) as r
            on conflict (tenant_id, household) do update set state = excluded.state
            """, Columns.Of(_kept.Keys, NpgsqlDbType.Uuid), Columns.Of(_kept.Values, NpgsqlDbType.Bytea)),
    ];

    private NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, NpgsqlBatchCommand[] commands, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        // A command belongs to one batch, and a failed page is written again.
        foreach (var command in commands)
        {
            var copy = new NpgsqlBatchCommand(command.CommandText);
            foreach (NpgsqlParameter parameter in command.Parameters) copy.Parameters.Add(parameter.Clone());
            batch.BatchCommands.Add(copy);
        }
        await batch.ExecuteNonQueryAsync(ct);
    }
}
