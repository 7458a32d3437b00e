using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>The service as a process that tests of alerts kill and start again, over one data directory.</summary>
internal sealed class AlertService(string name) : IDisposable
{
    private const string Village = "35.22.15.2002";
    private readonly string _data = Path.Combine(TestRun.NewDirectory(name), "data");
    private readonly HttpClient _http = new();
    private Uri? _address;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The process that runs, or ran last.</summary>
    public ServiceProcess Process { get; private set; } = null!;

    public void Dispose() => _http.Dispose();

    /// <summary>Starts it, or once more.</summary>
    public async Task StartAsync()
    {
        if (Process is not null) await Process.DisposeAsync();
        Process = ServiceProcess.Start(_data, TestAppAlerts.Settings);
        _address = await Process.AddressAsync(Ct);
    }

    public Task KillAsync() => Process.KillAsync(Ct);

    /// <summary>Ends baseline mode and states an agency as a receiver of Dinas Sosial's alerts.</summary>
    public async Task TellAsync(AgencyEnd agency)
    {
        agency.Witness = async () => $"{await Process.TextAsync(AlertTrace.Sql, Ct)}\n{Process.Output}";
        await CallAsync(HttpMethod.Put, "api/alerts/baseline", Role.Operator, """{"round": null}""");
        await CallAsync(HttpMethod.Put, "api/alert-receivers/agency", Role.Operator, $$"""{"audience": "dinsos", "channel": "webhook", "address": "{{agency.Address}}"}""");
    }

    /// <summary>Submits surveys of one village.</summary>
    public Task SubmitAsync(params IEnumerable<string> surveys) => CallAsync(HttpMethod.Post, "api/submissions", Role.Enumerator, $"[{string.Join(',', surveys)}]");

    /// <summary>The feed of Dinas Sosial's alerts since a position.</summary>
    public async Task<IReadOnlyList<(long Position, Guid Alert)>> FeedAsync(long since) =>
        [.. JsonNode.Parse(await CallAsync(HttpMethod.Get, $"api/alerts?since={since}", Role.Dinsos))!.AsArray().Select(a => ((long)a!["position"]!, (Guid)a["alert"]!["id"]!))];

    /// <summary>A household that became poor.</summary>
    public static string Poor() => SampleInterview.Of(true, Village, "2018-1", Instant.FromUtc(2018, 3, 2, 3, 15), 4).Unschooled().JsonOf();

    private async Task<string> CallAsync(HttpMethod method, string path, Role role, string? json = null)
    {
        var token = DevelopmentTokens.Issue(
            DevelopmentKey.LoadOrCreate(_data), new Caller("test", role, "35.22", role == Role.Enumerator ? [Village] : [], []), SystemClock.Instance.GetCurrentInstant(), Duration.FromHours(1));
        using var request = new HttpRequestMessage(method, new Uri(_address!, path)) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }
}
