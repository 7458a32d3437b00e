using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Surveys.Files;

/// <summary>What is wrong in the census files, by row and column. No cell's content is among it.</summary>
internal sealed class NotedProblems(NpgsqlDataSource database)
{
    /// <summary>The most problems noted of one file; a file with more is not imported before it is mended.</summary>
    public const int Most = 200_000;

    /// <summary>Adds problems after those that are there; numbers beyond <see cref="Most"/> are left out.</summary>
    public async Task AddAsync(string tenant, Guid file, int after, IReadOnlyList<FileProblem> problems, CancellationToken ct)
    {
        if (problems.Count == 0 || after >= Most) return;
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {FileTables.Problems} (tenant_id, file_id, number, file_row, file_column, column_code, problem, places, is_warning) from stdin (format binary)", ct);
        foreach (var (problem, number) in problems.Select((p, i) => (p, after + i + 1)).TakeWhile(p => p.Item2 <= Most))
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(tenant, NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(file, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(problem.Row, NpgsqlDbType.Integer, ct);
            if (problem.Position is { } position) await copy.WriteAsync(position, NpgsqlDbType.Integer, ct);
            else await copy.WriteNullAsync(ct);
            if (problem.Column is { } column) await copy.WriteAsync(column.Code, NpgsqlDbType.Varchar, ct);
            else await copy.WriteNullAsync(ct);
            await copy.WriteAsync(problem.Problem.Code, NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(problem.Values.SelectMany(v => new[] { v.Name, v.Value }).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(problem.IsWarning, NpgsqlDbType.Boolean, ct);
        }
        await copy.CompleteAsync(ct);
    }

    /// <summary>The problems of a file by row, those of one kind if one is given.</summary>
    public async IAsyncEnumerable<FileProblem> ReadAsync(string tenant, Guid file, Problem? kind, int limit, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select file_row, file_column, column_code, problem, places, is_warning from {FileTables.Problems}
            where tenant_id = $1 and file_id = $2 and ($3::varchar is null or problem = $3) order by file_row, number limit $4
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = file });
        command.Parameters.Add(new() { Value = (object?)kind?.Code ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = limit });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            // A column or problem that a later version no longer knows has nothing to say.
            if (Catalogue.Find(rows.GetString(3)) is not { } problem) continue;
            var values = rows.GetFieldValue<string[]>(4);
            yield return new FileProblem(
                rows.GetInt32(0), rows.IsDBNull(1) ? null : rows.GetInt32(1),
                rows.IsDBNull(2) ? null : Layout.ByCode.GetValueOrDefault(rows.GetString(2)), problem,
                [.. values.Chunk(2).Select(v => (v[0], v[1]))], rows.GetBoolean(5));
        }
    }

    /// <summary>Forgets the problems of a file.</summary>
    public async Task DeleteAsync(string tenant, Guid file, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"delete from {FileTables.Problems} where tenant_id = $1 and file_id = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = file });
        await command.ExecuteNonQueryAsync(ct);
    }
}
