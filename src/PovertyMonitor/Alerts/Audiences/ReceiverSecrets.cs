using System.Security.Cryptography;
using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>The secrets that webhooks are signed with, read again after some seconds: another node may have changed them.</summary>
internal sealed class ReceiverSecrets(NpgsqlDataSource database, Sealer sealer, IClock clock)
{
    /// <summary>How long an old secret signs beside the new one.</summary>
    public static readonly Duration Overlap = Duration.FromHours(24);

    private const int SecretBytes = 32;
    private readonly Remembered<(string Tenant, string Receiver), IReadOnlyList<SigningSecret>> _secrets = new(Duration.FromSeconds(3), clock);

    /// <summary>Makes a new secret; those before sign beside it for <see cref="Overlap"/>, so that a receiver can change over.</summary>
    /// <returns>The secret as Standard Webhooks writes it; it can't be read again.</returns>
    public async Task<string> RotateAsync(string tenant, string receiver, CancellationToken ct)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        await using var command = database.CreateCommand($"""
            with old as (update {ReceiverTables.Secrets} set valid_until = least(coalesce(valid_until, $4), $4) where tenant_id = $1 and receiver = $2)
            insert into {ReceiverTables.Secrets} (tenant_id, receiver, number, secret)
            select $1, $2, coalesce(max(number), 0) + 1, $3 from {ReceiverTables.Secrets} where tenant_id = $1 and receiver = $2
            """);
        foreach (var value in (object[])[tenant, receiver, sealer.Seal(secret, tenant), clock.GetCurrentInstant() + Overlap]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
        Forget(tenant, receiver);
        return WebhookSignature.Write(secret);
    }

    /// <summary>The secrets that sign now, the newest first.</summary>
    public ValueTask<IReadOnlyList<SigningSecret>> OfAsync(string tenant, string receiver, CancellationToken ct) => _secrets.OfAsync((tenant, receiver), ReadAsync, ct);

    /// <summary>Reads them again at the next question: they were changed.</summary>
    public void Forget(string tenant, string receiver) => _secrets.Forget((tenant, receiver));

    private async Task<IReadOnlyList<SigningSecret>> ReadAsync((string Tenant, string Receiver) of, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select secret, valid_until from {ReceiverTables.Secrets} where tenant_id = $1 and receiver = $2 and (valid_until is null or valid_until > $3)
            order by number desc
            """);
        foreach (var value in (object[])[of.Tenant, of.Receiver, clock.GetCurrentInstant()]) command.Parameters.Add(new() { Value = value });
        var secrets = new List<SigningSecret>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            secrets.Add(new(sealer.Open(rows.GetFieldValue<byte[]>(0), of.Tenant), await rows.IsDBNullAsync(1, ct) ? null : rows.GetFieldValue<Instant>(1)));
        return secrets;
    }
}
