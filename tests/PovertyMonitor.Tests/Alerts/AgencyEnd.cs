using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>What arrived at an agency's address.</summary>
internal sealed record Arrival(string Path, IHeaderDictionary Headers, string Body)
{
    public JsonNode Json { get; } = JsonNode.Parse(Body)!;

    public Guid Id => (Guid)Json["id"]!;

    public string Type => (string)Json["type"]!;
}

/// <summary>An agency's web server on loopback that behaves as a test has it.</summary>
internal sealed class AgencyEnd : IAsyncDisposable
{
    // On a machine that others use as well the slowest start and its first alert took half of it.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Arrival> _arrivals = new();

    private AgencyEnd(WebApplication app) => _app = app;

    /// <summary>What a wait that was in vain says besides what arrived.</summary>
    public Func<Task<string>> Witness { get; set; } = () => Task.FromResult("");

    /// <summary>How it answers what arrives; it takes everything unless a test says otherwise.</summary>
    public Func<HttpContext, Arrival, Task> Behave { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Everything that arrived, answered or not.</summary>
    public IReadOnlyList<Arrival> Arrivals => [.. _arrivals];

    public string Address => _app.Urls.Single();

    /// <summary>Starts it; where a service is given, a wait in vain tells where its alerts stand.</summary>
    public static async Task<AgencyEnd> StartAsync(TestApp? sender = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var end = new AgencyEnd(app);
        if (sender is not null) end.Witness = async () => await sender.ScalarAsync<string>(AlertTrace.Sql) ?? "";
        app.MapPost("/{**path}", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var arrival = new Arrival(http.Request.Path, new HeaderDictionary(http.Request.Headers.ToDictionary(h => h.Key, h => h.Value)), await reader.ReadToEndAsync());
            end._arrivals.Enqueue(arrival);
            await end.Behave(http, arrival);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return end;
    }

    /// <summary>Waits until something has arrived so often.</summary>
    public async Task<IReadOnlyList<Arrival>> UntilAsync(int count)
    {
        await UntilAsync(() => Task.FromResult(_arrivals.Count >= count), $"{count} arrivals");
        return Arrivals;
    }

    /// <summary>Waits until something is so; where it does not come to that, tells what was seen.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isSo())
        {
            if (waited.Elapsed > Longest) Assert.Fail($"Not within {Longest}: {what}.\nArrived: {string.Join(", ", Arrivals.Select(a => $"{a.Type} {a.Id}"))}\n{await Witness()}");
            await beat.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
