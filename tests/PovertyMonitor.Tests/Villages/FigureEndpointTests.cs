using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Villages;

/// <summary>Any cutoff, any part, what changed between rounds and why, over HTTP.</summary>
[Collection(FigureApp.Name)]
public sealed class FigureEndpointTests(SharedApp shared)
{
    private const string Measure = "measure=global-mpi-2018-without-nutrition";
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly Instant Y2019 = Instant.FromUtc(2019, 3, 2, 3, 15);
    private readonly string _here = shared.NextVillage();
    private readonly string _there = shared.NextVillage();

    [Fact]
    public async Task A_change_between_rounds_is_told_by_what_became_of_the_households_and_each_event_that_moved_a_figure_is_shown()
    {
        var app = shared.App;
        var (left, away) = (SampleInterview.Of(true, _here, "2018-1", Y2018, 4), SampleInterview.Of(true, _there, "2018-1", Y2018, 5));
        await app.SubmitAsync(left, SampleInterview.Of(false, _here, "2018-1", Y2018, 3), away);
        await app.CaughtUpAsync();
        var before = (long)(await app.GetAsync($"/api/villages/{_here}/index?{Measure}"))["asOf"]!["sequence"]!;
        await app.SubmitAsync(
            SampleInterview.Of(false, _here, "2019-1", Y2019, 4, left.HouseholdId), SampleInterview.Of(true, _here, "2019-1", Y2019, 2),
            SampleInterview.Of(true, _here, "2019-1", Y2019, 5, away.HouseholdId), SampleInterview.Of(false, _there, "2019-1", Y2019, 1));
        await app.CaughtUpAsync();

        var change = await app.GetAsync($"/api/villages/{_here}/change?from=2018-1&to=2019-1&{Measure}");
        Assert.Equal(["stayed 1 4 4", "movedOut 0 0 0", "movedIn 1 5 5", "found 1 0 2", "notInterviewedAgain 1 3 0"],
            change["flows"]!.AsArray().Select(f => $"{f!["flow"]} {f["households"]} {f["first"]!["persons"]} {f["second"]!["persons"]}"));
        Assert.Equal((0, 1, 0), ((int)change["becamePoor"]!, (int)change["leftPoverty"]!, (int)change["stayedPoor"]!));
        Assert.Equal((7, 11), ((int)change["first"]!["persons"]!, (int)change["second"]!["persons"]!));
        Assert.Equal((7.0 / 11) - (4.0 / 7), (double)change["deltaH"]!, 12);
        Assert.Equal("movedOut 1", (await app.GetAsync($"/api/villages/{_there}/change?from=2018-1&to=2019-1&{Measure}"))["flows"]!.AsArray()
            .Where(f => (string)f!["flow"]! == "movedOut").Select(f => $"{f!["flow"]} {f["households"]}").Single());

        var trend = (await app.GetAsync($"/api/villages/{_here}/trend?{Measure}"))["points"]!.AsArray();
        // Beside rounds of others, in which nobody here was interviewed.
        Assert.Equal(["2018-1 7 4", "2019-1 11 7"], trend.Where(p => (string)p!["round"]! is "2018-1" or "2019-1").Select(p => $"{p!["round"]} {p["persons"]} {p["poorPersons"]}"));
        var months = (await app.GetAsync($"/api/villages/{_here}/trend?by=month&from=2018-02&to=2019-03&{Measure}"))["points"]!.AsArray();
        Assert.Equal((14, "2018-02 0", "2018-03 7", "2019-03 14"), (months.Count, Told(months[0]!), Told(months[1]!), Told(months[13]!)));

        var why = await app.GetAsync($"/api/villages/{_here}/why?since={before}&{Measure}", Role.Dinsos);
        Assert.Equal((7, 4, 14), ((int)why["before"]!["persons"]!, (int)why["before"]!["poorPersons"]!, (int)why["index"]!["persons"]!));
        var moves = why["moves"]!.AsArray();
        Assert.Equal(["interview_completed"], moves.Select(m => (string)m!["event"]!).Distinct());
        Assert.Equal([$"{left.HouseholdId} true false"], moves.Where(m => m!["before"] is not null).Select(m => $"{m!["household"]} {m["before"]!["poor"]} {m["after"]!["poor"]}"));
        Assert.Equal(2, moves.Count(m => m!["before"] is null));
        Assert.All((await app.GetAsync($"/api/villages/{_here}/why?since={before}&{Measure}"))["moves"]!.AsArray(), m => Assert.Null(m!["household"]));
    }

    [Fact]
    public async Task Figures_are_had_under_any_cutoff_and_of_any_part()
    {
        var app = shared.App;
        var grouped = SampleInterview.Of(true, _here, "2018-1", Y2018, 4);
        grouped = grouped with { Place = grouped.Place with { DasaWisma = "Melati 1", Rw = "003" } };
        await app.SubmitAsync(grouped, SampleInterview.Of(false, _here, "2018-1", Y2018, 3));
        await app.CaughtUpAsync();
        Task<JsonNode> Index(string query) => app.GetAsync($"/api/villages/{_here}/index?{Measure}&{query}", Role.Dinsos);

        var whole = await Index("");
        Assert.Equal((7, 4, null), ((int)whole["persons"]!, (int)whole["poorPersons"]!, whole["slice"]?.ToJsonString()));
        Assert.Equal(("1", 0), ((string)(await Index("k=1"))["cutoff"]!, (int)(await Index("k=1"))["poorPersons"]!));
        Assert.Equal(4, (int)(await Index("k=0.1"))["poorPersons"]!);
        Assert.Equal((4, "Melati 1"), ((int)(await Index("group=melati+1&round=2018-1"))["persons"]!, (string)(await Index("group=Melati+1"))["slice"]!["group"]!));
        Assert.Equal(0, (int)(await Index("group=Mawar"))["persons"]!);
        Assert.Equal((int)whole["persons"]!, (int)(await Index("persons=female"))["persons"]! + (int)(await Index("persons=male"))["persons"]!);
        var bands = await Task.WhenAll(((string[])["underFive", "children", "adults", "elderly", "women", "men", "disabled"]).Select(async group => (int)(await Index($"persons={group}"))["persons"]!));
        Assert.Equal([0, 0, 7, 0, 0, 7, 0], bands);
        Assert.Equal((4, 0, "03"), ((int)(await Index("rw=03"))["persons"]!, (int)(await Index("rw=4&round=2018-1"))["persons"]!, (string)(await Index("rw=03"))["slice"]!["rw"]!));
        var (with, on) = ((int)(await Index("households=children"))["households"]!, (int)(await Index("households=children&on=2018-12-31"))["households"]!);
        Assert.Equal(with, on);
        Assert.Equal(0, (int)(await Index("knownOn=2018-12-31"))["persons"]!);
        Assert.Equal(0, (int)(await Index("on=2018-03-01"))["persons"]!);
        Assert.Equal(7, (int)(await Index("on=2018-03-02"))["persons"]!);

        foreach (var (query, field) in ((string, string)[])[("k=0", "k"), ("k=x", "k"), ("on=2018-02-30", "on"), ("on=2018-03-01&round=2018-1", "on"), ("knownOn=yesterday", "knownOn"),
            ("knownAt=-1", "knownAt"), ("households=rich", "households"), ("persons=cats", "persons"), ("rw=here", "rw")])
        {
            var response = await app.SendAsync(HttpMethod.Get, $"/api/villages/{_here}/index?{Measure}&{query}", app.TokenFor(Role.Planner));
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal((422, field), ((int)response.StatusCode, (string?)problem["errors"]?[0]?["field"]));
        }
    }

    [Fact]
    public async Task Two_measures_are_compared_on_the_same_households()
    {
        var app = shared.App;
        var unschooled = SampleInterview.Of(true, _here, "2018-1", Y2018, 4).Unschooled();
        await app.SubmitAsync(unschooled, SampleInterview.Of(true, _here, "2018-1", Y2018, 2), SampleInterview.Of(false, _here, "2018-1", Y2018, 3));
        await app.CaughtUpAsync();

        var compared = await app.GetAsync($"/api/villages/{_here}/comparison?{Measure}&with=global-mpi-2018&round=2018-1");

        var (first, second) = (await app.GetAsync($"/api/villages/{_here}/index?{Measure}&round=2018-1"), await app.GetAsync($"/api/villages/{_here}/index?measure=global-mpi-2018&round=2018-1"));
        Assert.Equal(((double?)first["m0"], (double?)second["m0"]), ((double?)compared["first"]!["m0"], (double?)compared["second"]!["m0"]));
        Assert.Equal(((int)first["poorPersons"]!, (int)second["poorPersons"]!), ((int)compared["first"]!["poorPersons"]!, (int)compared["second"]!["poorPersons"]!));
        var agreement = compared["agreement"]!.AsArray();
        Assert.Equal((3, 9), (agreement.Sum(a => (int)a!["households"]!), agreement.Sum(a => (int)a!["persons"]!)));
        Assert.Equal((int)second["poorHouseholds"]!, agreement.Where(a => (string)a!["second"]! == "poor").Sum(a => (int)a!["households"]!));
    }

    private static string Told(JsonNode point) => $"{point["month"]} {point["persons"]}";
}
