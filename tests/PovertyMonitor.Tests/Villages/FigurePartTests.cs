using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Musdes;

namespace PovertyMonitor.Tests.Villages;

/// <summary>Stages of the village's list, boundaries that changed, the households behind a figure, and one household at any time.</summary>
[Collection(FigureApp.Name)]
public sealed class FigurePartTests(SharedApp shared)
{
    private const string Measure = "measure=global-mpi-2018-without-nutrition";
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly Instant Y2019 = Instant.FromUtc(2019, 3, 2, 3, 15);

    private TestApp App => shared.App;

    [Fact]
    public async Task A_stage_of_the_villages_list_is_a_part_and_those_on_no_list_are_one()
    {
        var meeting = new Musyawarah(App, "35.22.04.2001");
        await meeting.InterviewAsync(poor: 2);
        Task<JsonNode> Index(string query) => App.GetAsync($"/api/villages/{meeting.Village}/index?{Measure}&{query}");
        Assert.Equal((0, 11), ((int)(await Index("stage=drawn"))["persons"]!, (int)(await Index("stage=none"))["persons"]!));

        await meeting.DrawAsync();

        Assert.Equal((8, 3), ((int)(await Index("stage=drawn"))["persons"]!, (int)(await Index($"stage=none&round={Musyawarah.Round}"))["persons"]!));
        Assert.Equal((0, "verified"), ((int)(await Index("stage=verified"))["persons"]!, (string)(await Index("stage=verified"))["slice"]!["stage"]!));
        Assert.Equal("stage", await FieldAsync($"/api/villages/{meeting.Village}/index?{Measure}&stage=famous"));
        Assert.Equal("stage", await FieldAsync($"/api/villages/{meeting.Village}/index?{Measure}&stage=drawn&on=2019-03-01"));
    }

    [Fact]
    public async Task A_village_that_was_split_or_changed_its_status_is_shown_on_the_boundaries_of_then_or_of_now()
    {
        const string Old = "35.22.05.2001", Part = "35.22.05.2091", Town = "35.22.05.1092", Between = "35.22.05.2002";
        await App.SubmitAsync(In(Old, "003", true, Y2018, 4), In(Old, "001", false, Y2018, 3), In(Between, "001", true, Y2018, 5));
        Assert.Equal(404, await StateAsync("35.22.05.2077", $$"""{"to": "{{Part}}", "name": "Baru", "since": "2019-01-01"}"""));
        Assert.Equal(422, await StateAsync(Old, $$"""{"to": "{{Part}}", "since": "2019-01-01", "rw": ["hamlet"]}"""));
        for (var twice = 0; twice < 2; twice++)
            Assert.Equal(200, await StateAsync(Old, $$"""{"to": "{{Part}}", "name": "Sumber Baru", "since": "2019-01-01", "rw": ["3"]}"""));
        Assert.Equal(200, await StateAsync(Between, $$"""{"to": "{{Town}}", "name": "Kota Lama", "since": "2019-01-01"}"""));
        // A new village takes surveys at once; the hamlet's old number means another place in it.
        await App.SubmitAsync(In(Part, "003", false, Y2019, 2), In(Old, "003", false, Y2019, 6), In(Town, "001", true, Y2019, 7));
        await App.CaughtUpAsync();

        async Task<string> Trend(string village, string boundaries) => string.Join(" ", (await App.GetAsync($"/api/villages/{village}/trend?{Measure}&boundaries={boundaries}"))["points"]!.AsArray()
            .Where(p => (string)p!["round"]! is "cut-2018" or "cut-2019").Select(p => $"{p!["poorPersons"]}/{p["persons"]}"));
        Assert.Equal(("4/7 0/6", "0/0 0/2"), (await Trend(Old, "then"), await Trend(Part, "then")));
        Assert.Equal(("0/3 0/6", "4/4 0/2"), (await Trend(Old, "now"), await Trend(Part, "now")));
        Assert.Equal(("5/5 0/0", "0/0 7/7"), (await Trend(Between, "then"), await Trend(Town, "then")));
        Assert.Equal(("0/0 0/0", "5/5 7/7"), (await Trend(Between, "now"), await Trend(Town, "now")));
        // Nothing is lost or counted twice; the present figure goes along too.
        Assert.Equal((27, 27), ((int)(await App.GetAsync($"/api/districts/35.22.05/index?{Measure}"))["persons"]!, (int)(await App.GetAsync($"/api/districts/35.22.05/index?{Measure}&boundaries=now"))["persons"]!));
        Assert.Equal(6, (int)(await App.GetAsync($"/api/villages/{Part}/index?{Measure}&boundaries=now"))["persons"]!);
        var listed = (await App.GetAsync($"/api/villages?{Measure}&district=35.22.05&boundaries=now"))["villages"]!.AsArray().Select(v => (string)v!["code"]!).ToList();
        Assert.Equal((true, true, false), (listed.Contains(Part), listed.Contains(Town), listed.Contains(Between)));
        Assert.Equal("2019-01-01", (string?)(await App.GetAsync($"/api/areas/{Between}"))["validTo"]);
    }

    [Fact]
    public async Task A_figure_leads_to_exactly_the_households_it_counts_and_a_household_to_what_was_known_of_it()
    {
        const string Here = "35.22.06.2001";
        var (one, other) = (SampleInterview.Of(true, Here, "2018-1", Y2018, 4), SampleInterview.Of(false, Here, "2018-1", Y2018, 3));
        await App.SubmitAsync(one, other);
        await App.CaughtUpAsync();
        var before = (long)(await App.GetAsync($"/api/villages/{Here}/index?{Measure}"))["asOf"]!["sequence"]!;
        await App.SubmitAsync(SampleInterview.Of(false, Here, "2019-1", Y2019, 5, one.HouseholdId));
        await App.CaughtUpAsync();
        async Task<string[]> Counted(string query) => [.. (await App.GetAsync($"/api/villages/{Here}/counted?{Measure}&{query}", Role.Dinsos))["households"]!.AsArray()
            .Select(h => $"{h!["household"]} {h["status"]} {h["persons"]}").Order()];

        Assert.Equal($"{one.HouseholdId} poor 4", Assert.Single(await Counted("round=2018-1&status=poor")));
        Assert.Equal($"{one.HouseholdId} poor 4", Assert.Single(await Counted($"knownAt={before}&status=poor")));
        Assert.Empty(await Counted("status=poor"));
        Assert.Equal(new[] { $"{one.HouseholdId} notPoor 5", $"{other.HouseholdId} notPoor 3" }.Order(), await Counted(""));
        Assert.Equal(403, (int)(await App.SendAsync(HttpMethod.Get, $"/api/villages/{Here}/counted?{Measure}", App.TokenFor(Role.Planner))).StatusCode);

        async Task<string> Standing(string query) => string.Join(", ", (await App.GetAsync($"/api/households/{one.HouseholdId}/standing?{Measure}&{query}", Role.Dinsos))["standings"]!.AsArray()
            .Select(s => $"{s!["round"]} {s["status"]} {((string?)s["to"])?[..4] ?? "now"}"));
        Assert.Equal("2018-1 poor 2019, 2019-1 notPoor now", await Standing(""));
        Assert.Equal("2018-1 poor now", await Standing($"knownAt={before}"));
        Assert.Equal("2018-1 poor 2019", await Standing("on=2018-12-31"));
        Assert.Equal("2018-1 notPoor 2019", await Standing("on=2018-12-31&k=1/2"));
        Assert.Equal("2018-1 poor now, 2018-1 poor 2019, 2019-1 notPoor now", await Standing("history=true"));
        Assert.Equal(403, (int)(await App.SendAsync(HttpMethod.Get, $"/api/households/{one.HouseholdId}/standing", App.TokenFor(Role.Village, "35.22.06.2002"))).StatusCode);
    }

    [Fact]
    public async Task Households_that_come_to_be_of_a_kind_are_told_apart_from_those_that_move()
    {
        const string Here = "35.22.07.2001";
        var household = SampleInterview.Of(true, Here, "2018-1", Y2018, 2);
        var old = SampleInterview.Of(true, Here, "2019-1", Y2019, 2, household.HouseholdId);
        old = old with { Answers = old.Answers! with { Members = [.. old.Answers.Members.Select(m => m with { AgeYears = 61 })] } };
        await App.SubmitAsync(household, old);
        await App.CaughtUpAsync();

        async Task<string> Flows(string from, string to) => string.Join(" ", (await App.GetAsync($"/api/villages/{Here}/change?{Measure}&from={from}&to={to}&households=elderly"))["flows"]!.AsArray()
            .Where(f => (int)f!["households"]! > 0).Select(f => $"{f!["flow"]}"));

        Assert.Equal(("joinedKind", "leftKind"), (await Flows("2018-1", "2019-1"), await Flows("2019-1", "2018-1")));
    }

    private static Submission In(string village, string rw, bool poor, Instant at, int persons)
    {
        var interview = SampleInterview.Of(poor, village, at == Y2018 ? "cut-2018" : "cut-2019", at, persons);
        return interview with { Place = interview.Place with { Rw = rw } };
    }

    private async Task<int> StateAsync(string village, string json) => (int)(await App.SendAsync(
        HttpMethod.Post, $"/api/areas/{village}/successions", App.TokenFor(Role.Operator), new StringContent(json, null, "application/json"))).StatusCode;

    private async Task<string?> FieldAsync(string path)
    {
        var response = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Planner));
        Assert.Equal(422, (int)response.StatusCode);
        return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]?[0]?["field"];
    }
}
