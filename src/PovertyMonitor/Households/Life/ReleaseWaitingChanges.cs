using System.Text.Json;
using Npgsql;

namespace PovertyMonitor.Households.Life;

/// <summary>Takes changes that waited as soon as what they refer to has arrived.</summary>
internal sealed partial class ReleaseWaitingChanges(WaitingChanges waiting, LifeDoor door, ILogger<ReleaseWaitingChanges> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Period);
        while (await beat.WaitForNextTickAsync(stoppingToken))
            try
            {
                foreach (var due in await waiting.DueAsync(AtOnce, stoppingToken)) await TakeAsync(due, stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                // The database is away: the next beat tries again.
                LogLater(e.GetType().Name);
            }
    }

    private async Task TakeAsync(DueChange due, CancellationToken ct)
    {
        var useCase = LifeUseCase.All.Single(u => u.Kind == due.Report.Kind);
        using var body = JsonDocument.Parse(due.Report.Body);
        var answer = await door.TakeAsync(useCase, due.Household, body.RootElement, due.Caller, seen: null, ct);
        if (answer.Refusal is { } refusal) await waiting.RefuseAsync(due.Caller.Regency!, due.Change, refusal.Problem.Code, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes that wait are tried again later: {Failure}")]
    private partial void LogLater(string failure);
}
