using System.Collections.Concurrent;
using System.Text.Json;
using Marten;
using Npgsql;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages.Verification;

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
    public static async Task<HashSet<long>> QuarantineAsync(
        NpgsqlConnection connection, string tenant, CancellationToken ct, string table = PovertyTables.Quarantine)
    {
        await using var command = new NpgsqlCommand($"select sequence from {table} where tenant_id = $1", connection);
        command.Parameters.Add(new() { Value = tenant });
        var sequences = new HashSet<long>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) sequences.Add(rows.GetInt64(0));
        return sequences;
    }

    /// <summary>The measures in the order of their adoption, ready or not.</summary>
    public static async Task<IReadOnlyList<CompiledMeasure>> ReadAsync(
        NpgsqlConnection connection, string tenant, CancellationToken ct, string table = PovertyTables.Measures, string where = "")
    {
        await using var command = new NpgsqlCommand(
            $"select measure, definition::text from {table} m where tenant_id = $1 {where} order by adopted_at_sequence, measure", connection);
        command.Parameters.Add(new() { Value = tenant });
        var measures = new List<CompiledMeasure>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) measures.Add(Compiled.GetOrAdd((rows.GetString(0), rows.GetString(1)), Compile));
        return measures;
    }

    /// <summary>The projection's own measures with the places of the log where they were adopted, in that order.</summary>
    public static async Task<IReadOnlyList<MeasureInForce>> AdoptionsAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        var measures = await ReadAsync(connection, tenant, ct, PovertyTables.Own.Measures);
        await using var command = new NpgsqlCommand(
            $"select adopted_at_sequence from {PovertyTables.Own.Measures} where tenant_id = $1 order by adopted_at_sequence, measure", connection)
        { Parameters = { new() { Value = tenant } } };
        var adoptions = new List<MeasureInForce>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) adoptions.Add(new(measures[adoptions.Count], rows.GetInt64(0)));
        return adoptions;
    }

    private static CompiledMeasure Compile((string Id, string Document) revision) => MeasureCompiler.Compile(
        MeasureJson.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(revision.Document))),
        int.Parse(revision.Id[(revision.Id.LastIndexOf('@') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
}
