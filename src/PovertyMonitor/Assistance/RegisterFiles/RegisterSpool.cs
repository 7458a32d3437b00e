using System.Buffers.Binary;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>The rows of a file on their way in, hashed, in a table that this connection alone sees and that ends with it.</summary>
internal sealed class RegisterSpool(NpgsqlConnection connection, KeyedHash hashes, byte[] contentKey)
{
    /// <summary>The table.</summary>
    public const string Name = "register_spool";

    /// <summary>Fills the table with the rows of a file; nothing else is kept of it.</summary>
    /// <returns>How many rows there are, and the keyed hash of what they say.</returns>
    public async Task<(int Rows, byte[] Content)> FillAsync(string tenant, RegisterReader reader, CancellationToken ct)
    {
        await ExecuteAsync($"""
            drop table if exists pg_temp.{Name};
            create temporary table {Name} (row_number integer, keyed_hash bytea, card_hash bytea, decile smallint, programmes varchar[])
            """, ct);
        using var content = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, contentKey);
        var count = 0;
        await using (var import = await connection.BeginBinaryImportAsync($"copy {Name} from stdin (format binary)", ct))
        {
            while (reader.Read() is { } row)
            {
                var (nik, card) = (hashes.OfNik(tenant, row.Nik)!, hashes.OfFamilyCard(tenant, row.Card));
                Add(content, row, nik, card);
                await import.StartRowAsync(ct);
                await import.WriteAsync(row.Number, NpgsqlDbType.Integer, ct);
                await import.WriteAsync(nik, NpgsqlDbType.Bytea, ct);
                if (card is null) await import.WriteNullAsync(ct);
                else await import.WriteAsync(card, NpgsqlDbType.Bytea, ct);
                if (row.Decile is { } decile) await import.WriteAsync(decile, NpgsqlDbType.Smallint, ct);
                else await import.WriteNullAsync(ct);
                await import.WriteAsync(row.Programmes, NpgsqlDbType.Array | NpgsqlDbType.Varchar, ct);
                count++;
            }
            await import.CompleteAsync(ct);
        }
        await ExecuteAsync($"analyze {Name}", ct);
        return (count, content.GetHashAndReset());
    }

    /// <summary>Drops the table.</summary>
    public Task DropAsync(CancellationToken ct) => ExecuteAsync($"drop table if exists pg_temp.{Name}", ct);

    private static void Add(IncrementalHash content, RegisterRow row, byte[] nik, byte[]? card)
    {
        Span<byte> numbers = stackalloc byte[sizeof(int) + sizeof(short)];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, row.Number);
        BinaryPrimitives.WriteInt16LittleEndian(numbers[sizeof(int)..], row.Decile ?? 0);
        content.AppendData(numbers);
        content.AppendData(nik);
        content.AppendData(card ?? []);
        content.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join(',', row.Programmes) + "\n"));
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
