using System.Net.Mime;
using System.Security.Cryptography;
using Npgsql;
using PovertyMonitor.Musdes.Minutes;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>Files that show something, under their hashes; sealed under the master key, since anything may be in them.</summary>
internal sealed class EvidenceFiles(NpgsqlDataSource database, Sealer sealer)
{
    private const string Name = "commitment_evidence";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("sha256", "varchar").AsPrimaryKey();
        table.AddColumn("media_type", "varchar").NotNull();
        table.AddColumn("size", "integer").NotNull();
        table.AddColumn("sealed", "bytea").NotNull();
        return table;
    }

    /// <summary>What a file is by its first bytes: PDF, JPEG, PNG, or a packed office document; null where it is none of them.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) => bytes is [0x50, 0x4B, 0x03, 0x04, ..] ? MediaTypeNames.Application.Zip : ScanType.Of(bytes);

    /// <summary>Keeps a file; the same bytes once.</summary>
    public async Task<string> KeepAsync(string tenant, string mediaType, byte[] bytes, CancellationToken ct)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await using var command = database.CreateCommand($"insert into {Name} (tenant_id, sha256, media_type, size, sealed) values ($1, $2, $3, $4, $5) on conflict do nothing");
        foreach (var value in (object[])[tenant, sha256, mediaType, bytes.Length, sealer.Seal(bytes, Place(tenant, sha256))]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
        return sha256;
    }

    /// <summary>A file's bytes as they came; null where there is none of that hash.</summary>
    public async Task<(string MediaType, byte[] Bytes)?> ReadAsync(string tenant, string sha256, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select media_type, sealed from {Name} where tenant_id = $1 and sha256 = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = sha256 });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetString(0), sealer.Open(row.GetFieldValue<byte[]>(1), Place(tenant, sha256))) : null;
    }

    /// <summary>The problem of evidence that names a file that is not here; null where it is, or where no file is named.</summary>
    public async Task<ProblemResult?> UnknownAsync(string tenant, EvidenceEntry? evidence, CancellationToken ct)
    {
        if (evidence?.Sha256 is not { } sha256) return null;
        await using var command = database.CreateCommand($"select exists (select 1 from {Name} where tenant_id = $1 and sha256 = $2)");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = sha256 });
        return await command.ExecuteScalarAsync(ct) is true ? null : CommitmentProblems.Invalid.Result([PlanProblems.UnknownEvidence.At("evidence.sha256")], ("count", 1));
    }

    private static string Place(string tenant, string sha256) => $"{tenant}/evidence/{sha256}";
}
