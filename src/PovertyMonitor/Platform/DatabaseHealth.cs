using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>
/// Whether the database answers; the service listens only after the schema is in place. Degraded where a projection or
/// subscription stands still: surveys are still taken, but figures or alerts stay behind.
/// </summary>
internal sealed class DatabaseHealth(NpgsqlDataSource database) : IHealthCheck
{
    private const string StandingStill = """
        select string_agg(p.name, ', ' order by p.name) from mt_event_progression p
        join mt_events e on p.name like '%:All:' || e.tenant_id
        where e.seq_id = p.last_seq_id + 1 and e.timestamp < now() - interval '5 minutes'
            and p.last_updated < now() - interval '5 minutes'
        """;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand(StandingStill);
            return await command.ExecuteScalarAsync(cancellationToken) is string names
                ? HealthCheckResult.Degraded($"These stand still: {names}.")
                : HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", e);
        }
    }
}
