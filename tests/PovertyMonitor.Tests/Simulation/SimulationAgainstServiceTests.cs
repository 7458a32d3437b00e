using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Simulation;

/// <summary>The enumerators of the simulation against the service as it is run.</summary>
public sealed class SimulationAgainstServiceTests
{
    private const int Villages = 5;
    private readonly string _data = Path.Combine(TestRun.NewDirectory("simulation"), "data");

    [Fact]
    public async Task A_service_killed_half_way_has_every_submission_once_in_the_end()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var first = ServiceProcess.Start(_data);
        var address = await first.AddressAsync(ct);
        using var http = new HttpClient { BaseAddress = address };
        var killed = NewRun(http);
        var kill = new Lazy<Task>(() => first.KillAsync(ct));
        var sending = killed.SendAsync(0, () => _ = kill.Value, ct);
        await first.ExitAsync(ct);
        await using var second = ServiceProcess.Start(_data, ("URLS", address.ToString()));
        await second.AddressAsync(ct);
        await sending;
        await killed.SendAsync(1, () => { }, ct);

        var again = NewRun(http);
        for (var round = 0; round < 2; round++)
            await again.SendAsync(round, () => { }, ct);
        await second.StopAsync(ct);

        Assert.Equal(killed.Tally.Submissions, killed.Tally.CountOf("accepted") + killed.Tally.CountOf("already"));
        Assert.Equal(again.Tally.Submissions, again.Tally.CountOf("already"));
        Assert.Equal(killed.Tally.Submissions, again.Tally.Submissions);
        Assert.True(again.Tally.Submissions > 200);
    }

    private SimulationRun NewRun(HttpClient http)
    {
        var villages = new Register(RegisterFile.Read("35.22")).Villages.Take(Villages).Select(v => v.Code);
        var tokens = new EnumeratorTokens(DevelopmentKey.LoadOrCreate(_data), "35.22", SystemClock.Instance);
        return new SimulationRun(new Population(villages, 200, 2, 1), new SurveySender(http, tokens, TimeSpan.FromMinutes(2)) { LongestWait = TimeSpan.FromMilliseconds(300) }, senders: 2, batchSize: 10);
    }
}
