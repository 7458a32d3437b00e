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

    // A statement that waits for the sender's next bytes would be an old transaction, at which projections wait.
    private const int RowsOfAPiece = 5000;

    /// <summary>Fills the table with the rows of a file; nothing else is kept of it.</summary>
    /// <returns>How many rows there are, and the keyed hash of what they say.</returns>
    public async Task<(int Rows, byte[] Content)> FillAsync(string tenant, RegisterReader reader, CancellationToken ct)
    {
        await ExecuteAsync($"""
            drop table if exists pg_temp.{Name};
            create temporary table {Name} (row_number integer, keyed_hash bytea, card_hash bytea, decile smallint, programmes varchar[])
            """, ct);
        using var content = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, contentKey);
        var (count, piece) = (0, new List<HashedRow>(RowsOfAPiece));
        do
        {
            piece.Clear();
            while (piece.Count < RowsOfAPiece && reader.Read() is { } row)
            {
                var hashed = new HashedRow(row.Number, hashes.OfNik(tenant, row.Nik)!, hashes.OfFamilyCard(tenant, row.Card), row.Decile, row.Programmes);
                Add(content, hashed);
                piece.Add(hashed);
            }
            await CopyAsync(piece, ct);
            count += piece.Count;
        }
        while (piece.Count == RowsOfAPiece);
        await ExecuteAsync($"analyze {Name}", ct);
        return (count, content.GetHashAndReset());
    }

    /// <summary>Drops the table.</summary>
    public Task DropAsync(CancellationToken ct) => ExecuteAsync($"drop table if exists pg_temp.{Name}", ct);

    private async Task CopyAsync(List<HashedRow> rows, CancellationToken ct)
    {
        await using var import = await connection.BeginBinaryImportAsync($"copy {Name} from stdin (format binary)", ct);
        foreach (var row in rows)
        {
            await import.StartRowAsync(ct);
            await import.WriteAsync(row.Number, NpgsqlDbType.Integer, ct);
            await import.WriteAsync(row.Nik, NpgsqlDbType.Bytea, ct);
            if (row.Card is null) await import.WriteNullAsync(ct);
            else await import.WriteAsync(row.Card, NpgsqlDbType.Bytea, ct);
            if (row.Decile is { } decile) await import.WriteAsync(decile, NpgsqlDbType.Smallint, ct);
            else await import.WriteNullAsync(ct);
            await import.WriteAsync(row.Programmes, NpgsqlDbType.Array | NpgsqlDbType.Varchar, ct);
        }
        await import.CompleteAsync(ct);
    }

    private static void Add(IncrementalHash content, HashedRow row)
    {
        Span<byte> numbers = stackalloc byte[sizeof(int) + sizeof(short)];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, row.Number);
        BinaryPrimitives.WriteInt16LittleEndian(numbers[sizeof(int)..], row.Decile ?? 0);
        content.AppendData(numbers);
        content.AppendData(row.Nik);
        content.AppendData(row.Card ?? []);
        content.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join(',', row.Programmes) + "\n"));
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed record HashedRow(int Number, byte[] Nik, byte[]? Card, short? Decile, string[] Programmes);
}
