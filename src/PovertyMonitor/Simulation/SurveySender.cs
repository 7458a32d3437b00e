using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PovertyMonitor.Simulation;

/// <summary>Sends batches to the service and comes back with a batch for as long as the service is away or busy.</summary>
/// <param name="http">Its base address is the service's.</param>
/// <param name="tokens">The enumerators' tokens.</param>
/// <param name="patience">How long one batch is tried.</param>
internal sealed class SurveySender(HttpClient http, EnumeratorTokens tokens, TimeSpan patience)
{
    private static readonly Uri _submissions = new("api/submissions", UriKind.Relative);
    private static readonly TimeSpan _firstWait = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest that is waited between two tries.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Sends a batch until the service has answered for it.</summary>
    /// <exception cref="SimulationException">The service stayed away too long, or refused the request as such.</exception>
    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken ct)
    {
        var body = batch.ToUtf8();
        var began = Stopwatch.GetTimestamp();
        for (var wait = _firstWait; ; wait = Shorter(2 * wait, LongestWait))
        {
            var (answer, trouble, asked) = await TryAsync(batch.Villages, body, ct);
            if (answer is not null)
                return answer;
            if (Stopwatch.GetElapsedTime(began) > patience)
                throw new SimulationException($"{http.BaseAddress} took nothing for {patience.TotalSeconds:0} seconds: {trouble}");
            await Task.Delay(Shorter(asked ?? wait, patience), ct);
        }
    }

    private async Task<(BatchAnswer? Answer, string? Trouble, TimeSpan? Wait)> TryAsync(IReadOnlyList<string> villages, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _submissions) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Of(villages));
        request.Headers.AcceptLanguage.Add(new("en"));
        try
        {
            using var response = await http.SendAsync(request, ct);
            if (response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                return (null, $"HTTP {(int)response.StatusCode}", response.Headers.RetryAfter?.Delta);
            var text = await response.Content.ReadAsStringAsync(ct);
            return response.IsSuccessStatusCode
                ? (BatchAnswer.Read(text), null, null)
                : throw new SimulationException($"{http.BaseAddress} refused a request of {villages[0]} with HTTP {(int)response.StatusCode}: {text}");
        }
        catch (Exception failure) when (IsAbsence(failure, ct))
        {
            return (null, failure.Message, null);
        }
    }

    // Killed in the middle of an answer, it leaves half of one.
    private static bool IsAbsence(Exception failure, CancellationToken ct) =>
        failure is HttpRequestException or IOException or JsonException || failure is OperationCanceledException && !ct.IsCancellationRequested;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>The simulation can't go on; the message is for a person.</summary>
internal sealed class SimulationException(string message) : Exception(message);
