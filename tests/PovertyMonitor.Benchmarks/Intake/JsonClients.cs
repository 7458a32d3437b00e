using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>Clients that send NDJSON to the service over sockets, several at once, and check every answer.</summary>
internal static class JsonClients
{
    /// <summary>Sends all requests and returns the seconds it took; all must be accepted.</summary>
    public static async Task<double> SendAsync(BenchService service, List<SurveyRequest> requests, int clients)
    {
        using var http = new HttpClient { BaseAddress = service.Address };
        var accepted = 0;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (request, ct) =>
            Interlocked.Add(ref accepted, await SendAsync(http, service.Tokens.Of(request.Villages), request, ct)));
        var seconds = watch.Elapsed.TotalSeconds;
        var sent = requests.Sum(r => r.Lines.Length);
        return accepted == sent ? seconds : throw new InvalidOperationException($"{accepted} of {sent} were accepted.");
    }

    /// <summary>Sends one request; returns how many submissions were accepted.</summary>
    public static async Task<int> SendAsync(HttpClient http, string token, SurveyRequest request, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/submissions") { Content = new ByteArrayContent(request.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(message, ct);
        var text = (await response.Content.ReadAsStringAsync(ct)).TrimEnd('\n');
        using var sum = JsonDocument.Parse(text[(text.LastIndexOf('\n') + 1)..]);
        return sum.RootElement.TryGetProperty("counts", out var counts) && counts.TryGetProperty("accepted", out var accepted) ? accepted.GetInt32() : 0;
    }
}
