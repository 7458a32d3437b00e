using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>What enumerators and readers do with a <see cref="TestApp"/>.</summary>
internal static class TestAppSurveys
{
    /// <summary>Sends JSON to the intake as an enumerator of the village and returns the answer.</summary>
    public static Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(this TestApp app, string json, string village, string path = "/api/submissions") =>
        app.PostAsync(json, [village], path);

    /// <summary>Sends JSON as somebody who has several villages.</summary>
    public static async Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(this TestApp app, string json, string[] villages, string path = "/api/submissions")
    {
        var response = await app.SendAsync(HttpMethod.Post, path, app.TokenFor(Role.Enumerator, villages),
            new StringContent(json, new MediaTypeHeaderValue("application/json")), "en");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    /// <summary>Submits everything at once, as somebody who has all the villages, and fails unless all are accepted.</summary>
    public static async Task SubmitAsync(this TestApp app, params Submission[] submissions)
    {
        string[] villages = [.. submissions.Select(s => s.Place.Village).Distinct()];
        var (_, body) = await app.PostAsync($"[{string.Join(',', submissions.Select(JsonOf))}]", villages);
        Assert.True((int?)body["counts"]?["accepted"] == submissions.Length, body.ToJsonString());
    }

    /// <summary>Opens or closes a round.</summary>
    public static async Task SetRoundAsync(this TestApp app, string round, string state)
    {
        var response = await app.SendAsync(HttpMethod.Put, $"/api/rounds/{round}", app.TokenFor(Role.Operator),
            new StringContent($$"""{"state": "{{state}}"}""", new MediaTypeHeaderValue("application/json")));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A submission as a client writes it.</summary>
    public static string JsonOf(this Submission submission) => Encoding.UTF8.GetString(SubmissionWriter.ToUtf8(submission));

    /// <summary>Reads JSON as a role.</summary>
    public static async Task<JsonNode> GetAsync(this TestApp app, string path, Role role = Role.Planner)
    {
        var response = await app.SendAsync(HttpMethod.Get, path, app.TokenFor(role));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Waits until the projection and the alerts have seen every event there is now.</summary>
    public static Task CaughtUpAsync(this TestApp app) => app.UntilAsync("""
        select count(*) = 2 and min(last_seq_id) >= (select max(seq_id) from mt_events where tenant_id = '35.22')
        from mt_event_progression where name in ('poverty-v5:All:35.22', 'alerts:All:35.22') and not exists (select from poverty_fills where not ready)
        """);

    /// <summary>Waits until a query answers true.</summary>
    public static async Task UntilAsync(this TestApp app, string sql)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!(await app.ScalarAsync<bool?>(sql) ?? false))
        {
            if (waited.Elapsed > TimeSpan.FromMinutes(2)) Assert.Fail($"Not so within two minutes: {sql}\n{await app.ScalarAsync<string>(Alerts.AlertTrace.Sql)}");
            await beat.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>One value of the database.</summary>
    public static async Task<T?> ScalarAsync<T>(this TestApp app, string sql)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is T value ? value : default;
    }
}
