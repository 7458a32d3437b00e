using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace PovertyMonitor.Benchmarks.Alerts;

/// <summary>An agency's web server on loopback that notes when each alert came first, or takes none and never answers.</summary>
internal sealed class CountingReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CountingReceiver(WebApplication app) => _app = app;

    public ConcurrentDictionary<Guid, Instant> FirstSeen { get; } = new();

    public string Address => _app.Urls.Single();

    public static async Task<CountingReceiver> StartAsync(bool hangs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new CountingReceiver(app);
        app.MapPost("/", async (HttpRequest request, CancellationToken ct) =>
        {
            if (hangs) await Task.Delay(Timeout.Infinite, ct);
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            receiver.FirstSeen.TryAdd(body.RootElement.GetProperty("id").GetGuid(), SystemClock.Instance.GetCurrentInstant());
        });
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
