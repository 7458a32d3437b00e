using Microsoft.Extensions.Logging.Abstractions;
using PovertyMonitor.Platform.EmbeddedPostgres;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>The service's own embedded server, on data that go with the run.</summary>
internal sealed class EmbeddedServer : ITestServer
{
    public const string Name = "embedded";

    private readonly EmbeddedPostgresServer _server;

    private EmbeddedServer(EmbeddedPostgresServer server) => _server = server;

    public string Kind => Name;

    public string Origin => $"programs in {_server.Binaries.Directory}";

    public string ConnectionString => _server.ConnectionString;

    public static async Task<ITestServer> StartAsync()
    {
        var options = new EmbeddedPostgresOptions
        {
            DataDirectory = TestRun.NewDirectory("server"),
            Database = "postgres",
            Settings = FastSettings.All,
        };
        return new EmbeddedServer(await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, CancellationToken.None));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
