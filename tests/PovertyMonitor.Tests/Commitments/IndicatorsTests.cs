using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Commitments;

public sealed class IndicatorsTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>
{
    private const string One = "35.22.15.2002";
    private const string Two = "35.22.15.2003";
    private static readonly Instant June2018 = Instant.FromUtc(2018, 6, 15, 3, 0);
    private static readonly Instant June2019 = Instant.FromUtc(2019, 6, 15, 3, 0);

    [Fact]
    public async Task Before_any_survey_the_targets_stand_and_nothing_else_is_known()
    {
        var app = shared.App;
        var indicators = await IndicatorsAsync(app);
        Assert.Equal(["5.m0", "5.h", "5.villages-above-20", "5.coverage"], indicators.Take(4).Select(i => (string?)i["code"]));
        Assert.All(indicators, i =>
        {
            Assert.Equal("noData", (string?)i["status"]);
            Assert.Equal("noFigures", (string?)i["reason"]);
            Assert.Null(i["actual"]);
            Assert.Null(i["baseline"]!["value"]);
            Assert.Equal("2020-12-31", (string?)i["target"]!["due"]);
            Assert.False((bool)i["target"]!["agreed"]!);
        });
        Assert.Equal([null, null, 0m, 0.8m], indicators.Take(4).Select(i => (decimal?)i["target"]!["value"]));
    }

    // 2018: of 10 persons, 4 poor in one village of two, each with a score of 1/3: H 0.4, M0 0.4/3, H of the villages
    // 4/5 and 0. 2019: 1 of 10 poor, in the village of 5 exactly 1/5, which is not above 20 %.
    [Fact]
    public async Task Two_rounds_are_held_against_the_targets()
    {
        await using var app = await TestApp.StartAsync(server);
        await app.SubmitAsync(
            SampleInterview.Of(true, One, "2018-1", June2018, 4), SampleInterview.Of(false, One, "2018-1", June2018, 1),
            SampleInterview.Of(false, Two, "2018-1", June2018, 5),
            SampleInterview.Of(true, One, "2019-1", June2019, 1), SampleInterview.Of(false, One, "2019-1", June2019, 4),
            SampleInterview.Of(false, Two, "2019-1", June2019, 5));
        await app.CaughtUpAsync();

        var indicators = await IndicatorsAsync(app);
        Assert.Equal(["2018-1", "2018-1", "2018-1", null], indicators.Take(4).Select(i => (string?)i["baseline"]!["round"]));
        Expect(indicators[0], 0.4m / 3, 0.36m / 3, 0.1m / 3, "achieved");
        Expect(indicators[1], 0.4m, 0.36m, 0.1m, "achieved");
        Expect(indicators[2], 1, 0, 0, "achieved");
        Expect(indicators[3], null, 0.8m, 1, "achieved");
        Assert.Equal(2, (int)indicators[2]["actual"]!["villagesWithFigures"]!);
        Assert.Equal("found", (string?)indicators[3]["actual"]!["coverageBasis"]);
        Assert.Equal("2019-06-15", (string?)indicators[0]["actual"]!["at"]);
        Assert.Equal("global-mpi-2018-without-nutrition@1", (string?)indicators[0]["measure"]);

        // Nobody of those surveyed lacks electricity or is headed by a woman; no village has met, and nobody keeps acknowledgements.
        Assert.Equal([0m, null, 0m, 0m, null], indicators.Skip(4).Select(i => (decimal?)i["actual"]?["value"]));
        Assert.Equal("nobodyMeasured", (string?)indicators[5]["missing"]);

        // What comes later changes nothing of what was known before.
        var sequence = (long)(await app.GetAsync("/api/commitments/5/indicators"))["asOf"]!["sequence"]!;
        var known = (await app.GetAsync($"/api/commitments/5/indicators?knownAt={sequence}"))["indicators"]!;
        Assert.Equal(indicators.Select(ValueOf), known.AsArray().Select(i => ValueOf(i!)));
        await app.SubmitAsync(SampleInterview.Of(true, Two, "2019-1", June2019, 10), SampleInterview.Of(true, Two, "2020-1", June2019 + Duration.FromDays(300), 10));
        await app.CaughtUpAsync();
        Assert.Equal(known.ToJsonString(), (await app.GetAsync($"/api/commitments/5/indicators?knownAt={sequence}"))["indicators"]!.ToJsonString());
        Assert.NotEqual(ValueOf(known[0]!), ValueOf((await IndicatorsAsync(app))[0]));

        var achievement = await app.GetAsync($"/api/commitments/achievement?knownAt={sequence}");
        Assert.Equal((9, 5), ((int)achievement["overall"]!["indicators"]!, (int)achievement["commitments"]![4]!["achievement"]!["byStatus"]!["achieved"]!));
        Assert.Equal(2, (int)achievement["villages"]!["indicators"]!);
    }

    private static (string?, decimal?, string?) ValueOf(JsonNode i) => ((string?)i["code"], (decimal?)i["actual"]?["value"], (string?)i["status"]);

    [Fact]
    public async Task A_commitment_that_is_not_in_the_plan_is_unknown()
    {
        var app = shared.App;
        await ProblemAssert.IsProblemAsync(
            await app.SendAsync(HttpMethod.Get, "/api/commitments/6/indicators", app.TokenFor(Role.Planner)),
            HttpStatusCode.NotFound,
            "commitment.unknown");
    }

    [Fact]
    public async Task Everybody_may_read_the_plan_in_either_language()
    {
        var app = shared.App;
        foreach (var (language, title) in new[] { ("id", "Kota cerdas"), ("en", "Smart city") })
        {
            var response = await app.SendAsync(HttpMethod.Get, "/api/commitments?regency=35.22", language: language);
            var plan = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal(5, plan["commitments"]!.AsArray().Count);
            Assert.Equal(title, (string?)plan["commitments"]![2]!["title"]);
        }
    }

    private static void Expect(JsonNode indicator, decimal? baseline, decimal target, decimal actual, string status)
    {
        Assert.Equal(baseline is null ? null : decimal.Round(baseline.Value, 12), Rounded(indicator["baseline"]!["value"]));
        Assert.Equal(decimal.Round(target, 12), Rounded(indicator["target"]!["value"]));
        Assert.Equal(decimal.Round(actual, 12), Rounded(indicator["actual"]!["value"]));
        Assert.Equal(status, (string?)indicator["status"]);
    }

    private static decimal? Rounded(JsonNode? value) => value is null ? null : decimal.Round((decimal)value, 12);

    private static async Task<IReadOnlyList<JsonNode>> IndicatorsAsync(TestApp app) =>
        [.. (await app.GetAsync("/api/commitments/5/indicators"))["indicators"]!.AsArray().Select(i => i!)];
}
