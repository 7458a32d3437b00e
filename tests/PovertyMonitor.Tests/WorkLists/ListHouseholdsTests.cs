using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.WorkLists;

/// <summary>Each test has a district of its own.</summary>
[Collection(WorkListApp.Name)]
public sealed class ListHouseholdsTests(SharedApp shared)
{
    private const string Measure = "measure=global-mpi-2018-without-nutrition";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 20, 0);

    private TestApp App => shared.App;

    [Theory]
    [InlineData("village", "35.22.01")]
    [InlineData("score", "35.22.02")]
    public async Task Pages_give_each_household_once_while_others_come_and_change(string sort, string district)
    {
        string[] villages = [$"{district}.2001", $"{district}.2002"];
        Submission[] before = [.. Enumerable.Range(0, 9).Select(i => SampleInterview.Of(i % 3 == 0, villages[i % 2], "2018-1", March, 2))];
        await App.SubmitAsync(before);
        await App.CaughtUpAsync();
        var seen = new List<string>();
        string? next = null;
        for (var page = 0; page == 0 || next is not null; page++)
        {
            var list = await App.GetAsync($"/api/households?{Measure}&area={district}&sort={sort}&limit=2{(next is null ? "" : $"&after={next}")}", Role.Dinsos);
            seen.AddRange(list["households"]!.AsArray().Select(h => $"{h!["householdId"]} {h["status"]}"));
            next = (string?)list["next"];
            if (page > 2) continue;
            // What was shown becomes what is still to come in the order, and the other way round.
            await App.SubmitAsync(
                SampleInterview.Of(true, villages[page % 2], "2018-1", March, 2),
                SampleInterview.Of(page % 2 == 0, villages[page % 2], "2019-1", March + Duration.FromDays(365), 3, before[page].HouseholdId));
            var move = $$$"""{"changeId":"{{{Guid.NewGuid()}}}","at":"2018-06-01T00:00:00+07:00","to":{"village":"{{{villages[page % 2]}}}"}}""";
            var (moved, _) = await App.PostAsync(move, villages, $"/api/households/{before[8 - page].HouseholdId}/moves");
            Assert.Equal(201, (int)moved.StatusCode);
            await App.CaughtUpAsync();
        }

        Assert.Equal(before.Select((b, i) => $"{b.HouseholdId} {(i % 3 == 0 ? "poor" : "notPoor")}").Order(), seen.Order());
        if (sort == "score") Assert.Equal(["poor", "poor", "poor"], seen.Take(3).Select(s => s.Split(' ')[1]));
        Assert.Equal(12, (await App.GetAsync($"/api/households?{Measure}&area={district}", Role.Dinsos))["households"]!.AsArray().Count);
    }

    [Fact]
    public async Task Filters_find_the_households_they_describe()
    {
        const string District = "35.22.03";
        var poor = SampleInterview.Of(true, $"{District}.2001", "2018-1", March, 4).Unschooled();
        var sick = SampleInterview.Of(true, $"{District}.2001", "2018-1", March, 1);
        var well = SampleInterview.Of(false, $"{District}.2002", "2018-1", March, 2);
        var unknown = SampleInterview.Of(false, $"{District}.2002", "2018-1", March, 2);
        poor = poor with
        {
            Place = poor.Place with { Rt = "003", Rw = "001", DasaWisma = "Melati 1" },
            Answers = poor.Answers! with { Members = [.. poor.Answers.Members.Select((m, i) => i == 0 ? m with { Sex = Sex.Female, AgeYears = 61 } : m)] },
        };
        unknown = unknown with { Answers = unknown.Answers! with { Housing = unknown.Answers.Housing! with { Sanitation = null } } };
        await App.SubmitAsync(poor, sick, well, unknown);
        await App.CaughtUpAsync();
        async Task IsAsync(string query, params Submission[] expected)
        {
            var list = await App.GetAsync($"/api/households?{Measure}&area={District}&{query}", Role.Dinsos);
            Assert.True(expected.Select(e => $"{e.HouseholdId}").Order().SequenceEqual(list["households"]!.AsArray().Select(h => (string)h!["householdId"]!).Order()), $"{query}: {list}");
        }

        await IsAsync("status=poor", poor, sick);
        await IsAsync("status=notPoor", well);
        await IsAsync("status=unmeasured", unknown);
        await IsAsync("status=poor&k=1/2", poor);
        await IsAsync("minScore=1/3&maxScore=1/3", sick);
        await IsAsync("deprived=child-mortality,years-of-schooling", poor);
        await IsAsync("deprived=child-mortality&notDeprived=years-of-schooling", sick);
        await IsAsync("notDeprived=sanitation", poor, sick, well);
        await IsAsync("subgroup=femaleHead,elderly", poor);
        await IsAsync("subgroup=femaleHead,disability");
        await IsAsync("dasaWisma=melati%201", poor);
        await IsAsync("stage=none", poor, sick, well, unknown);
        await IsAsync("stage=confirmed");
        var line = (await App.GetAsync($"/api/households?{Measure}&area={District}.2001&sort=score&limit=1", Role.Dinsos))["households"]![0]!;
        Assert.Equal(("Melati 1", "003", "001", "2018-03-03", 4, "2018-1"),
            ((string)line["dasaWisma"]!, (string)line["rt"]!, (string)line["rw"]!, (string)line["interviewedOn"]!, (int)line["persons"]!, (string)line["round"]!));
        Assert.Equal(["femaleHead", "elderly"], line["subgroups"]!.AsArray().Select(s => (string)s!));
        Assert.Contains("Lama sekolah", line["deprivations"]!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_stage_of_the_villages_list_is_found()
    {
        const string Village = "35.22.04.2001";
        await App.SubmitAsync(SampleInterview.Of(true, Village, "2018-1", March, 4), SampleInterview.Of(false, Village, "2018-1", March, 4));
        await App.CaughtUpAsync();
        var drawn = await App.SendAsync(HttpMethod.Post, "/api/musdes/lists", App.TokenFor(Role.Village, Village),
            new StringContent($$"""{"village": "{{Village}}", "round": "2018-1", "measure": "global-mpi-2018-without-nutrition"}""", null, "application/json"));
        Assert.True(drawn.IsSuccessStatusCode, await drawn.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var list = await App.GetAsync($"/api/households?{Measure}&area={Village}&stage=drawn", Role.Dinsos);

        Assert.Equal(("poor", "drawn"), ((string)Assert.Single(list["households"]!.AsArray())!["status"]!, (string)list["households"]![0]!["stage"]!));
    }

    [Fact]
    public async Task Each_reader_sees_the_own_area()
    {
        const string Own = "35.22.05.2001", Other = "35.22.05.2002";
        await App.SubmitAsync(SampleInterview.Of(true, Own, "2018-1", March, 1), SampleInterview.Of(true, Other, "2018-1", March, 1));
        await App.CaughtUpAsync();

        Assert.Equal([Own], await VillagesAsync(App.TokenFor(Role.Village, Own), ""));
        Assert.Equal([Own], await VillagesAsync(App.TokenFor(Role.Village, Own), "area=35.22.05"));
        Assert.Equal([Own, Other], await VillagesAsync(App.TokenFor(Role.District, "35.22.05"), ""));
        Assert.Equal((403, "access.area_not_allowed"), await RefusedAsync(App.TokenFor(Role.Village, Own), $"area={Other}"));
        Assert.Equal((403, "access.area_not_allowed"), await RefusedAsync(App.TokenFor(Role.District, "35.22.06"), $"area={Other}"));
        foreach (var role in (Role[])[Role.Enumerator, Role.Dinkes, Role.Planner, Role.Operator])
            Assert.Equal((403, "access.role_not_allowed"), await RefusedAsync(App.TokenFor(role, Own), ""));
    }

    [Theory]
    [InlineData("area=35.23", "area", "household_list.unknown_area")]
    [InlineData("status=rich", "status", "household_list.invalid_parameter")]
    [InlineData("k=0", "k", "household_list.invalid_parameter")]
    [InlineData("k=1.1", "k", "household_list.invalid_parameter")]
    [InlineData("minScore=much", "minScore", "household_list.invalid_parameter")]
    [InlineData("deprived=wealth", "deprived", "household_list.unknown_indicator")]
    [InlineData("subgroup=children,", "subgroup", "household_list.invalid_parameter")]
    [InlineData("dasaWisma=%00", "dasaWisma", "household_list.invalid_parameter")]
    [InlineData("stage=withdrawn", "stage", "household_list.invalid_parameter")]
    [InlineData("sort=name", "sort", "household_list.invalid_parameter")]
    [InlineData("limit=501", "limit", "household_list.invalid_parameter")]
    [InlineData("limit=0", "limit", "household_list.invalid_parameter")]
    [InlineData("after=35.22.15.2002", "after", "household_list.wrong_cursor")]
    public async Task What_can_not_be_asked_is_named(string query, string field, string code)
    {
        var (status, body) = await AskAsync(App.TokenFor(Role.Dinsos), query);
        Assert.Equal((422, "household_list.invalid", field, code), (status, (string?)body["code"], (string?)body["errors"]?[0]?["field"], (string?)body["errors"]?[0]?["code"]));
    }

    [Fact]
    public async Task A_place_belongs_to_its_list()
    {
        const string Village = "35.22.07.2001";
        await App.SubmitAsync(SampleInterview.Of(true, Village, "2018-1", March, 1), SampleInterview.Of(true, Village, "2018-1", March, 1));
        await App.CaughtUpAsync();
        var next = (string)(await App.GetAsync($"/api/households?{Measure}&area={Village}&limit=1", Role.Dinsos))["next"]!;

        Assert.Equal((422, "household_list.invalid"), await RefusedAsync(App.TokenFor(Role.Dinsos), $"{Measure}&sort=score&after={next}"));
        Assert.Equal((422, "household_list.invalid"), await RefusedAsync(App.TokenFor(Role.Dinsos), $"measure=global-mpi-2018&after={next}"));
    }

    private async Task<List<string>> VillagesAsync(string token, string query) =>
        [.. (await AskAsync(token, query)).Body["households"]!.AsArray().Select(h => (string)h!["village"]!)];

    private async Task<(int Status, string? Code)> RefusedAsync(string token, string query)
    {
        var (status, body) = await AskAsync(token, query);
        return (status, (string?)body["code"]);
    }

    private async Task<(int Status, JsonNode Body)> AskAsync(string token, string query)
    {
        var response = await App.SendAsync(HttpMethod.Get, $"/api/households?{query}", token);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
