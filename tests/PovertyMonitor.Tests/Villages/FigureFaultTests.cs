using System.CommandLine;
using System.Net.Http.Headers;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Simulation;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Building;

namespace PovertyMonitor.Tests.Villages;

/// <summary>Kills the service as it is run in the middle of everything the projection does, and crashes its database; afterwards every figure is what the log says.</summary>
public sealed class FigureFaultTests
{
    private const int Households = 2500;
    private const string Filling = $"select count(*) from {PovertyTables.Fills} where filled between 1 and households - 1";
    private const string Rebuilding = $"select count(*) from {RebuildTable.Name} r where not exists (select from {PovertyTables.Progress} p where p.sequence >= r.up_to)";
    private static readonly string Following = $"select count(*) from {PovertyTables.Progress} where sequence > {Households * 2}";
    private readonly string _data = Path.Combine(TestRun.NewDirectory("figures"), "data");

    [Fact]
    public async Task Killed_while_it_follows_the_log_fills_in_a_measure_and_rebuilds_it_ends_with_what_the_log_says()
    {
        var ct = TestContext.Current.CancellationToken;
        var service = ServiceProcess.Start(_data);
        var address = await service.AddressAsync(ct);
        Assert.Equal(0, await SimulateAsync(address, 1, ct));
        var pouring = SimulateAsync(address, 2, ct);

        await UntilAsync(service, Following, ct);
        service = await KilledAsync(service, address, Following, ct);
        await CallAsync(address, Role.Planner, "api/measures/bojonegoro/adoption", """{"revision": 1, "effectiveFrom": "2018-01-01"}""", ct);
        await UntilAsync(service, Filling, ct);
        service = await KilledAsync(service, address, Filling, ct);
        await UntilAsync(service, $"select count(*) from {PovertyTables.Fills} where households > 0 and ready", ct);
        await CallAsync(address, Role.Operator, "api/figures/rebuild", "", ct);
        await UntilAsync(service, Rebuilding, ct);
        service = await KilledAsync(service, address, Rebuilding, ct);
        await UntilAsync(service, $"select count(*) from (select 1) as one where not exists (select from {RebuildTable.Name})", ct);
        await service.CrashDatabaseAsync(ct);

        Assert.Equal(0, await pouring);
        await UntilAsync(service, $"select count(*) from {PovertyTables.Progress} where sequence >= (select max(seq_id) from mt_events where tenant_id = '35.22') and not exists (select from {PovertyTables.Fills} where not ready)", ct);
        await service.StopAsync(ct);
        var (exitCode, verified) = await ServiceProcess.RunVerbAsync(_data, "verify", ct);
        await service.DisposeAsync();
        Assert.True(exitCode == 0 && !verified.Contains("not ready", StringComparison.Ordinal), verified);
    }

    // The database outlives the service: it tells in the middle of what that was.
    private async Task<ServiceProcess> KilledAsync(ServiceProcess service, Uri address, string inTheMiddle, CancellationToken ct)
    {
        await service.KillAsync(ct);
        Assert.Equal(1, await service.CountAsync(inTheMiddle, ct));
        await service.DisposeAsync();
        var next = ServiceProcess.Start(_data, ("URLS", address.ToString()));
        await next.AddressAsync(ct);
        return next;
    }

    private async Task<int> SimulateAsync(Uri address, int rounds, CancellationToken ct)
    {
        using var output = new StringWriter();
        var root = new RootCommand { SimulateCommand.Create(development: true, () => _data, SystemClock.Instance) };
        return await root.Parse(["simulate", "--households", $"{Households}", "--rounds", $"{rounds}", "--address", address.ToString()])
            .InvokeAsync(new InvocationConfiguration { Output = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(output) }, ct);
    }

    private async Task CallAsync(Uri address, Role role, string path, string json, CancellationToken ct)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var token = DevelopmentTokens.Issue(DevelopmentKey.LoadOrCreate(_data), new Caller("test", role, "35.22", [], []), now, Duration.FromHours(1));
        using var http = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, new MediaTypeHeaderValue("application/json")), ct);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(ct));
    }

    private static async Task UntilAsync(ServiceProcess service, string sql, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await CountAsync(service, sql, ct) == 0) await beat.WaitForNextTickAsync(limit.Token);
    }

    private static async Task<long> CountAsync(ServiceProcess service, string sql, CancellationToken ct)
    {
        try
        {
            return await service.CountAsync(sql, ct);
        }
        catch (NpgsqlException)
        {
            // It recovers from what was done to it.
            return 0;
        }
    }
}
