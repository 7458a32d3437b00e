namespace PovertyMonitor.Tests.Alerts;

/// <summary>The service killed between each two steps of an alert's way, and its database crashed: every alert arrives, with one id.</summary>
public sealed class AlertFaultTests : IDisposable
{
    private readonly AlertService _service = new("alert-faults");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Every_alert_arrives_with_one_id_whenever_the_service_or_its_database_is_killed()
    {
        await using var agency = await AgencyEnd.StartAsync();
        await _service.StartAsync();
        await _service.TellAsync(agency);

        // Found, and its place in the log not moved yet; kept, and nothing planned yet.
        foreach (var table in (string[])["raised_alerts", "alert_deliveries"])
        {
            await using (await _service.Process.HoldUpAsync(table, Ct))
            {
                await _service.SubmitAsync(AlertService.Poor());
                await agency.UntilAsync(() => IsHeldUpAsync(table), $"a write to {table}");
                await _service.KillAsync();
            }
            await _service.StartAsync();
        }
        // Sent, and no answer yet.
        agency.Behave = (http, _) => Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted);
        var before = agency.Arrivals.Count;
        await _service.SubmitAsync(AlertService.Poor());
        await agency.UntilAsync(before + 1);
        await _service.KillAsync();
        agency.Behave = (_, _) => Task.CompletedTask;
        await _service.StartAsync();
        // Taken, and not recorded yet.
        IAsyncDisposable? hold = null;
        var running = _service.Process;
        agency.Behave = async (_, _) => hold ??= await running.HoldUpAsync("alert_deliveries", Ct);
        await _service.SubmitAsync(AlertService.Poor());
        await agency.UntilAsync(async () => hold is not null && await IsHeldUpAsync("alert_deliveries"), "a record of what was taken");
        await _service.KillAsync();
        agency.Behave = (_, _) => Task.CompletedTask;
        await hold!.DisposeAsync();
        await _service.StartAsync();
        // The database crashes while alerts are under way.
        await _service.SubmitAsync(Enumerable.Range(0, 10).Select(_ => AlertService.Poor()));
        await _service.Process.CrashDatabaseAsync(Ct);

        await agency.UntilAsync(() => Task.FromResult(agency.Arrivals.Select(a => a.Id).Distinct().Count() == 14), "14 alerts");

        Assert.All(agency.Arrivals.GroupBy(a => a.Id), repeats => Assert.Single(repeats.Select(a => a.Body).Distinct()));
        Assert.True(agency.Arrivals.Count > 14);
        Assert.Equal(14, await _service.Process.CountAsync("select count(*) from raised_alerts where rule = 'became-poor'", Ct));
        await _service.Process.DisposeAsync();
    }

    private async Task<bool> IsHeldUpAsync(string table) =>
        await _service.Process.CountAsync($"select count(*) from pg_locks where relation = '{table}'::regclass and not granted", Ct) > 0;
}
