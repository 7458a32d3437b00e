using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Access;

/// <summary>Walks over every endpoint of the whole service.</summary>
public sealed partial class AccessWalkTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>
{
    // Widening this list is a decision about who may read what: it belongs into a review.
    private static readonly string[] Public =
    [
        "GET /api/areas", "GET /api/areas/{code}", "GET /api/commitments", "GET /api/commitments/{number:int}",
        "GET /api/measures", "GET /api/measures/{code}", "GET /problems", "GET /problems/{code}", "GET /health/ready", "GET /dashboard.css",
        "GET /data.json", "GET /open-data/{regency}/{dataset}/{version:int}/{file}",
        "GET /open-data/{regency}/{dataset}/{version:int}/feedback", "POST /open-data/{regency}/{dataset}/{version:int}/feedback",
        "GET /inbox/login", "POST /inbox/login",
    ];

    private static readonly string[] PublicInDevelopment = ["GET /", "GET /openapi/{documentName}.json"];

    [Fact]
    public async Task Every_endpoint_is_closed_without_a_token_and_to_every_role_it_does_not_name()
    {
        var app = shared.App;
        var walked = 0;
        foreach (var (method, path, endpoint) in Endpoints(app))
        {
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                Assert.True(IsPublicInDevelopment($"{method} {path}"), $"{method} {path} is open to everybody.");
                continue;
            }

            Assert.True(endpoint.Metadata.GetMetadata<AllowedRoles>() is not null, $"{method} {path} declares no access; add AllowRoles or AllowPublicly.");
            var allowed = endpoint.Metadata.GetMetadata<AllowedRoles>()!.All;
            await IsRefusedAsync(endpoint, await CallAsync(app, method, path, null), HttpStatusCode.Unauthorized, "access.token_missing");
            foreach (var role in Enum.GetValues<Role>().Except(allowed))
                await IsRefusedAsync(endpoint, await CallAsync(app, method, path, app.TokenFor(role)), HttpStatusCode.Forbidden, "access.role_not_allowed");
            foreach (var role in allowed)
                Assert.NotEqual("access.role_not_allowed", await CodeAsync(await CallAsync(app, method, path, app.TokenFor(role))));
            walked++;
        }

        Assert.True(walked >= 5, $"Only {walked} endpoints were walked.");
    }

    [Fact]
    public async Task A_null_in_any_list_of_any_body_is_no_fault_of_ours()
    {
        var (app, sent) = (shared.App, 0);
        foreach (var (method, path, endpoint) in Endpoints(app))
        {
            if (endpoint.Metadata.GetMetadata<AllowedRoles>() is not { } allowed || endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { } type) continue;
            foreach (var body in NullElements.Of(type))
            {
                foreach (var role in allowed.All)
                {
                    var response = await CallAsync(app, method, path, app.TokenFor(role), body);
                    Assert.True((int)response.StatusCode < 500, $"{method} {path} {body}: {(int)response.StatusCode}");
                }
                sent++;
            }
        }

        Assert.True(sent >= 12, $"Only {sent} bodies were sent.");
    }

    [Fact]
    public void What_the_walk_takes_for_public_is_there()
    {
        var mapped = Endpoints(shared.App).Select(endpoint => $"{endpoint.Method} {endpoint.Path}").ToHashSet();
        Assert.Subset(mapped, Public.Concat(PublicInDevelopment).ToHashSet());
    }

    [Fact]
    public async Task Outside_Development_figures_and_documentation_are_closed_too()
    {
        var key = Path.Combine(TestRun.NewDirectory("key"), "master.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), TestContext.Current.CancellationToken);
        await using var app = await TestApp.StartAsync(
            server,
            ("environment", "Staging"), ("PovertyMonitor:MasterKeyFile", key),
            ("PovertyMonitor:Access:Authority", "https://issuer.invalid"), ("PovertyMonitor:Access:Audience", "povertymonitor"));
        var open = Endpoints(app)
            .Where(endpoint => endpoint.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => $"{endpoint.Method} {endpoint.Path}");
        Assert.Equal(Public.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
        await ProblemAssert.IsProblemAsync(
            await app.SendAsync(HttpMethod.Get, "/"), HttpStatusCode.Unauthorized, "access.token_missing");
    }

    [Theory]
    [InlineData("GET", "/api/nowhere", 404, "platform.not_found")]
    [InlineData("DELETE", "/api/submissions", 405, "platform.method_not_allowed")]
    [InlineData("GET", "/api/areas/x", null, null)]
    [InlineData("GET", "/api/commitments?regency=35.23", 404, "commitment.no_plan")]
    public async Task Every_refusal_is_a_problem_of_the_catalogue(string method, string path, int? status, string? code)
    {
        var app = shared.App;
        var response = await app.SendAsync(new HttpMethod(method), path);
        var body = await ProblemAssert.IsProblemAsync(
            response, (HttpStatusCode)(status ?? (int)response.StatusCode), code ?? await CodeAsync(response));
        Assert.NotNull(PovertyMonitor.Platform.Problems.Catalogue.Find((string)body["code"]!));
    }

    // Survey apps read no JSON; an answer to HEAD has no body at all.
    private static Task IsRefusedAsync(RouteEndpoint endpoint, HttpResponseMessage response, HttpStatusCode status, string code)
    {
        if (endpoint.Metadata.GetMetadata<IProblemFormat>() is null) return ProblemAssert.IsProblemAsync(response, status, code);
        Assert.Equal((status, "text/xml"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return Task.CompletedTask;
    }

    private static Task<HttpResponseMessage> CallAsync(TestApp app, string method, string path, string? token, string body = "{}") =>
        app.SendAsync(
            new HttpMethod(method),
            Place().Replace(path, place => place.Value.EndsWith(":guid}", StringComparison.Ordinal) ? $"{Guid.Empty}" : "1"),
            token,
            method is "GET" or "DELETE" ? null : new StringContent(body, null, "application/json"));

    private static IEnumerable<(string Method, string Path, RouteEndpoint Endpoint)> Endpoints(TestApp app) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, "/" + endpoint.RoutePattern.RawText!.Trim('/'), endpoint);

    private static bool IsPublicInDevelopment(string endpoint) =>
        Public.Contains(endpoint) || PublicInDevelopment.Contains(endpoint) || endpoint.StartsWith("GET /docs", StringComparison.Ordinal);

    private static async Task<string> CodeAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
            return (string)System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]!;
        // A stream of events has no end to read to.
        response.Dispose();
        return "";
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();
}
