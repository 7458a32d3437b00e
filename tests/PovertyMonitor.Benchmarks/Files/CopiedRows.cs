using System.Diagnostics;
using Npgsql;
using PovertyMonitor.Benchmarks.Intake;

namespace PovertyMonitor.Benchmarks.Files;

/// <summary>The fastest PostgreSQL can do: the bytes of all bare rows by binary COPY, a stream for each table, in one transaction, into tables of the same indexes.</summary>
internal sealed class CopiedRows(NpgsqlDataSource database)
{
    /// <summary>Makes the empty tables.</summary>
    public async Task CreateAsync()
    {
        foreach (var table in BareRows.TableNames)
        {
            await using var command = database.CreateCommand($"create schema if not exists copied; create table copied.{table} (like {table} including all)");
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Empties them and the bare ones.</summary>
    public async Task ClearAsync()
    {
        await using var command = database.CreateCommand($"truncate {string.Join(", ", BareRows.TableNames.SelectMany(t => (string[])[$"bare.{t}", $"copied.{t}"]))}");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Copies what the bare writer wrote and returns the seconds the writing took, the commit too.</summary>
    public async Task<double> CopyAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        var tables = new List<(string Table, byte[] Rows)>();
        foreach (var table in BareRows.TableNames)
        {
            using var rows = new MemoryStream();
            await using (var export = await connection.BeginRawBinaryCopyAsync($"copy bare.{table} to stdout (format binary)")) await export.CopyToAsync(rows);
            tables.Add((table, rows.ToArray()));
        }
        var watch = Stopwatch.StartNew();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var (table, rows) in tables)
        {
            await using var import = await connection.BeginRawBinaryCopyAsync($"copy copied.{table} from stdin (format binary)");
            await import.WriteAsync(rows);
        }
        await transaction.CommitAsync();
        return watch.Elapsed.TotalSeconds;
    }
}
