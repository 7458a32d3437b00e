using System.Diagnostics;
using Npgsql;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>
/// The yardstick: the very rows the intake wrote (events, receipts, ciphertext, directory) written by nothing but a
/// database driver, into tables of the same columns and indexes, in the same batches, each durable when it ends.
/// </summary>
internal sealed class BareRows(string connectionString) : IAsyncDisposable
{
    // As the service has it: connections that are kept, and statements that are planned once.
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 64 });

    private static readonly (string Table, string Key)[] Tables =
    [
        (SurveyTables.Receipts, "submission_id"), (SurveyTables.Contents, "submission_id"),
        (IdentityTables.Identities, "household_id"), (DirectoryTable.Name, "household_id"), ("mt_streams", "id"), ("mt_events", "stream_id"),
    ];

    /// <summary>Makes the empty tables.</summary>
    public async Task CreateAsync()
    {
        foreach (var (table, _) in Tables)
        {
            await using var command = _database.CreateCommand($"create schema if not exists bare; create table bare.{table} (like {table} including all)");
            await command.ExecuteNonQueryAsync();
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>The tables' names.</summary>
    public static IEnumerable<string> TableNames => Tables.Select(t => t.Table);

    /// <summary>Reads what the intake wrote for submissions, in the same batches.</summary>
    public async Task<List<BareBatch>> ReadAsync(IEnumerable<Submission[]> chunks)
    {
        await using var connection = await _database.OpenConnectionAsync();
        var batches = new List<BareBatch>();
        foreach (var chunk in chunks)
        {
            var parts = new List<BarePart>();
            foreach (var (table, key) in Tables)
                parts.Add(await BarePart.ReadAsync(connection, table, key, [.. chunk.Select(s => key == "submission_id" ? s.SubmissionId : s.HouseholdId).Distinct()]));
            batches.Add(new BareBatch(parts));
        }
        return batches;
    }

    /// <summary>Writes batches and returns the seconds it took.</summary>
    /// <param name="batches">What is written.</param>
    /// <param name="writers">How many write at once.</param>
    public async Task<double> WriteAsync(List<BareBatch> batches, int writers)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = writers }, async (batch, ct) =>
        {
            await using var connection = await _database.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var commands = new NpgsqlBatch(connection, transaction);
            foreach (var part in batch.Parts) commands.BatchCommands.Add(part.Insert());
            await commands.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        });
        return watch.Elapsed.TotalSeconds;
    }
}

/// <summary>The rows of one transaction.</summary>
/// <param name="Parts">By table.</param>
internal sealed record BareBatch(IReadOnlyList<BarePart> Parts);

/// <summary>Rows of one table, by column.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">The columns' names, types and values.</param>
internal sealed record BarePart(string Table, IReadOnlyList<(string Name, string Type, Array Values)> Columns)
{
    public static async Task<BarePart> ReadAsync(NpgsqlConnection connection, string table, string key, Guid[] ids)
    {
        await using var command = new NpgsqlCommand($"select * from {table} where tenant_id = $1 and {key} = any($2)", connection);
        command.Parameters.Add(new() { Value = BenchService.Regency });
        command.Parameters.Add(new() { Value = ids });
        await using var rows = await command.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, rows.FieldCount).Select(i => (Name: rows.GetName(i), Type: rows.GetDataTypeName(i), Kind: rows.GetFieldType(i))).ToArray();
        var values = columns.Select(_ => new List<object?>()).ToArray();
        while (await rows.ReadAsync())
            for (var i = 0; i < columns.Length; i++)
                values[i].Add(rows.IsDBNull(i) ? null : IsArray(columns[i].Type) ? "{}" : rows.GetValue(i));
        return new BarePart(table, [.. columns.Select((c, i) => (c.Name, c.Type, ArrayOf(IsArray(c.Type) ? typeof(string) : c.Kind, values[i])))]);
    }

    public NpgsqlBatchCommand Insert()
    {
        var names = string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));
        // An array of arrays can't be unnested; there is one such column, and it is empty.
        var picks = string.Join(", ", Columns.Select(c => IsArray(c.Type) ? $"r.\"{c.Name}\"::{c.Type}" : $"r.\"{c.Name}\""));
        var arrays = string.Join(", ", Columns.Select((c, i) => $"${i + 1}::{(IsArray(c.Type) ? "text" : c.Type)}[]"));
        var command = new NpgsqlBatchCommand($"insert into bare.{Table} ({names}) select {picks} from unnest({arrays}) as r({names})");
        foreach (var column in Columns)
            command.Parameters.Add(new() { Value = column.Values, DataTypeName = $"{(IsArray(column.Type) ? "text" : column.Type)}[]" });
        return command;
    }

    private static bool IsArray(string type) => type.EndsWith("[]", StringComparison.Ordinal);

    private static Array ArrayOf(Type kind, List<object?> values)
    {
        var array = Array.CreateInstance(kind.IsValueType ? typeof(Nullable<>).MakeGenericType(kind) : kind, values.Count);
        for (var i = 0; i < values.Count; i++) array.SetValue(values[i], i);
        return array;
    }
}
