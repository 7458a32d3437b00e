namespace PovertyMonitor.Platform;

/// <summary>Does by itself what has become due, beat by beat: what waited for something that has arrived since.</summary>
/// <typeparam name="TDue">One thing to do.</typeparam>
internal abstract partial class DueWork<TDue>(string what, ILogger logger) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>What is due, the oldest first.</summary>
    protected abstract Task<IReadOnlyList<TDue>> DueAsync(int most, CancellationToken ct);

    /// <summary>Does one of it; done twice it changes nothing.</summary>
    protected abstract Task DoAsync(TDue due, CancellationToken ct);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Period);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            IReadOnlyList<TDue> dues = [];
            await TryAsync(async () => dues = await DueAsync(AtOnce, stoppingToken));
            // One that fails must not hold up the others.
            foreach (var due in dues) await TryAsync(() => DoAsync(due, stoppingToken));
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
            LogLater(logger, what, e.GetType().Name);
        }
    }

    // The message of an exception may hold what a household answered.
    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} are tried again later: {Failure}")]
    private static partial void LogLater(ILogger logger, string what, string failure);
}
