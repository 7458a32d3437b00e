using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Receiving;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

public sealed class AlertDeliveryTests(PostgresServer server)
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly Instant Y2019 = Instant.FromUtc(2019, 3, 2, 3, 15);

    [Fact]
    public async Task A_household_that_becomes_poor_is_told_to_both_agencies_where_they_are()
    {
        using var ledger = new AlertLedger(null);
        await using var receiver = AlertReceiver.Create(0, failFirst: 0, ledger, _ => { });
        await receiver.StartAsync(TestContext.Current.CancellationToken);
        await using var app = await TestApp.StartAsync(server,
            ("PovertyMonitor:Alerts:Addresses:dinsos", $"{receiver.Urls.Single()}/dinsos"), ("PovertyMonitor:Alerts:Addresses:dinkes", $"{receiver.Urls.Single()}/dinkes"));
        await app.SubmitAsync(SampleInterview.Of(true, Village, "2018-1", Y2018, 4).Unschooled(), SampleInterview.Of(false, Village, "2018-1", Y2018, 4));

        await app.UntilAsync("select count(*) = 2 from alerts where delivered_at is not null");

        Assert.Equal((2, 0), (ledger.Distinct, ledger.Repeats));
        var alerts = (await app.GetAsync("/api/alerts", Role.Dinsos)).AsArray();
        Assert.Equal(["became-poor dinsos", "health-deprivation dinkes"], alerts.Select(a => $"{a!["alert"]!["kind"]} {a["alert"]!["audience"]}").Order());
        Assert.All(alerts, a => Assert.Equal(("child-mortality", Village), ((string)a!["alert"]!["deprivations"]![0]!, (string)a["alert"]!["village"]!)));
        Assert.Equal("health-deprivation", (string)Assert.Single((await app.GetAsync("/api/alerts", Role.Dinkes)).AsArray())!["alert"]!["kind"]!);
    }

    [Fact]
    public async Task A_receiver_that_is_down_gets_it_later()
    {
        using var ledger = new AlertLedger(null);
        await using var receiver = AlertReceiver.Create(0, failFirst: 2, ledger, _ => { });
        await receiver.StartAsync(TestContext.Current.CancellationToken);
        await using var app = await TestApp.StartAsync(server, ("PovertyMonitor:Alerts:Addresses:dinsos", receiver.Urls.Single()));
        await app.SubmitAsync(SampleInterview.Of(true, Village, "2018-1", Y2018, 4).Unschooled());

        await app.UntilAsync("select count(*) = 1 from alerts where delivered_at is not null");

        Assert.Equal((1, 0), (ledger.Distinct, ledger.Repeats));
    }

    [Fact]
    public async Task Only_a_new_latest_interview_raises_one()
    {
        await using var app = await TestApp.StartAsync(server);
        var sound = SampleInterview.Of(false, Village, "2019-1", Y2019, 4);
        await app.SubmitAsync(sound);
        await app.SubmitAsync(
            SampleInterview.Of(true, Village, "2018-1", Y2018, 4, sound.HouseholdId).Unschooled(),
            SampleInterview.Of(true, Village, "2019-1", Y2019, 4, sound.HouseholdId).Unschooled() with { Corrects = sound.SubmissionId });
        await app.CaughtUpAsync();
        Assert.Empty((await app.GetAsync("/api/alerts", Role.Dinsos)).AsArray());

        var poor = SampleInterview.Of(true, Village, "2019-1", Y2019, 4).Unschooled();
        await app.SubmitAsync(poor);
        await app.SubmitAsync(SampleInterview.Of(true, Village, "2019-2", Y2019 + Duration.FromDays(100), 4, poor.HouseholdId).Unschooled());
        await app.CaughtUpAsync();

        Assert.All((await app.GetAsync("/api/alerts", Role.Dinsos)).AsArray(), a => Assert.Equal(poor.SubmissionId, (Guid)a!["alert"]!["submission"]!));
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from alerts"));
    }
}
