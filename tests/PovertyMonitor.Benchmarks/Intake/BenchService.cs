using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.EmbeddedPostgres;
using PovertyMonitor.Simulation;
using Wolverine;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>The whole service on Kestrel and a PostgreSQL of its own, durable (fsync on), in a directory that goes with it.</summary>
internal sealed class BenchService : IAsyncDisposable
{
    public const string Regency = "35.22";

    private readonly DirectoryInfo _directory;
    private readonly EmbeddedPostgresServer _server;
    private readonly WebApplication _app;

    private BenchService(DirectoryInfo directory, EmbeddedPostgresServer server, WebApplication app)
    {
        (_directory, _server, _app) = (directory, server, app);
        Address = new Uri(app.Urls.Single());
        Tokens = new EnumeratorTokens(DevelopmentKey.LoadOrCreate(directory.FullName), Regency, SystemClock.Instance);
    }

    public Uri Address { get; }

    public EnumeratorTokens Tokens { get; }

    /// <summary>Calls as an operator.</summary>
    public HttpClient Operator() => Client(Role.Operator);

    /// <summary>Calls in a role.</summary>
    public HttpClient Client(Role role)
    {
        var token = DevelopmentTokens.Issue(
            DevelopmentKey.LoadOrCreate(_directory.FullName), new Caller("benchmark", role, Regency, [], []), SystemClock.Instance.GetCurrentInstant(), Duration.FromDays(1));
        return new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    }

    public async Task OpenRoundAsync(string round)
    {
        using var http = Operator();
        (await http.PutAsJsonAsync($"api/rounds/{round}", new { state = "open" })).EnsureSuccessStatusCode();
    }

    public IServiceProvider Services => _app.Services;

    public string ConnectionString => _server.ConnectionString;

    /// <summary>Starts it.</summary>
    /// <param name="projections">Whether figures and alerts are computed meanwhile, on the same processors.</param>
    /// <param name="configure">What is added to it.</param>
    public static async Task<BenchService> StartAsync(bool projections, Action<IServiceCollection>? configure = null)
    {
        var directory = Directory.CreateTempSubdirectory("intake-");
        var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions { DataDirectory = directory.FullName }, NullLogger.Instance, CancellationToken.None);
        var builder = Application.CreateBuilder([]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration[DataDirectory.Setting] = directory.FullName;
        if (!projections) builder.Services.AddSingleton<IWolverineExtension, WithoutAgents>();
        configure?.Invoke(builder.Services);
        var app = builder.Build(server.ConnectionString, alone: true);
        await app.Services.PrepareStoreAsync(CancellationToken.None);
        await app.StartAsync();
        return new BenchService(directory, server, app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}

/// <summary>Leaves the projections and subscriptions alone, so that the entrances have the processors for themselves.</summary>
internal sealed class WithoutAgents : IWolverineExtension
{
    public void Configure(WolverineOptions options) => options.Durability.Mode = DurabilityMode.MediatorOnly;
}
