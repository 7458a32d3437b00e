using System.Text.Json;

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
        {
            IReadOnlyList<DueChange> dues = [];
            await TryAsync(async () => dues = await waiting.DueAsync(AtOnce, stoppingToken));
            // One that fails must not hold up the others.
            foreach (var due in dues) await TryAsync(() => TakeAsync(due, stoppingToken));
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The database may be away: the next beat tries again.
            LogLater(e.GetType().Name);
        }
    }

    private async Task TakeAsync(DueChange due, CancellationToken ct)
    {
        var useCase = LifeUseCase.All.Single(u => u.Kind == due.Report.Kind);
        using var body = JsonDocument.Parse(due.Report.Body);
        var answer = await door.TakeAsync(useCase, due.Household, body.RootElement, due.Caller, seen: null, ct);
        if (answer.Refusal is { } refusal) await waiting.RefuseAsync(due, refusal.Problem.Code, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes that wait are tried again later: {Failure}")]
    private partial void LogLater(string failure);
}
