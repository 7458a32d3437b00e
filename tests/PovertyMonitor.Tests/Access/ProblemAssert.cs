using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace PovertyMonitor.Tests.Access;

/// <summary>Reads an answer that must be a problem.</summary>
internal static class ProblemAssert
{
    public static async Task<JsonObject> IsProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var body = Assert.IsType<JsonObject>(JsonNode.Parse(text));
        Assert.Equal(code, (string?)body["code"]);
        Assert.Equal($"/problems/{code}", (string?)body["type"]);
        Assert.Equal((int)status, (int?)body["status"]);
        Assert.All(["title", "detail", "advice", "instance", "traceId"], name => Assert.False(string.IsNullOrEmpty((string?)body[name]), name));
        return body;
    }
}
