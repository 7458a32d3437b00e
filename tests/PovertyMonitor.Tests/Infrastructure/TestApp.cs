using System.Collections.Immutable;
using System.Net.Http.Headers;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using Wolverine;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>The whole service on a free port, over a database and a data directory of its own.</summary>
public sealed class TestApp : IAsyncDisposable
{
    /// <summary>The regency it serves.</summary>
    public const string Regency = "35.22";

    /// <summary>A setting that keeps every line of the log; see <see cref="LogCollector"/>.</summary>
    public static readonly (string Key, string Value) LogEverything = ("PovertyMonitorTests:Log", "everything");

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly PostgresServer _server;
    private readonly WebApplication _app;
    private readonly string _connectionString;
    private readonly string _directory;

    private TestApp(PostgresServer server, WebApplication app, string connectionString, string directory)
    {
        (_server, _app, _connectionString, _directory) = (server, app, connectionString, directory);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>Calls it without a token; see <see cref="SendAsync"/>.</summary>
    public HttpClient Client { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts it; settings are keys of its configuration, and <c>environment</c> is its environment.</summary>
    public static async Task<TestApp> StartAsync(PostgresServer server, params (string Key, string Value)[] settings)
    {
        var database = await NewDatabaseAsync(server);
        var directory = TestRun.NewDirectory("app");
        var app = Build(database, directory, settings);
        await app.Services.PrepareStoreAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestApp(server, app, database, directory);
    }

    /// <summary>A database as it is once a service was made ready on it; its connection string.</summary>
    public static async Task<string> NewDatabaseAsync(PostgresServer server) => await server.CreateDatabaseAsync(await server.TemplateAsync("service", async connectionString =>
    {
        await using var app = Build(connectionString, TestRun.NewDirectory("template"), []);
        await app.Services.PrepareStoreAsync(CancellationToken.None);
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }));

    /// <summary>A token for a role; an enumerator's villages or a camat's districts go with it.</summary>
    internal string TokenFor(Role role, params string[] areas) => TokenOf($"test-{role}", role, areas);

    /// <summary>A token for a person in a role.</summary>
    internal string TokenOf(string subject, Role role, params string[] areas) =>
        TokenOf(new Caller(subject, role, Regency, [.. areas.Where(AreaCodes.IsVillage)], ImmutableArray<DasaWismaGroup>.Empty)
        {
            Districts = [.. areas.Where(AreaCodes.IsDistrict)],
        });

    /// <summary>A token for a caller.</summary>
    internal string TokenOf(Caller caller) => DevelopmentTokens.Issue(
        DevelopmentKey.LoadOrCreate(_directory), caller, SystemClock.Instance.GetCurrentInstant(), Duration.FromHours(1));

    /// <summary>Sends a request, with a token, a body and a language if they are given.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? token = null, HttpContent? content = null, string? language = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        // A stream of events has no end to wait for.
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Its database.</summary>
    internal string ConnectionString => _connectionString;

    /// <summary>Stops serving; its services and its database stay until it is disposed of.</summary>
    internal Task StopServingAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _server.DropDatabaseAsync(_connectionString);
    }

    private static WebApplication Build(string connectionString, string directory, (string Key, string Value)[] settings)
    {
        var builder = Application.CreateBuilder([]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (settings.Any(setting => setting == LogEverything))
        {
            builder.Services.PostConfigure<LoggerFilterOptions>(options =>
            {
                options.Rules.Clear();
                options.MinLevel = LogLevel.Trace;
            });
            builder.Services.AddSingleton<LogCollector>().AddSingleton<ILoggerProvider>(s => s.GetRequiredService<LogCollector>());
        }
        builder.Configuration[DataDirectory.Setting] = directory;
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        if (settings.FirstOrDefault(setting => setting.Key == HostDefaults.EnvironmentKey).Value is { } environment)
            builder.Environment.EnvironmentName = environment;
        // Tests wait again and again for projections, and for what is tried later.
        builder.Services.ConfigureMarten(store => (store.Projections.SlowPollingTime, store.Projections.FastPollingTime) = (Beat, Beat));
        builder.Services.ConfigureWolverine(wolverine => wolverine.Durability.ScheduledJobPollingTime = 5 * Beat);
        return builder.Build(connectionString, alone: true);
    }
}
