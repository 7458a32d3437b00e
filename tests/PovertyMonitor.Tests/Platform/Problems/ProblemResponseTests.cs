using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Tests.Access;
using Xunit;

namespace PovertyMonitor.Tests.Platform.Problems;

public sealed class ProblemResponseTests : IAsyncLifetime
{
    private SmallApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await SmallApp.StartAsync(
        app =>
        {
            app.MapPost("/visits", (Visit visit) => visit).AllowPublicly();
            app.MapGet("/rounds", (int round) => round).AllowPublicly();
            app.MapGet("/broken", string () => throw new InvalidOperationException("inner secret")).AllowPublicly();
            app.MapGet("/stalled", string () => throw new InvalidOperationException("outer", new Npgsql.PostgresException("terminated", "FATAL", "FATAL", PovertyMonitor.Platform.DatabaseStall.SqlState))).AllowPublicly();
            app.MapGet("/refused", () => PlatformProblems.InvalidInput.Result(
                [
                    PlatformProblems.BadParameter.At("members[0].age", ("parameter", "age")),
                    PlatformProblems.BadParameter.At("members[1].age", ("parameter", "age")),
                ],
                ("count", 2))).AllowPublicly();
        },
        "Production",
        ("PovertyMonitor:Access:Authority", "https://issuer.invalid"), ("PovertyMonitor:Access:Audience", "povertymonitor"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Every_finding_about_the_input_stands_in_one_answer()
    {
        var body = await ProblemAssert.IsProblemAsync(
            await _app.SendAsync(HttpMethod.Get, "/refused", language: "en"), HttpStatusCode.UnprocessableEntity, "platform.invalid_input");
        Assert.Equal("Problems in the input: 2.", (string?)body["detail"]);
        Assert.Equal("/refused", (string?)body["instance"]);
        var errors = Assert.IsType<JsonArray>(body["errors"]);
        Assert.Equal(["members[0].age", "members[1].age"], errors.Select(error => (string?)error!["field"]));
        Assert.All(errors, error =>
        {
            Assert.Equal("platform.bad_parameter", (string?)error!["code"]);
            Assert.Contains("'age'", (string?)error["message"], StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty((string?)error["advice"]));
        });
    }

    [Fact]
    public async Task A_transaction_that_the_database_ended_for_standing_still_is_to_be_sent_again()
    {
        var response = await _app.SendAsync(HttpMethod.Get, "/stalled", language: "en");

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.ServiceUnavailable, "platform.stalled");
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData(null, "id", "Isian tidak sah")]
    [InlineData("fr, *;q=0.1", "id", "Isian tidak sah")]
    [InlineData("en;q=0.2, id-ID;q=0.9", "id", "Isian tidak sah")]
    [InlineData("in", "id", "Isian tidak sah")]
    [InlineData("id;q=0, en-GB;q=0.5", "en", "Invalid input")]
    [InlineData("fr, en", "en", "Invalid input")]
    public async Task The_language_is_the_best_one_asked_for_and_otherwise_Indonesian(string? wanted, string tag, string title)
    {
        var response = await _app.SendAsync(HttpMethod.Get, "/refused", language: wanted);
        var body = await ProblemAssert.IsProblemAsync(response, HttpStatusCode.UnprocessableEntity, "platform.invalid_input");
        Assert.Equal(title, (string?)body["title"]);
        Assert.Equal([tag], response.Content.Headers.ContentLanguage);
        Assert.Contains("Accept-Language", response.Headers.Vary);
    }

    [Fact]
    public async Task A_failure_inside_tells_nothing_of_the_inside()
    {
        var response = await _app.SendAsync(HttpMethod.Get, "/broken");
        var body = await ProblemAssert.IsProblemAsync(response, HttpStatusCode.InternalServerError, "platform.unexpected");
        Assert.DoesNotContain("secret", body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"size\": 3,\n \"round\": }", 2, 11, "round")]
    [InlineData("{\"size\": \"three\"}", 1, 17, "size")]
    [InlineData("{", 1, 2, null)]
    public async Task Unreadable_json_is_answered_with_its_position(string json, int line, int position, string? field)
    {
        var response = await _app.SendAsync(HttpMethod.Post, "/visits", content: Json(json), language: "en");
        var body = await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "platform.malformed_json");
        Assert.StartsWith($"The body cannot be read at line {line}, byte {position} (", (string?)body["detail"], StringComparison.Ordinal);
        Assert.Equal(field, (string?)body["errors"]?[0]?["field"]);
    }

    [Fact]
    public async Task A_missing_body_is_answered_as_such() => await ProblemAssert.IsProblemAsync(
        await _app.SendAsync(HttpMethod.Post, "/visits", content: Json("")), HttpStatusCode.BadRequest, "platform.body_missing");

    [Theory]
    [InlineData("/rounds")]
    [InlineData("/rounds?round=first")]
    public async Task A_parameter_that_is_missing_or_no_number_is_named(string path)
    {
        var body = await ProblemAssert.IsProblemAsync(
            await _app.SendAsync(HttpMethod.Get, path), HttpStatusCode.BadRequest, "platform.bad_parameter");
        Assert.Equal("round", (string?)body["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_answered_with_the_limit()
    {
        var response = await _app.SendAsync(HttpMethod.Post, "/visits", content: Json($"{{\"note\":\"{new string('x', 2000)}\"}}"));
        var body = await ProblemAssert.IsProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "platform.body_too_large");
        Assert.Contains("1000", (string?)body["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_router_refuses_is_a_problem_too()
    {
        await ProblemAssert.IsProblemAsync(
            await _app.SendAsync(HttpMethod.Get, "/nowhere"), HttpStatusCode.NotFound, "platform.not_found");
        var wrongMethod = await _app.SendAsync(HttpMethod.Delete, "/visits");
        await ProblemAssert.IsProblemAsync(wrongMethod, HttpStatusCode.MethodNotAllowed, "platform.method_not_allowed");
        Assert.Equal(["POST"], wrongMethod.Content.Headers.Allow);
        await ProblemAssert.IsProblemAsync(
            await _app.SendAsync(HttpMethod.Post, "/visits", content: new StringContent("size=3", Encoding.UTF8, "text/plain")),
            HttpStatusCode.UnsupportedMediaType,
            "platform.unsupported_media_type");
    }

    [Fact]
    public async Task The_type_of_a_problem_leads_to_its_explanation()
    {
        var response = await _app.SendAsync(HttpMethod.Get, "/problems/platform.malformed_json", language: "en");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Unreadable JSON", (string?)JsonNode.Parse(text)!["title"]);
        await ProblemAssert.IsProblemAsync(
            await _app.SendAsync(HttpMethod.Get, "/problems/no.such"), HttpStatusCode.NotFound, "platform.unknown_problem_code");
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private sealed record Visit(int Size, int Round, string? Note);
}
