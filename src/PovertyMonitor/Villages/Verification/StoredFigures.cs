using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using NpgsqlTypes;

namespace PovertyMonitor.Villages.Verification;

/// <summary>The projection's tables as a transaction sees them, each cell as text by its key.</summary>
internal sealed class StoredFigures(NpgsqlTransaction transaction, string tenant)
{
    /// <summary>The condition for cells of measures that are ready.</summary>
    public const string IsReady = $"measure not in (select measure from {PovertyTables.Fills} where tenant_id = $1 and not ready)";

    /// <summary>The measures that are not worked out for every household yet.</summary>
    public async Task<IReadOnlySet<string>> UnreadyAsync(CancellationToken ct)
    {
        await using var command = Command($"select measure from {PovertyTables.Fills} where tenant_id = $1 and not ready");
        var unready = new HashSet<string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) unready.Add(rows.GetString(0));
        return unready;
    }

    /// <summary>How far the projection has come.</summary>
    public async Task<long?> SequenceAsync(CancellationToken ct)
    {
        await using var command = Command($"select sequence from {PovertyTables.Progress} where tenant_id = $1");
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    /// <summary>All cells of a small table: keys in the first columns, values in the others.</summary>
    public async Task<Dictionary<string, string>> CellsAsync(string columns, string table, int keys, string where, CancellationToken ct)
    {
        await using var command = Command($"select {columns} from {table} where tenant_id = $1 and {where}");
        return await ReadAsync(command, keys, ct);
    }

    /// <summary>The assessments of households.</summary>
    public async Task<Dictionary<string, string>> AssessmentsAsync(string[] measures, Guid[] households, CancellationToken ct)
    {
        await using var command = Command($"""
            select measure, household, valid_from, counts_in_round, known_from, known_to, valid_to, submission, round, village, rt, rw, dasa_wisma, deprived, missing, flags,
                {PovertyTables.PersonColumns}
            from {PovertyTables.Assessments} where tenant_id = $1 and measure = any($2) and household = any($3)
            """);
        command.Parameters.Add(new() { Value = measures, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = households });
        return await ReadAsync(command, 5, ct);
    }

    /// <summary>How many assessments there are.</summary>
    public async Task<long> CountAssessmentsAsync(CancellationToken ct)
    {
        await using var command = Command($"select count(*) from {PovertyTables.Assessments} where tenant_id = $1 and {IsReady}");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Values as one text.</summary>
    public static string Text(params IEnumerable<object?> values) => string.Join('|', values.Select(v => v switch
    {
        null or DBNull => "-",
        // PostgreSQL keeps microseconds.
        Instant instant => InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks() / 10 * 10)),
        _ => string.Create(CultureInfo.InvariantCulture, $"{v}"),
    }));

    private static async Task<Dictionary<string, string>> ReadAsync(NpgsqlCommand command, int keys, CancellationToken ct)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var values = Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetDataTypeName(i) == "timestamp with time zone" && !rows.IsDBNull(i) ? rows.GetFieldValue<Instant>(i) : rows.GetValue(i)).ToList();
            cells.Add(Text(values.Take(keys)), Text(values.Skip(keys)));
        }
        return cells;
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = tenant });
        return command;
    }
}
