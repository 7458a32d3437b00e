using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Villages;

[Collection(FigureApp.Name)]
public sealed class ListVillagesTests(SharedApp shared)
{
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => shared.App;

    [Fact]
    public async Task Villages_are_narrowed_and_ordered_by_their_figures()
    {
        const string Poor = "35.22.20.2001", Half = "35.22.20.2002", Small = "35.22.20.2003", Away = "35.22.21.2001";
        await App.SubmitAsync(
            SampleInterview.Of(true, Poor, "2018-1", March, 4).Unschooled(), SampleInterview.Of(true, Poor, "2018-1", March, 4),
            SampleInterview.Of(true, Half, "2018-1", March, 4), SampleInterview.Of(false, Half, "2018-1", March, 4), SampleInterview.Of(false, Half, "2018-1", March, 4),
            SampleInterview.Of(false, Small, "2018-1", March, 4), SampleInterview.Of(true, Away, "2018-1", March, 4), SampleInterview.Of(true, Away, "2018-1", March, 4));
        var expected = await App.SendAsync(HttpMethod.Put, "/api/rounds/2018-1/expected", App.TokenFor(Role.Planner),
            new StringContent($$"""{"{{Poor}}": 8, "{{Half}}": 4, "{{Small}}": 1}""", null, "application/json"));
        Assert.Equal(204, (int)expected.StatusCode);
        await App.CaughtUpAsync();

        foreach (var (query, villages) in ((string, string[])[])
        [
            ("sort=-h", [Poor, Half, Small]), ("sort=h", [Small, Half, Poor]), ("sort=-a", [Poor, Half, Small]), ("sort=-m0", [Poor, Half, Small]),
            ("sort=-households", [Half, Poor, Small]), ("sort=coverage", [Poor, Half, Small]), ("sort=-coverage", [Small, Half, Poor]),
            ("sort=-m0&minHouseholds=2", [Poor, Half]), ("sort=name&minHouseholds=3", [Half]),
        ])
            Assert.Equal(villages, (await ListAsync($"district=35.22.20&round=2018-1&{query}")).Intersect([Poor, Half, Small, Away]));
        Assert.Equal(Away, Assert.Single(await ListAsync("district=35.22.21&minHouseholds=1")));
        Assert.Equal("index.coverage_without_round", (string?)JsonNode.Parse(await (await App.SendAsync(
            HttpMethod.Get, "/api/villages?sort=-coverage", App.TokenFor(Role.Planner))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]);
    }

    private async Task<IEnumerable<string>> ListAsync(string query) =>
        (await App.GetAsync($"/api/villages?measure=global-mpi-2018-without-nutrition&{query}"))["villages"]!.AsArray().Select(v => (string)v!["code"]!);
}
