using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PovertyMonitor.Access;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>What goes wrong between a client, a <see cref="TestApp"/> and its database.</summary>
internal static class TestAppFaults
{
    /// <summary>Ends some of the database's connections again and again until it is stopped; says how many.</summary>
    public static async Task<int> CutDatabaseConnectionsAsync(this TestApp app, int most, CancellationToken ct)
    {
        var cuts = 0;
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(60));
        try
        {
            for (var round = 0; round < most && await beat.WaitForNextTickAsync(ct); round++)
                cuts += (int)await app.ScalarAsync<long>("""
                    select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid() order by random() limit 4) as few
                    """);
        }
        catch (OperationCanceledException)
        {
        }
        return cuts;
    }

    /// <summary>Sends as a client that loses patience, as a phone at the edge of the signal does, and sends the same again.</summary>
    public static async Task SendUntilAsync(
        this TestApp app, string path, string json, string[] villages, Func<HttpResponseMessage, JsonNode, bool> isDone, TimeSpan patience, CancellationToken ct)
    {
        var last = "";
        for (var attempt = 0; attempt < 200; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(patience * (attempt + 1));
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, new MediaTypeHeaderValue("application/json")) };
            request.Headers.Authorization = new("Bearer", app.TokenFor(Role.Enumerator, villages));
            try
            {
                using var response = await app.Client.SendAsync(request, limit.Token);
                last = await response.Content.ReadAsStringAsync(limit.Token);
                if (isDone(response, JsonNode.Parse(last)!)) return;
            }
            catch (Exception e) when ((e is OperationCanceledException or HttpRequestException) && !ct.IsCancellationRequested)
            {
            }
        }
        Assert.Fail($"It was never answered as it should be: {last}");
    }
}
