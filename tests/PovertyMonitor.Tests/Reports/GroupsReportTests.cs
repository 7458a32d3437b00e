using System.Globalization;
using System.Net;
using System.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

/// <summary>Dasa Wisma groups: below the village small cells are hidden, at any time.</summary>
[Collection(ReportsApp.Name)]
public sealed class GroupsReportTests(ReportsApp.Filled filled)
{
    private TestApp App => filled.App;

    [Theory]
    [InlineData(nameof(Role.Planner))]
    [InlineData(nameof(Role.Ngo))]
    [InlineData(nameof(Role.Dinkes))]
    [InlineData(nameof(Role.Operator))]
    public async Task Below_the_village_small_cells_are_for_Dinas_Sosial_alone(string name)
    {
        var role = Enum.Parse<Role>(name);
        var path = $"/api/reports/groups?area={ReportsApp.Large}&round={ReportsApp.Round}&measure={ReportsApp.Measure}";
        var suppressed = (await App.GetAsync(path, role))["rows"]!.AsArray();
        var dinsos = (await App.GetAsync($"{path}&knownAt={filled.KnownAt}", Role.Dinsos))["rows"]!.AsArray();

        Assert.Equal(["Mawar 25 7", "Melati 5 5"], dinsos.Select(r => $"{r!["group"]} {r["households"]} {r["poorHouseholds"]}"));
        Assert.Equal(["Mawar suppressed suppressed suppressed", "Melati suppressed suppressed suppressed"], suppressed.Select(r => $"{r!["group"]} {r["households"]} {r["poorHouseholds"]} {r["h"]}"));
        if (role != Role.Ngo)
            await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, $"/api/villages/{ReportsApp.Large}/index?group=Melati", App.TokenFor(role)), HttpStatusCode.Forbidden, "index.below_village");
    }

    [Fact]
    public async Task Kinds_of_household_within_a_village_are_for_the_regencys_offices()
    {
        var path = $"/api/reports/gaps?area=35.22.15&{filled.Of}";
        var (planner, ngo) = ((await App.GetAsync(path))["rows"]!.AsArray(), (await App.GetAsync(path, Role.Ngo))["rows"]!.AsArray());

        Assert.Equal(planner.Where(r => (string)r!["area"]! == "35.22.15").Select(r => r!.ToJsonString()), ngo.Where(r => (string)r!["area"]! == "35.22.15").Select(r => r!.ToJsonString()));
        var villages = ngo.Where(r => (string)r!["area"]! != "35.22.15").ToList();
        Assert.NotEmpty(villages);
        Assert.All(villages, r => Assert.All(((string[])["persons", "h", "m0", "othersH", "othersM0", "gapH", "gapM0"]), c => Assert.Equal("suppressed", (string)r![c]!)));
        Assert.All(planner, r => Assert.NotEqual("suppressed", $"{r!["persons"]}"));
        // What a planner had made in the background is not fetched by who may not have it.
        var asked = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Prefer", "respond-async" }, { "Authorization", $"Bearer {App.TokenFor(Role.Planner)}" } } };
        var job = (await App.Client.SendAsync(asked, TestContext.Current.CancellationToken)).Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.OK, (await App.SendAsync(HttpMethod.Get, job, App.TokenFor(Role.Planner))).StatusCode);
        await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, job, App.TokenFor(Role.Ngo)), HttpStatusCode.NotFound, "reports.unknown_job");
    }

    [Fact]
    public async Task Below_the_village_no_two_dates_can_be_held_against_each_other()
    {
        var path = $"/api/reports/groups?area={ReportsApp.Away}&round={ReportsApp.Round}&measure={ReportsApp.Measure}&format=csv";
        var first = Encoding.UTF8.GetString(await filled.ReadAsync(path));
        Assert.StartsWith("group,households,poorHouseholds,h,a,m0\r\nAnggrek,25,10,0.", first, StringComparison.Ordinal);
        Assert.Contains("\r\nKenanga,25,10,0.", first, StringComparison.Ordinal);
        var (householdsBefore, poorBefore) = await KenangaNowAsync();

        await App.SubmitAsync(ReportsApp.Household(true, ReportsApp.Away, 62));
        await App.CaughtUpAsync();

        // Other tests of the collection may have added to it before.
        var (households, poor) = await KenangaNowAsync();
        Assert.Equal((householdsBefore + 1, poorBefore + 1), (households, poor));
        Assert.Equal(first, Encoding.UTF8.GetString(await filled.ReadAsync(path)));
        foreach (var other in new[] { $"knownAt={filled.KnownAt}", "knownOn=2030-01-01", $"measure={ReportsApp.Measure}@1" })
            await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, $"{path.Replace(other[..7] == "measure" ? $"&measure={ReportsApp.Measure}" : "&none", "", StringComparison.Ordinal)}&{other}", App.TokenFor(Role.Planner)), HttpStatusCode.Forbidden, "reports.frozen_only");
        await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, $"/api/reports/groups?area={ReportsApp.Away}", App.TokenFor(Role.Planner)), HttpStatusCode.BadRequest, "reports.round_needed");

        // Closed again, with one household more in one of them: what changed by one is not seen beside what was seen before.
        await filled.CloseAsync();
        await App.CaughtUpAsync();
        var second = Encoding.UTF8.GetString(await filled.ReadAsync(path));
        Assert.Contains("\r\nKenanga,suppressed,suppressed,suppressed,", second, StringComparison.Ordinal);

        async Task<(int Households, int Poor)> KenangaNowAsync()
        {
            var response = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Dinsos));
            var row = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n").Single(r => r.StartsWith("Kenanga,", StringComparison.Ordinal)).Split(',');
            return (int.Parse(row[1], CultureInfo.InvariantCulture), int.Parse(row[2], CultureInfo.InvariantCulture));
        }
    }
}
