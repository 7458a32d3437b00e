using JasperFx.Events.Daemon;
using Npgsql;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;

namespace PovertyMonitor.Villages.Building;

/// <summary>
/// Does the rebuilds that are asked for, on the node that has the regency's agent: the daemon's own rebuild. A rebuild that was
/// killed is done again.
/// </summary>
internal sealed partial class Rebuilding(IWolverineRuntime runtime, NpgsqlDataSource database, ILogger<Rebuilding> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Beat);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var tenant in await Tenants.WithAsync(database, $"select tenant_id from {RebuildTable.Name} order by asked_at", stoppingToken))
                    if (AgentOf(tenant) is { } agent) await RebuildAsync(agent, tenant, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name, e is NpgsqlException or TimeoutException or IOException ? null : e.StackTrace);
            }
        }
    }

    private async Task RebuildAsync(IEventSubscriptionAgent agent, string tenant, CancellationToken ct)
    {
        LogBegun(agent.Uri);
        await agent.RebuildAsync(ct);
        await using var command = database.CreateCommand($"delete from {RebuildTable.Name} where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant });
        await command.ExecuteNonQueryAsync(ct);
        LogDone(agent.Uri);
    }

    private IEventSubscriptionAgent? AgentOf(string tenant) => runtime is WolverineRuntime { NodeController: { } node }
        ? node.Agents.Values.OfType<IEventSubscriptionAgent>().FirstOrDefault(a => IsOf(a.Uri, tenant))
        : null;

    private static bool IsOf(Uri agent, string tenant)
    {
        var parts = Uri.UnescapeDataString(agent.AbsolutePath).Split('/');
        return parts.Contains(tenant, StringComparer.OrdinalIgnoreCase) && parts.Contains(PovertyProjection.ProjectionName, StringComparer.OrdinalIgnoreCase);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Rebuild of {Agent} begins")]
    private partial void LogBegun(Uri agent);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rebuild of {Agent} is done")]
    private partial void LogDone(Uri agent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A rebuild stopped and will be tried again: {Failure} {Where}")]
    private partial void LogFailed(string failure, string? where);
}
