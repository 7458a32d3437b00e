using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Simulation;

/// <summary>Opens the simulated rounds at a service that has opened rounds before: it takes no other's submissions.</summary>
internal static class SimulatedRounds
{
    /// <summary>Opens them where that is needed.</summary>
    /// <exception cref="SimulationException">The service refused, or nobody answers.</exception>
    public static async Task OpenAsync(HttpClient http, SecurityKey key, string regency, IClock clock, int rounds, CancellationToken ct)
    {
        var token = DevelopmentTokens.Issue(key, new Caller("simulation", Role.Operator, regency, [], []), clock.GetCurrentInstant(), Duration.FromHours(1));
        async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
            request.Headers.Authorization = new("Bearer", token);
            var response = await http.SendAsync(request, ct);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                throw new SimulationException($"{http.BaseAddress} does not know this data directory's tokens (HTTP 401). Run simulate with the data directory of that service: set PovertyMonitor__DataDirectory to it.");
            return response.IsSuccessStatusCode ? response : throw new SimulationException($"{http.BaseAddress} refused {method} {path} with HTTP {(int)response.StatusCode}.");
        }

        try
        {
            using var opened = await SendAsync(HttpMethod.Get, "api/rounds");
            if ((await opened.Content.ReadFromJsonAsync<JsonArray>(ct))!.Count == 0) return;
            for (var round = 0; round < rounds; round++)
                (await SendAsync(HttpMethod.Put, $"api/rounds/{SurveyCalendar.Code(round)}", JsonContent.Create(new { state = "open" }))).Dispose();
        }
        catch (Exception away) when (away is HttpRequestException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // A service that goes away later is waited for; one that was never there is a wrong address.
            throw new SimulationException($"Nobody answers at {http.BaseAddress}: {away.Message} Start the service first, or give its address with --address.");
        }
    }
}
