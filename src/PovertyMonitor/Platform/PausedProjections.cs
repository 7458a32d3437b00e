using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;

namespace PovertyMonitor.Platform;

/// <summary>
/// Sets going again a projection or subscription that stopped because its database connection broke. The daemon pauses it
/// and leaves resuming to whoever distributes the work, which with Wolverine takes a pause for a deliberate one.
/// </summary>
/// <remarks>What would fail again on the same event is left alone.</remarks>
internal sealed partial class PausedProjections(IWolverineRuntime runtime, ILogger<PausedProjections> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Period);
        while (await beat.WaitForNextTickAsync(stoppingToken))
            foreach (var agent in Paused()) await ResumeAsync(agent, stoppingToken);
    }

    private List<IEventSubscriptionAgent> Paused() => runtime is WolverineRuntime { NodeController: { } node }
        ? [.. node.Agents.Values.OfType<IEventSubscriptionAgent>().Where(a => a is { Status: JasperFx.AgentStatus.Paused, Failure: { Category: ShardFailureCategory.Other } or { IsTransient: true } })]
        : [];

    private async Task ResumeAsync(IEventSubscriptionAgent agent, CancellationToken ct)
    {
        try
        {
            LogResuming(agent.Uri, agent.Failure?.RootExceptionType);
            await agent.StopAsync(ct);
            await agent.StartAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The database may still be away: the next beat tries again.
            LogStillPaused(agent.Uri, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Agent} paused after {Failure}; resuming it")]
    private partial void LogResuming(Uri agent, string? failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Agent} could not be resumed yet: {Failure}")]
    private partial void LogStillPaused(Uri agent, string failure);
}
