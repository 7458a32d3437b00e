using System.Net;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Rules;

/// <summary>A first census into an empty system floods nobody, and the interface says so.</summary>
public sealed class BaselineTests(PostgresServer server)
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task A_first_census_raises_nothing_however_poor_and_what_changes_after_it_does()
    {
        await using var agency = await AgencyEnd.StartAsync();
        await using var app = await TestApp.StartAsync(server, TestAppAlerts.Settings);
        await app.ReceiveAsync("flood", "dinsos", agency.Address);
        Assert.Equal((null, false), await BaselineAsync(app));
        var sound = Of(false, "2018-1", Y2018);
        await app.SubmitAsync([sound, .. Enumerable.Range(0, 149).Select(_ => Of(true, "2018-1", Y2018))]);
        await app.SubmitAsync([.. Enumerable.Range(0, 150).Select(_ => Of(true, "2018-1", Y2018))]);
        await app.CaughtUpAsync();
        // The rules about areas have looked too.
        await app.UntilAsync("select count(*) = 1 from alert_area_memory where rule = 'cluster-of-poverty' and subject = ''");

        Assert.Equal(0L, await app.ScalarAsync<long>("select (select count(*) from raised_alerts) + (select count(*) from alert_deliveries)"));
        Assert.Equal(("2018-1", false), await BaselineAsync(app));
        var page = await app.SendAsync(HttpMethod.Get, "/inbox?lang=en", app.TokenFor(Role.Dinsos));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Baseline mode: households first interviewed in this round raise no alerts: <strong>2018-1</strong>", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // One of them becomes poor later, and one that nobody knew is poor in the next round.
        var (later, unknown) = (Of(true, "2019-1", Y2018 + Duration.FromDays(365)) with { HouseholdId = sound.HouseholdId }, Of(true, "2019-1", Y2018 + Duration.FromDays(366)));
        await app.SubmitAsync(later, unknown);
        var told = (await agency.UntilAsync(2)).Select(a => (Guid)a.Json["data"]!["household"]!);
        Assert.Equal(new[] { later.HouseholdId, unknown.HouseholdId }.Order(), told.Order());
    }

    private static async Task<(string?, bool)> BaselineAsync(TestApp app) =>
        await app.GetAsync("/api/alerts/baseline", Role.Puskesmas) is var baseline ? ((string?)baseline["round"], (bool)baseline["isSet"]!) : default;

    private static Submission Of(bool poor, string round, Instant at)
    {
        var interview = SampleInterview.Of(poor, Village, round, at, 4);
        return poor ? interview.Unschooled() : interview;
    }
}
