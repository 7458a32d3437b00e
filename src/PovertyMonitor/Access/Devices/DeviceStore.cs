using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace PovertyMonitor.Access.Devices;

/// <summary>The devices of the regencies.</summary>
internal sealed class DeviceStore(NpgsqlDataSource database)
{
    private const string Columns = "code, villages, dasa_wisma, enumerator, issued_at, revoked_at";

    /// <summary>Enters a device with a key's hash; false where its code has a valid key already.</summary>
    public async Task<bool> AddAsync(string tenant, Device device, byte[] keyHash, string issuer, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            insert into {DeviceTable.Name} (tenant_id, key_hash, code, villages, dasa_wisma, enumerator, issued_by, issued_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = keyHash });
        command.Parameters.Add(new() { Value = device.Code });
        command.Parameters.Add(new() { Value = device.Villages.ToArray() });
        command.Parameters.Add(new() { Value = device.DasaWismaGroups.ToArray() });
        command.Parameters.Add(new() { Value = (object?)device.Enumerator ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = issuer });
        command.Parameters.Add(new() { Value = device.IssuedAt });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>The devices of a regency by code, revoked ones too, the latest key first.</summary>
    public async Task<IReadOnlyList<Device>> ListAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {Columns} from {DeviceTable.Name} where tenant_id = $1 order by code, issued_at desc");
        command.Parameters.Add(new() { Value = tenant });
        var devices = new List<Device>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) devices.Add(Read(rows));
        return devices;
    }

    /// <summary>The device of a valid key with its regency.</summary>
    public async Task<(string Tenant, Device Device)?> FindAsync(byte[] keyHash, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {Columns}, tenant_id from {DeviceTable.Name} where key_hash = $1 and revoked_at is null");
        command.Parameters.Add(new() { Value = keyHash });
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? (rows.GetString(6), Read(rows)) : null;
    }

    /// <summary>Revokes the valid key of a device and returns its hash; <see langword="null"/> where there is none.</summary>
    public async Task<byte[]?> RevokeAsync(string tenant, string code, Instant at, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"update {DeviceTable.Name} set revoked_at = $3 where tenant_id = $1 and code = $2 and revoked_at is null returning key_hash");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = code });
        command.Parameters.Add(new() { Value = at });
        return await command.ExecuteScalarAsync(ct) as byte[];
    }

    private static Device Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<string[]>(2), row.IsDBNull(3) ? null : row.GetString(3),
        row.GetFieldValue<Instant>(4), row.IsDBNull(5) ? null : row.GetFieldValue<Instant>(5));
}
