using System.Net.Http.Headers;
using System.Text;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>The service killed between each two steps of an alert's way, and its database crashed: every alert arrives, with one id.</summary>
public sealed class AlertFaultTests : IDisposable
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);
    private readonly string _data = Path.Combine(TestRun.NewDirectory("alert-faults"), "data");
    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Every_alert_arrives_with_one_id_whenever_the_service_or_its_database_is_killed()
    {
        await using var agency = await AgencyEnd.StartAsync();
        var (service, address) = await StartAsync();
        await CallAsync(address, HttpMethod.Put, "api/alerts/baseline", Role.Operator, """{"round": null}""");
        await CallAsync(address, HttpMethod.Put, "api/alert-receivers/agency", Role.Operator,
            $$"""{"audience": "dinsos", "channel": "webhook", "address": "{{agency.Address}}"}""");

        // Found, and its place in the log not moved yet; kept, and nothing planned yet.
        foreach (var table in (string[])["raised_alerts", "alert_deliveries"])
        {
            await using (await service.HoldUpAsync(table, Ct))
            {
                await SubmitAsync(address);
                await UntilAsync(async () => await service.CountAsync($"select count(*) from pg_locks where relation = '{table}'::regclass and not granted", Ct) > 0);
                await service.KillAsync(Ct);
            }
            (service, address) = await RestartAsync(service);
        }
        // Sent, and no answer yet.
        agency.Behave = (http, _) => Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted);
        var before = agency.Arrivals.Count;
        await SubmitAsync(address);
        await UntilAsync(() => Task.FromResult(agency.Arrivals.Count > before));
        await service.KillAsync(Ct);
        agency.Behave = (_, _) => Task.CompletedTask;
        (service, address) = await RestartAsync(service);
        // Taken, and not recorded yet.
        IAsyncDisposable? hold = null;
        var running = service;
        agency.Behave = async (_, _) => hold ??= await running.HoldUpAsync("alert_deliveries", Ct);
        await SubmitAsync(address);
        await UntilAsync(async () => hold is not null && await running.CountAsync("select count(*) from pg_locks where relation = 'alert_deliveries'::regclass and not granted", Ct) > 0);
        await service.KillAsync(Ct);
        agency.Behave = (_, _) => Task.CompletedTask;
        await hold!.DisposeAsync();
        (service, address) = await RestartAsync(service);
        // The database crashes while alerts are under way.
        await SubmitAsync(address, 10);
        await service.CrashDatabaseAsync(Ct);

        await UntilAsync(() => Task.FromResult(agency.Arrivals.Select(a => a.Id).Distinct().Count() == 14));

        Assert.All(agency.Arrivals.GroupBy(a => a.Id), repeats => Assert.Single(repeats.Select(a => a.Body).Distinct()));
        Assert.True(agency.Arrivals.Count > 14);
        Assert.Equal(14, await service.CountAsync("select count(*) from raised_alerts where rule = 'became-poor'", Ct));
        await service.DisposeAsync();
    }

    private async Task<(ServiceProcess Service, Uri Address)> StartAsync()
    {
        var service = ServiceProcess.Start(_data, TestAppAlerts.Settings);
        return (service, await service.AddressAsync(Ct));
    }

    private async Task<(ServiceProcess Service, Uri Address)> RestartAsync(ServiceProcess killed)
    {
        await killed.DisposeAsync();
        return await StartAsync();
    }

    private Task SubmitAsync(Uri address, int count = 1) => CallAsync(address, HttpMethod.Post, "api/submissions", Role.Enumerator,
        $"[{string.Join(',', Enumerable.Range(0, count).Select(_ => SampleInterview.Of(true, Village, "2018-1", Y2018, 4).Unschooled().JsonOf()))}]");

    private async Task CallAsync(Uri address, HttpMethod method, string path, Role role, string json)
    {
        var token = DevelopmentTokens.Issue(
            DevelopmentKey.LoadOrCreate(_data), new Caller("test", role, "35.22", role == Role.Enumerator ? [Village] : [], []), SystemClock.Instance.GetCurrentInstant(), Duration.FromHours(1));
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, Ct);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo()) await beat.WaitForNextTickAsync(limit.Token);
    }
}
