using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Musdes.Minutes;

/// <summary>Scans of signed minutes, sealed under the master key: names and signatures are on them.</summary>
internal sealed class SealedScans(NpgsqlDataSource database, Sealer sealer)
{
    /// <summary>Keeps a scan; the same bytes once.</summary>
    public NpgsqlBatchCommand Write(string tenant, Guid list, string sha256, string mediaType, byte[] bytes) => new($"""
        insert into {MusdesTables.Scans} (tenant_id, list_id, sha256, media_type, sealed) values ($1, $2, $3, $4, $5) on conflict do nothing
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = list }, new() { Value = sha256 }, new() { Value = mediaType },
            new() { Value = sealer.Seal(bytes, Place(tenant, list, sha256)) },
        },
    };

    /// <summary>A scan's bytes as they came; <see langword="null"/> where there is none.</summary>
    public async Task<byte[]?> ReadAsync(string tenant, Guid list, string sha256, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select sealed from {MusdesTables.Scans} where tenant_id = $1 and list_id = $2 and sha256 = $3");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = list });
        command.Parameters.Add(new() { Value = sha256 });
        return await command.ExecuteScalarAsync(ct) is byte[] sealedBytes ? sealer.Open(sealedBytes, Place(tenant, list, sha256)) : null;
    }

    private static string Place(string tenant, Guid list, string sha256) => $"{tenant}/{list}/{sha256}";
}
