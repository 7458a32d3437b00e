using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Tests.Access;
using Xunit;

namespace PovertyMonitor.Tests.Platform.OpenApi;

public sealed partial class ApiDescriptionTests : IAsyncLifetime
{
    private SmallApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await SmallApp.StartAsync(app =>
    {
        app.MapGet("/plans", (Caller caller, Language language, string? round) => round).AllowRoles(Role.Planner, Role.Dinsos);
        app.MapPost("/one", (PovertyMonitor.Commitments.Plans.Adoption adoption) => $"{adoption}").AllowPublicly();
        app.MapPost("/other", (PovertyMonitor.Measures.AdoptMeasure.Adoption adoption) => $"{adoption}").AllowPublicly();
        app.MapGet("/open", () => "").AllowPublicly();
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task It_says_of_each_operation_who_may_call()
    {
        var document = JsonNode.Parse(await ReadAsync("/openapi/v1.json"))!;
        var plans = document["paths"]!["/plans"]!["get"]!;
        Assert.Equal("Roles: dinsos, planner.", (string?)plans["description"]);
        Assert.NotNull(plans["security"]![0]!["bearer"]);
        Assert.Equal(["200", "default", "401", "403"], plans["responses"]!.AsObject().Select(response => response.Key));
        var open = document["paths"]!["/open"]!["get"]!;
        Assert.Equal("Open to everybody.", (string?)open["description"]);
        Assert.Null(open["security"]);
        Assert.Equal("http", (string?)document["components"]!["securitySchemes"]!["bearer"]!["type"]);
    }

    [Fact]
    public async Task The_caller_and_the_language_are_no_parameters_of_an_operation()
    {
        var document = JsonNode.Parse(await ReadAsync("/openapi/v1.json"))!;
        var parameters = document["paths"]!["/plans"]!["get"]!["parameters"]!.AsArray();
        Assert.Equal(["round"], parameters.Select(parameter => (string?)parameter!["name"]));
        Assert.Null(document["paths"]!["/plans"]!["get"]!["requestBody"]);
    }

    [Fact]
    public async Task Two_types_of_one_name_are_told_apart()
    {
        var document = JsonNode.Parse(await ReadAsync("/openapi/v1.json"))!;
        string[] BodyOf(string path)
        {
            var schema = (string)document["paths"]![path]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!;
            return [.. document["components"]!["schemas"]![schema.Split('/')[^1]]!["properties"]!.AsObject().Select(p => p.Key)];
        }

        Assert.Equal(["nationalPlan", "on"], BodyOf("/one"));
        Assert.Equal(["revision", "effectiveFrom"], BodyOf("/other"));
    }

    [Fact]
    public async Task The_page_brings_its_own_script_and_asks_nothing_of_another_host()
    {
        var page = await ReadAsync("/docs/");
        Assert.DoesNotMatch(ForeignAsset(), page);
        var script = Script().Match(page);
        Assert.True(script.Success, page);
        Assert.True((await ReadAsync($"/docs/{script.Groups[1].Value}")).Length > 100_000);
    }

    private async Task<string> ReadAsync(string path)
    {
        var response = await _app.SendAsync(HttpMethod.Get, path);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("(src|href)=\"(https?:)?//")]
    private static partial Regex ForeignAsset();

    [GeneratedRegex("<script[^>]*src=\"([^\"]*scalar\\.js)\"")]
    private static partial Regex Script();
}
