using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Measures;
using PovertyMonitor.Tests.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Measures;

public sealed class MeasureEndpointTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly MeasureDefinition Document = ShippedMeasures.Read(ShippedMeasures.GlobalMpi) with { Code = "another" };

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body, MeasureJson.Options), new MediaTypeHeaderValue("application/json"));

    private static Task<HttpResponseMessage> PostAsync(TestApp app, string path, object body, string? language = null) =>
        app.SendAsync(HttpMethod.Post, path, app.TokenFor(Role.Planner), body as HttpContent ?? Json(body), language);

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    [Fact]
    public async Task A_new_regency_has_two_measures_in_force_and_two_that_wait()
    {
        var app = shared.App;
        var measures = (await ReadAsync(await app.SendAsync(HttpMethod.Get, "/api/measures?regency=35.22", language: "en"))).AsArray()
            .Where(m => (string)m!["code"]! is not ("another" or "third")).ToList();
        Assert.Equal(
            ["bojonegoro proposed", "global-mpi-2018 adopted", "global-mpi-2018-without-nutrition adopted", "national-from-known-rows proposed"],
            measures.Select(m => $"{m!["code"]} {m["status"]}"));
        Assert.Equal("Global MPI (revision 2018)", (string?)measures[1]!["name"]);
        Assert.Equal("global-mpi-2018@1", (string?)measures[1]!["revisions"]![0]!["id"]);
        Assert.Equal([false, false, false, true], measures.Select(m => (bool)m!["incomplete"]!));
        Assert.Equal(1, (int)measures[3]!["waiting"]!);
    }

    [Fact]
    public async Task Anyone_reads_a_measures_document()
    {
        var app = shared.App;
        var measure = await ReadAsync(await app.SendAsync(HttpMethod.Get, "/api/measures/global-mpi-2018?regency=35.22"));
        Assert.Equal("1/6", (string?)measure["definition"]!["dimensions"]![0]!["indicators"]![0]!["weight"]);
        Assert.Equal("dropHousehold", (string?)measure["definition"]!["missingRule"]);
        await ProblemAssert.IsProblemAsync(await app.SendAsync(HttpMethod.Get, "/api/measures/none?regency=35.22"), HttpStatusCode.NotFound, "measure.unknown");
        await ProblemAssert.IsProblemAsync(await app.SendAsync(HttpMethod.Get, "/api/measures"), HttpStatusCode.BadRequest, "measure.regency_missing");
    }

    [Theory]
    [InlineData("Jamban, hubungi 0812-3456-7890")]
    [InlineData("Jamban, siti.aminah@example.go.id")]
    public async Task No_number_of_a_person_and_no_address_of_mail_is_taken_for_a_name(string name)
    {
        var first = Document.Dimensions[0];
        var indicator = first.Indicators[0] with { Name = first.Indicators[0].Name with { Id = name } };
        var document = Document with { Code = "named", Dimensions = [first with { Indicators = [indicator, .. first.Indicators.Skip(1)] }, .. Document.Dimensions.Skip(1)] };

        var response = await PostAsync(shared.App, "/api/measures", document, "en");

        var error = Assert.Single(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]!.AsArray())!;
        Assert.Equal((422, "measure.personal_text", "dimensions[0].indicators[0].name.id"), ((int)response.StatusCode, (string)error["code"]!, (string)error["field"]!));
        Assert.All(ShippedMeasures.InForce.Concat(ShippedMeasures.Proposed), m => Assert.Empty(PersonalNames.In(ShippedMeasures.Read(m))));
    }

    [Fact]
    public async Task A_measure_lives_from_proposal_to_retirement()
    {
        var app = shared.App;
        Assert.Equal("proposed", (string?)(await ReadAsync(await PostAsync(app, "/api/measures", Document)))["status"]);
        await ProblemAssert.IsProblemAsync(await PostAsync(app, "/api/measures", Document), HttpStatusCode.Conflict, "measure.already_proposed");
        await ProblemAssert.IsProblemAsync(
            await PostAsync(app, "/api/measures/another/retirement", new { from = "2019-01-01", reason = "x" }), HttpStatusCode.Conflict, "measure.not_adopted");

        var adopted = await ReadAsync(await PostAsync(app, "/api/measures/another/adoption", new { revision = 1, effectiveFrom = "2019-01-01" }));
        Assert.Equal(("adopted", "another@1", "2019-01-01"), ((string?)adopted["status"], (string?)adopted["revisions"]![0]!["id"], (string?)adopted["revisions"]![0]!["effectiveFrom"]));

        var revised = await ReadAsync(await PostAsync(app, "/api/measures/another/revisions", new { definition = Document with { Cutoff = "1/2" }, reason = "k" }));
        Assert.Equal((2, "1/2", "1/3"), ((int)revised["waiting"]!, (string?)revised["waitingDefinition"]!["cutoff"], (string?)revised["definition"]!["cutoff"]));
        await ProblemAssert.IsProblemAsync(
            await PostAsync(app, "/api/measures/another/adoption", new { revision = 1, effectiveFrom = "2020-01-01" }), HttpStatusCode.Conflict, "measure.not_waiting");
        await ProblemAssert.IsProblemAsync(
            await PostAsync(app, "/api/measures/another/adoption", new { revision = 2, effectiveFrom = "2019-01-01" }), HttpStatusCode.Conflict, "measure.not_after_previous");
        await ReadAsync(await PostAsync(app, "/api/measures/another/adoption", new { revision = 2, effectiveFrom = "2020-01-01" }));

        var retired = await ReadAsync(await PostAsync(app, "/api/measures/another/retirement", new { from = "2021-01-01", reason = "x" }));
        Assert.Equal(("retired", "2021-01-01"), ((string?)retired["status"], (string?)retired["retiredFrom"]));
        await ProblemAssert.IsProblemAsync(
            await PostAsync(app, "/api/measures/another/revisions", new { definition = Document, reason = "x" }), HttpStatusCode.Conflict, "measure.retired");
    }

    [Fact]
    public async Task Everything_wrong_with_a_document_is_told_with_indicator_position_and_what_is_known()
    {
        var app = shared.App;
        var electricity = Document.Dimensions[2].Indicators[3] with { DeprivedIf = "housing.electricty == 'none'" };
        var wrong = Document with
        {
            Cutoff = "2",
            Dimensions = [Document.Dimensions[0], Document.Dimensions[1], Document.Dimensions[2] with { Indicators = [.. Document.Dimensions[2].Indicators.Select((i, n) => n == 3 ? electricity : i)] }],
        };
        var problem = await ProblemAssert.IsProblemAsync(await PostAsync(app, "/api/measures", wrong, "en"), HttpStatusCode.UnprocessableEntity, "measure.invalid");
        Assert.Equal(["measure.not_a_share", "measure.unknown_name"], problem["errors"]!.AsArray().Select(e => (string?)e!["code"]));
        var error = problem["errors"]![1]!;
        Assert.Equal("dimensions[2].indicators[3].deprivedIf", (string?)error["field"]);
        Assert.Equal("Indicator electricity, position 8: this name is not known here.", (string?)error["message"]);
        Assert.StartsWith("Known here: assets, cookingFuel, electricity,", (string?)error["advice"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"code\": \"x\"}")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task What_is_not_a_document_is_refused_with_its_place(string body)
    {
        var app = shared.App;
        await ProblemAssert.IsProblemAsync(
            await PostAsync(app, "/api/measures", new StringContent(body, new MediaTypeHeaderValue("application/json"))), HttpStatusCode.BadRequest, "platform.malformed_json");
    }

    [Fact]
    public async Task A_revision_keeps_the_code()
    {
        var app = shared.App;
        await ProblemAssert.IsProblemAsync(
            await PostAsync(app, "/api/measures/bojonegoro/revisions", new { definition = Document, reason = "x" }), HttpStatusCode.UnprocessableEntity, "measure.other_code");
    }

    [Fact]
    public async Task Of_many_who_propose_the_same_at_once_one_succeeds()
    {
        var app = shared.App;
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(app, "/api/measures", Document with { Code = "third" })));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.OK), a => Assert.Equal(HttpStatusCode.Conflict, a.StatusCode));
    }

    [Fact]
    public async Task Of_many_who_revise_at_once_each_gets_a_revision_of_its_own()
    {
        var app = shared.App;
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            PostAsync(app, "/api/measures/bojonegoro/revisions", new { definition = Document with { Code = "bojonegoro" }, reason = "x" })));
        var waiting = new List<int>();
        foreach (var answer in answers)
            waiting.Add((int)(await ReadAsync(answer))["waiting"]!);
        Assert.Equal([2, 3, 4, 5, 6, 7], waiting.Order());
    }
}
