using Npgsql;

namespace PovertyMonitor.Surveys;

/// <summary>Has submissions that were held for what was known of their household judged again as soon as it has news.</summary>
internal sealed partial class ReleaseHeldSubmissions(NpgsqlDataSource database, JudgeHeldAgain again, ILogger<ReleaseHeldSubmissions> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Period);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            IReadOnlyList<HeldAgain> dues = [];
            await TryAsync(async () => dues = await HeldSubmissions.DueAsync(database, AtOnce, stoppingToken));
            // One that fails must not hold up the others.
            foreach (var due in dues) await TryAsync(() => again.JudgeAsync(due, stoppingToken));
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Submissions that are held are judged again later: {Failure}")]
    private partial void LogLater(string failure);
}
