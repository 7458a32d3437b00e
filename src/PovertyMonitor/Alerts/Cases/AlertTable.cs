using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>The table of alerts: the memory of what was raised, and what lists ask for. Written with the events.</summary>
internal static class AlertTable
{
    public const string Name = "raised_alerts";
    public const string Positions = "alert_positions";

    public static IEnumerable<Table> In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("id", "uuid").AsPrimaryKey();
        // The order in which alerts became visible, or changed so that whoever follows must look again: what is read up to one position can't be joined by a smaller one.
        table.AddColumn("position", "bigint").NotNull();
        table.AddColumn("rule", "varchar").NotNull();
        table.AddColumn("revision", "integer").NotNull();
        table.AddColumn("audience", "varchar").NotNull();
        table.AddColumn("told", "varchar[]").NotNull();
        table.AddColumn("severity", "varchar").NotNull();
        table.AddColumn("area", "varchar").NotNull();
        table.AddColumn("subject", "varchar").NotNull();
        table.AddColumn("caused_at", "timestamptz").NotNull();
        table.AddColumn("content", "jsonb").NotNull();
        // What it says since it was taken up again; what raised it stays as it was, for what counts by it.
        table.AddColumn("latest", "jsonb");
        table.AddColumn("state", "varchar").NotNull();
        table.AddColumn("level", "integer").NotNull();
        table.AddColumn("raised_at", "timestamptz").NotNull();
        table.AddColumn("delivered_at", "timestamptz");
        table.AddColumn("acknowledged_at", "timestamptz");
        table.AddColumn("settled_at", "timestamptz");
        table.Indexes.Add(new IndexDefinition("raised_alerts_position") { Columns = ["tenant_id", "position"], IsUnique = true });
        table.Indexes.Add(new IndexDefinition("raised_alerts_subject") { Columns = ["tenant_id", "subject", "rule"] });
        table.Indexes.Add(new IndexDefinition("raised_alerts_area") { Columns = ["tenant_id", "rule", "area", "caused_at"] });
        yield return table;
        var positions = TenantTable.Named(schema, Positions);
        positions.AddColumn("position", "bigint").NotNull();
        yield return positions;
    }

    /// <summary>
    /// Raises an alert in a session's transaction: its row, the first event of its stream, its position. Nothing happens
    /// where it was raised before, or where the same subject had one of the rule within the cool-down.
    /// </summary>
    public static void Raise(IDocumentOperations operations, Alert alert, int coolDownDays, Instant now)
    {
        var json = operations.DocumentStore.Options.Serializer();
        // One statement, since what it queues can't read in between. The row of the position is locked until the commit.
        operations.QueueSqlCommand($"""
            with asked as (select ?::varchar as tenant, ?::jsonb as a, ?::jsonb as event, ?::timestamptz as now, ?::integer as days),
            fresh as (select asked.*, (a->>'id')::uuid as id, (a->>'causedAt')::timestamptz as caused_at from asked where not exists (
                select 1 from {Name} r where r.tenant_id = tenant and r.subject = a->>'subject' and r.rule = a->>'kind' and (r.id = (a->>'id')::uuid
                    or (r.state <> 'withdrawn' and r.caused_at > (a->>'causedAt')::timestamptz - make_interval(days => days)
                        and r.caused_at < (a->>'causedAt')::timestamptz + make_interval(days => days))))),
            place as (insert into {Positions} as p (tenant_id, position) select tenant, {Clock} from fresh
                on conflict (tenant_id) do update set position = greatest(p.position + 1, excluded.position) returning position),
            news as (insert into {Name} (tenant_id, id, position, rule, revision, audience, told, severity, area, subject, caused_at, content, state, level, raised_at)
                select tenant, id, position, a->>'kind', (a->>'revision')::integer, a->>'audience', array[a->>'audience'], a->>'severity', a->>'area', a->>'subject',
                    caused_at, a, 'raised', 0, now from fresh, place),
            stream as (insert into mt_streams (id, version, timestamp, tenant_id) select id, 1, now, tenant from fresh on conflict do nothing returning id)
            insert into mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, is_archived)
            select nextval((select 'mt_events_sequence_' || partition_suffix from mt_tenant_partitions where partition_value = tenant)::regclass),
                gen_random_uuid(), f.id, 1, event, '{EventName}', tenant, now, '{typeof(AlertRaised).FullName}, {typeof(AlertRaised).Assembly.GetName().Name}', false
            from fresh f join stream on stream.id = f.id
            """, alert.Regency, json.ToJson(alert), json.ToJson(new AlertRaised(alert)), now.ToSql(), coolDownDays);
    }

    /// <summary>Writes where an alert stands.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="isNews">Whether those who follow the feed must look at it again.</param>
    public static NpgsqlBatchCommand Write(string tenant, AlertCase alert, bool isNews) => new($"""
        with place as (update {Positions} set position = greatest(position + 1, {Clock}) where tenant_id = $1 and $10 returning position)
        update {Name} set audience = $3, told = $4, state = $5, level = $6, delivered_at = $7, acknowledged_at = $8, settled_at = $9, latest = $11,
            position = coalesce((select position from place), position) where tenant_id = $1 and id = $2
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = alert.Alert!.Id }, new() { Value = alert.Audience }, new() { Value = alert.Told.ToArray() },
            new() { Value = AlertWords.Of(alert.State) }, new() { Value = alert.Level }, Time(alert.DeliveredAt), Time(alert.AcknowledgedAt), Time(alert.SettledAt),
            new() { Value = isNews },
            new() { Value = alert.Facts is null ? DBNull.Value : JsonSerializer.Serialize(alert.Latest, AlertJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
        },
    };

    private const string EventName = "alert_raised";

    // A backup that is restored knows an older position than receivers have seen; the time, in milliseconds, has gone on.
    private const string Clock = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

    private static NpgsqlParameter Time(Instant? at) => new() { Value = (object?)at ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
