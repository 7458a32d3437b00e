using System.Net;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Commitments;
using PovertyMonitor.Tests.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

/// <summary>The commitments as the plan stood then.</summary>
[Collection(ReportsApp.Name)]
public sealed class CommitmentsReportTests(ReportsApp.Filled filled)
{
    private TestApp App => filled.App;

    [Fact]
    public async Task Commitments_are_told_as_the_plan_stood_then()
    {
        var path = $"/api/reports/commitments?knownAt={filled.KnownAt}";
        var rows = (await App.GetAsync(path))["rows"]!.AsArray();

        var asked = (await App.GetAsync("/api/commitments/5/indicators"))["indicators"]!.AsArray();
        Assert.Equal(asked.Select(i => (string)i!["code"]!), rows.Where(r => (long)r!["commitment"]! == 5 && r["until"] is null).Select(r => (string)r!["indicator"]!));
        Assert.All(rows, r => Assert.Contains((string)r!["status"]!, (string[])["noData", "offTrack", "atRisk", "onTrack", "achieved"]));
        await ProblemAssert.IsProblemAsync(
            await App.SendAsync(HttpMethod.Get, "/api/reports/commitments?area=35.22.15", App.TokenFor(Role.Planner)), HttpStatusCode.NotFound, "reports.wrong_area");
    }

    [Fact]
    public async Task A_plan_that_is_agreed_before_its_time_replaces_none_and_is_told_when_it_is_named()
    {
        var next = ActionPlanFile.Read("35.22")! with { FromYear = 2091, ToYear = 2093 };
        await using (var session = App.Services.GetRequiredService<IDocumentStore>().LightweightSession("35.22"))
        {
            session.Events.Append(ActionPlans.StreamId, next with { Commitments = [.. next.Commitments.Where(c => c.Number != 5)] });
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await App.CaughtUpAsync();

        async Task<string> PlanAsync(string query) => ((string)(await App.GetAsync($"/api/reports/commitments?{query}"))["title"]!)[^9..];
        Assert.Equal(["2018-2020", "2091-2093", "2018-2020"], [await PlanAsync(""), await PlanAsync("plan=2091-2093"), await PlanAsync("plan=2018-2020")]);
        Assert.Equal("2018-2020", (string)(await App.GetAsync("/api/commitments/5/indicators"))["plan"]!);
        Assert.Equal("2018-2020", (string)(await App.GetAsync("/api/commitments"))["code"]!);
        Assert.Contains("<table id=\"commitment\">", await App.Client.GetStringAsync("/?lang=en", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Task<IReadOnlyList<AreaCondition>> OffTrackAsync(AlertRuleDefinition rule) => App.Services.GetRequiredService<OffTrackIndicators>().ReadAsync("35.22", rule, TestContext.Current.CancellationToken);
        var shipped = ShippedRules.All["indicator-off-track"];
        Assert.Contains(await OffTrackAsync(shipped with { MinimumN = 1, MinimumCoverage = null }), c => c.Subject == "5.h");
        // Of too few households nothing is told.
        Assert.DoesNotContain(await OffTrackAsync(shipped with { MinimumN = 10_000, MinimumCoverage = null }), c => c.Subject == "5.h");

        async Task IsProblemAsync(string path, HttpStatusCode status, string code) =>
            await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, $"/api/reports/{path}", App.TokenFor(Role.Planner)), status, code);
        await IsProblemAsync("commitments?plan=1999-2000", HttpStatusCode.NotFound, "commitment.unknown_plan");
        await IsProblemAsync("villages?plan=2018-2020", HttpStatusCode.UnprocessableEntity, "reports.no_plan_here");
        await IsProblemAsync($"commitments?plan=2091-2093&knownAt={filled.KnownAt}", HttpStatusCode.UnprocessableEntity, "reports.before_plan");
    }
}
