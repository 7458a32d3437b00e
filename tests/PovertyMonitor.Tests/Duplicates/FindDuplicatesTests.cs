using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;
using static PovertyMonitor.Tests.Duplicates.TwiceRegistered;

namespace PovertyMonitor.Tests.Duplicates;

[Collection(DuplicateApp.Name)]
public sealed class FindDuplicatesTests(PostgresServer server, SharedApp shared)
{
    [Fact]
    public async Task A_family_that_two_enumerators_registered_is_found_and_shown_side_by_side_and_no_number_is_in_what_is_kept()
    {
        var (app, village) = (shared.App, shared.NextVillage());
        var (first, again, other) = (Family(village), Family(village, daysLater: 400, ages: [49, 47, 20]), Family(village, ages: [31, 28, 3]));
        await SendAsync(app, first, Card, Niks);
        await SendAsync(app, again, Card, Niks[..2]);
        await SendAsync(app, other, "3522150909090009");

        await app.ComparedAsync();

        var pair = Assert.Single(await app.PairsAsync(area: village))!;
        Assert.Equal(new[] { $"{first.HouseholdId}", $"{again.HouseholdId}" }.Order(StringComparer.Ordinal), [(string)pair["a"]!, (string)pair["b"]!]);
        Assert.Equal(("probable", "open"), ((string?)pair["likelihood"], (string?)pair["state"]));
        Assert.True((double)pair["weights"]!.AsArray().Single(w => (string?)w!["field"] == "familyCard")!["weight"]! > 5);
        Assert.Empty(await app.PairsAsync(area: shared.NextVillage()));
        var waits = Assert.Single((await app.GetAsync($"/api/reviews?village={village}", Role.Dinsos)).AsArray())!;
        Assert.Equal(("review.probable_duplicate", $"/api/duplicates/{pair["a"]}/{pair["b"]}"), ((string?)waits["reason"], (string?)waits["pair"]!["address"]));
        Assert.Contains("keduanya dihitung dalam semua angka", (string?)waits["text"], StringComparison.Ordinal);
        Assert.Empty((await app.GetAsync($"/api/reviews?kind=held&village={village}", Role.Dinsos)).AsArray());
        Assert.Empty((await app.GetAsync("/api/reviews", Role.Enumerator)).AsArray());
        await ShownAsync(app, PathOf(again, first));
        Assert.Equal(0L, await app.ScalarAsync<long>("""
            select count(*) from (select t::text from duplicate_candidates t union all select t::text from duplicate_profiles t union all select t::text from duplicate_positions t) as r(row)
            where row like '%35221%' or row ilike '%Wiryodikromo%' or exists (select from personal_identities where row like '%' || encode(substring(keyed_hash from 1 for 8), 'hex') || '%')
            """));
    }

    private static async Task ShownAsync(TestApp app, string path)
    {
        var view = await app.GetAsync(path, Role.Dinsos);
        Assert.DoesNotContain("Wiryodikromo", view.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Card, view.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(4, view["members"]!.AsArray().Count);
        Assert.Single(view["members"]!.AsArray(), m => m!["a"] is null || m["b"] is null);
        Assert.Contains(view["fields"]!.AsArray(), f => (string?)f!["field"] == "housing.floor" && (string?)f["a"] == (string?)f["b"] && !(bool)f["differs"]!);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from personal_readings"));

        var named = await app.GetAsync($"{path}?purpose=verification", Role.Dinsos);
        Assert.Contains(named["fields"]!.AsArray(), f => (string?)f!["field"] == "familyCard" && (string?)f["a"] == Card);
        Assert.Contains(named["members"]!.AsArray().SelectMany(m => m!["fields"]!.AsArray()), f => (string?)f!["field"] == "nik" && (string?)f["b"] == Niks[0]);
        Assert.Equal("duplicates/verification", await app.ScalarAsync<string>("select purpose from personal_readings where subjects = 2"));
        var response = await app.SendAsync(HttpMethod.Get, $"{path}?purpose=because%20I%20want", app.TokenFor(Role.Dinsos));
        Assert.Equal(422, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_search_finds_the_same_each_time_and_what_is_gone_or_corrected_drops_out()
    {
        await using var app = await TestApp.StartAsync(server);
        var (first, again, elsewhere) = (Family(), Family(daysLater: 3), Family("35.22.15.2003", daysLater: 5));
        await SendAsync(app, first, Card, Niks);
        await SendAsync(app, again, null, Niks[..2]);
        await SendAsync(app, elsewhere, Card);
        await app.ComparedAsync();
        var found = await app.PairsAsync();

        var (one, two) = (await app.SearchAsync(), await app.SearchAsync("35.22.15"));

        Assert.Equal(("finished", 3, 0), ((string?)one["state"], (int)one["households"]!, (int)one["remaining"]!));
        Assert.Equal((2, 3), ((int)two["open"]!, (int)two["households"]!));
        Assert.Equal(2, found.Count);
        Assert.Equal([$"{again.SubmissionId}", $"{again.SubmissionId}"], await FlaggedAsync(app));
        Assert.Equal(IdsOf(found), IdsOf(await app.PairsAsync()));
        await DissolveAsync(app, again.HouseholdId);
        await app.ComparedAsync();
        Assert.Empty(await FlaggedAsync(app));
        var left = IdsOf(await app.PairsAsync());
        Assert.Equal($"{elsewhere.HouseholdId}", Assert.Single(left.SelectMany(p => p).Except([$"{first.HouseholdId}"])));

        // What is found follows from the log alone: lost, it is found again.
        await app.ScalarAsync<object>("truncate duplicate_candidates, duplicate_profiles, duplicate_positions, duplicate_due");
        await app.ComparedAsync();
        Assert.Equal(left, IdsOf(await app.PairsAsync()));
    }

    [Fact]
    public async Task A_number_that_a_whole_village_gave_makes_nobody_a_duplicate_and_a_list_goes_on_page_by_page()
    {
        await using var app = await TestApp.StartAsync(server);
        await app.SubmitAsync([.. Enumerable.Range(0, 15).Select(i => Family(daysLater: i, ages: [48, 46, 19, 7, 5]))]);
        var strangers = Enumerable.Range(0, 22).Select(i => Family("35.22.15.2003", ages: [20 + 3 * i])).ToList();
        foreach (var stranger in strangers) await SendAsync(app, stranger, "0000000000000000");
        await app.ComparedAsync();
        await app.SearchAsync();

        var pairs = new List<JsonNode>();
        for (var next = "/api/duplicates"; next is not null;)
        {
            var page = await app.GetAsync(next, Role.Dinsos);
            pairs.AddRange(page["pairs"]!.AsArray().OfType<JsonNode>());
            next = (string?)page["next"];
        }

        Assert.Equal(15 * 14 / 2, pairs.Select(p => $"{p["a"]} {p["b"]}").Distinct().Count());
        Assert.Equal(15 * 14 / 2, pairs.Count);
        Assert.All(pairs, p => Assert.Equal(Village, (string?)p["villageA"]));
        using var refused = await app.SendAsync(HttpMethod.Get, "/api/duplicates?state=lost&after=x", app.TokenFor(Role.Dinsos));
        Assert.Equal(422, (int)refused.StatusCode);
    }

    private static List<string[]> IdsOf(JsonArray pairs) => [.. pairs.Select(p => new[] { (string)p!["a"]!, (string)p["b"]! })];

    private static async Task<IEnumerable<string?>> FlaggedAsync(TestApp app) =>
        (await app.GetAsync("/api/quality?code=quality.member_elsewhere", Role.Dinsos))["flags"]!.AsArray().Select(f => (string?)f!["submissionId"]);

    private static async Task DissolveAsync(TestApp app, Guid household)
    {
        var (status, body, _) = await app.JudgeAsync($"/api/households/{household}/dissolution",
            $$"""{"changeId": "{{Guid.NewGuid()}}", "at": "2020-03-01T00:00:00Z", "reason": "leftRegency"}""");
        Assert.True(status == 201, body.ToJsonString());
    }
}
