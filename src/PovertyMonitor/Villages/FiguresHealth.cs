using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace PovertyMonitor.Villages;

/// <summary>Says where events could not be taken into account: the figures go on without them, but somebody has to look.</summary>
internal sealed class FiguresHealth(NpgsqlDataSource database) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand($"select count(*) from {PovertyTables.Quarantine}");
        var quarantined = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        return quarantined == 0 ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"{quarantined} events are in no figure; the verb verify says which."));
    }
}
