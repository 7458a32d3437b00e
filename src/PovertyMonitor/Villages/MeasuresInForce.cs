using System.Collections.Concurrent;
using System.Text.Json;
using Marten;
using Npgsql;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>The measure revisions that the projection has met in a regency's log.</summary>
internal static class MeasuresInForce
{
    // Revisions never change, and compiling one takes longer than a page.
    private static readonly ConcurrentDictionary<(string Id, string Document), CompiledMeasure> Compiled = new();

    /// <summary>The measures, and the numbers of the events that could not be taken into account.</summary>
    public static async Task<(IReadOnlyList<CompiledMeasure> Measures, HashSet<long> Quarantined)> WithQuarantineAsync(IQuerySession session, string tenant, CancellationToken ct)
    {
        await using var connection = session.Database.CreateConnection();
        await connection.OpenAsync(ct);
        return (await ReadAsync(connection, tenant, ct), await QuarantineAsync(connection, tenant, ct));
    }

    /// <summary>The numbers of the events that could not be taken into account.</summary>
    public static async Task<HashSet<long>> QuarantineAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select sequence from {PovertyTables.Quarantine} where tenant_id = $1", connection);
        command.Parameters.Add(new() { Value = tenant });
        var sequences = new HashSet<long>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) sequences.Add(rows.GetInt64(0));
        return sequences;
    }

    public static async Task<IReadOnlyList<CompiledMeasure>> ReadAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select measure, definition::text from {PovertyTables.Measures} where tenant_id = $1 order by adopted_at_sequence, measure", connection);
        command.Parameters.Add(new() { Value = tenant });
        var measures = new List<CompiledMeasure>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) measures.Add(Compiled.GetOrAdd((rows.GetString(0), rows.GetString(1)), Compile));
        return measures;
    }

    private static CompiledMeasure Compile((string Id, string Document) revision) => MeasureCompiler.Compile(
        MeasureJson.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(revision.Document))),
        int.Parse(revision.Id[(revision.Id.LastIndexOf('@') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
}
