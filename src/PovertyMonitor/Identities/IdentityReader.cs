using System.Security.Cryptography;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Identities;

/// <summary>Gives personal data to those allowed and records that it did; whether they are allowed is for the endpoint to say.</summary>
internal sealed class IdentityReader(NpgsqlDataSource database, Sealer master, IClock clock)
{
    /// <summary>Who lives in households, as last said; one that nothing was said of is left out.</summary>
    /// <param name="caller">Who reads it.</param>
    /// <param name="purpose">What for, in a word for the record.</param>
    /// <param name="households">The households.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyDictionary<Guid, PersonalData>> OfAsync(Caller caller, string purpose, Guid[] households, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var found = new Dictionary<Guid, PersonalData>();
        if (households.Length == 0) return found;
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { Record(caller, purpose, households.Length == 1 ? households[0] : null, households.Length), Keyring.Query(tenant, households) },
        };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            if (rows.IsDBNull(3)) continue;
            var said = Identity.Open(PersonalKey.Unwrap(master, tenant, rows.GetFieldValue<byte[]>(2)), rows.GetFieldValue<byte[]>(3), tenant);
            found[rows.GetGuid(0)] = found.TryGetValue(rows.GetGuid(0), out var before) ? before.Over(said) : said;
        }
        return found;
    }

    /// <summary>A household's key; <see langword="null"/> where it has none or it was destroyed.</summary>
    /// <exception cref="AuthenticationTagMismatchException">It was wrapped under another master key.</exception>
    public async Task<PersonalKey?> KeyAsync(string tenant, Guid household, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select wrapped_key from {IdentityTables.Identities} where tenant_id = $1 and household_id = $2 and subject_id = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = household });
        return await command.ExecuteScalarAsync(ct) is byte[] wrapped ? PersonalKey.Unwrap(master, tenant, wrapped) : null;
    }

    /// <summary>Records that a caller read personal data, or which households fit a question about them.</summary>
    public async Task RecordAsync(Caller caller, string purpose, Guid? subject, CancellationToken ct, int subjects = 1)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Record(caller, purpose, subject, subjects) } };
        await batch.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlBatchCommand Record(Caller caller, string purpose, Guid? subject, int subjects) => new($"""
        insert into {IdentityTables.Readings} (tenant_id, read_at, reader, purpose, subject_id, subjects) values ($1, $2, $3, $4, $5, $6)
        """)
    {
        Parameters =
        {
            new() { Value = caller.Regency! },
            new() { Value = clock.GetCurrentInstant() },
            new() { Value = caller.Subject },
            new() { Value = purpose },
            new() { Value = (object?)subject ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            new() { Value = subjects },
        },
    };
}
