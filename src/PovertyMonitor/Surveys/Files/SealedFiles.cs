using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Npgsql;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Surveys.Files;

/// <summary>The bytes of census files, packed and sealed under the master key in parts of a bounded size: they hold what identifies people.</summary>
internal sealed class SealedFiles(NpgsqlDataSource database, Sealer sealer)
{
    /// <summary>The size of a part before it is packed, in bytes.</summary>
    public const int PartSize = 1 << 20;

    private readonly byte[] _hashKey = sealer.DeriveKey("census-file");

    /// <summary>Writes a stream as parts and returns its size and keyed hash.</summary>
    public async Task<(long Size, byte[] Hash)> WriteAsync(NpgsqlConnection connection, string tenant, Guid content, Stream body, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _hashKey);
        var buffer = ArrayPool<byte>.Shared.Rent(PartSize);
        try
        {
            var size = 0L;
            for (var part = 0; ; part++)
            {
                var read = await body.ReadAtLeastAsync(buffer.AsMemory(0, PartSize), PartSize, throwOnEndOfStream: false, ct);
                if (read > 0) await WriteAsync(connection, tenant, content, part, buffer.AsMemory(0, read), ct);
                hash.AppendData(buffer, 0, read);
                size += read;
                if (read < PartSize) return (size, hash.GetHashAndReset());
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>One part's plain bytes.</summary>
    public byte[] Read(string tenant, Guid content, int part)
    {
        using var command = database.CreateCommand($"select sealed from {FileTables.Parts} where tenant_id = $1 and content_id = $2 and part = $3");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = content });
        command.Parameters.Add(new() { Value = part });
        var packed = sealer.Open((byte[])(command.ExecuteScalar() ?? throw new InvalidOperationException("A part of a census file is gone.")), Place(tenant, content, part));
        using var zip = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        var plain = new byte[PartSize];
        Array.Resize(ref plain, zip.ReadAtLeast(plain, PartSize, throwOnEndOfStream: false));
        return plain;
    }

    /// <summary>Deletes the bytes of a file.</summary>
    public async Task DeleteAsync(string tenant, Guid content, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"delete from {FileTables.Parts} where tenant_id = $1 and content_id = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = content });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task WriteAsync(NpgsqlConnection connection, string tenant, Guid content, int part, ReadOnlyMemory<byte> plain, CancellationToken ct)
    {
        var packed = new MemoryStream();
        await using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(plain.Span);
        await using var command = new NpgsqlCommand($"insert into {FileTables.Parts} (tenant_id, content_id, part, sealed) values ($1, $2, $3, $4)", connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = content });
        command.Parameters.Add(new() { Value = part });
        command.Parameters.Add(new() { Value = sealer.Seal(packed.GetBuffer().AsSpan(0, (int)packed.Length), Place(tenant, content, part)) });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Place(string tenant, Guid content, int part) => $"{tenant}/{content}/{part}";
}

/// <summary>A sealed file as a stream that can be read from anywhere; one part of it is open at a time.</summary>
internal sealed class SealedFileStream(SealedFiles files, string tenant, Guid content, long size) : ReadOnlyStream
{
    private byte[] _part = [];
    private int _number = -1;

    public override bool CanSeek => true;

    public override long Length => size;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= size || buffer.IsEmpty) return 0;
        var number = (int)(Position / SealedFiles.PartSize);
        if (number != _number) (_part, _number) = (files.Read(tenant, content, number), number);
        var from = (int)(Position % SealedFiles.PartSize);
        var count = Math.Min(buffer.Length, _part.Length - from);
        _part.AsSpan(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => size,
    };
}
