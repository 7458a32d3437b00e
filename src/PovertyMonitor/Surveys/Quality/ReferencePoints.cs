using NodaTime;
using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>Where the villages are, as the operator said. Read again after some seconds: another node may have learned of one.</summary>
internal sealed class ReferencePoints(NpgsqlDataSource database, IClock clock)
{
    private readonly Remembered<string, IReadOnlyDictionary<string, ReferencePoint>> _read = new(Duration.FromSeconds(10), clock);

    /// <summary>The points by village.</summary>
    public ValueTask<IReadOnlyDictionary<string, ReferencePoint>> OfAsync(string tenant, CancellationToken ct) => _read.OfAsync(tenant, ReadAsync, ct);

    /// <summary>Writes a village's point in place of the one before.</summary>
    public async Task WriteAsync(string tenant, ReferencePoint point, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            insert into {QualityTables.Points} (tenant_id, village, latitude, longitude, radius_metres) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, village) do update set latitude = excluded.latitude, longitude = excluded.longitude, radius_metres = excluded.radius_metres
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = point.Village });
        command.Parameters.Add(new() { Value = point.Latitude });
        command.Parameters.Add(new() { Value = point.Longitude });
        command.Parameters.Add(new() { Value = point.RadiusMetres });
        await command.ExecuteNonQueryAsync(ct);
        _read.Forget(tenant);
    }

    private async Task<IReadOnlyDictionary<string, ReferencePoint>> ReadAsync(string tenant, CancellationToken ct)
    {
        var points = new Dictionary<string, ReferencePoint>();
        await using var command = database.CreateCommand($"select village, latitude, longitude, radius_metres from {QualityTables.Points} where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) points[rows.GetString(0)] = new(rows.GetString(0), rows.GetDouble(1), rows.GetDouble(2), rows.GetInt32(3));
        return points;
    }
}
