using PovertyMonitor.Platform.EmbeddedPostgres;

namespace PovertyMonitor.Platform;

/// <summary>The database the service works on: the configured server, or an embedded one that stops with the service.</summary>
internal sealed class ServiceDatabase : IAsyncDisposable
{
    /// <summary>The connection string's name in the configuration.</summary>
    public const string ConnectionName = "PovertyMonitor";

    private readonly EmbeddedPostgresServer? _embedded;

    private ServiceDatabase(string connectionString, EmbeddedPostgresServer? embedded)
    {
        ConnectionString = connectionString;
        _embedded = embedded;
    }

    /// <summary>How to reach the database. Not for logs.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether the server is the service's own.</summary>
    public bool IsEmbedded => _embedded is not null;

    /// <summary>Takes the configured server or starts the embedded one.</summary>
    /// <exception cref="StartupException">No server is configured, and an embedded one cannot be started.</exception>
    public static async Task<ServiceDatabase> StartAsync(
        IConfiguration configuration, ILogger logger, CancellationToken cancellation)
    {
        if (configuration.GetConnectionString(ConnectionName) is { Length: > 0 } configured)
            return new ServiceDatabase(configured, embedded: null);

        var server = await EmbeddedPostgresServer.StartAsync(EmbeddedPostgresOptions.From(configuration), logger, cancellation);
        return new ServiceDatabase(server.ConnectionString, server);
    }

    /// <summary>As <see cref="StartAsync"/>; where the service runs, its embedded server is used beside it and left running. Where there is no data none is made.</summary>
    /// <exception cref="StartupException">No server is configured, and an embedded one is neither found nor can be started, or has no data.</exception>
    public static async Task<ServiceDatabase> BorrowAsync(IConfiguration configuration, ILogger logger, CancellationToken cancellation)
    {
        if (configuration.GetConnectionString(ConnectionName) is { Length: > 0 }) return await StartAsync(configuration, logger, cancellation);
        var options = EmbeddedPostgresOptions.From(configuration);
        if (new Cluster(options.DataDirectory).Major is null)
        {
            throw new StartupException(
                $"There is no store in the data directory {options.DataDirectory}, and none was made. " +
                $"Set {DataDirectory.Setting} to the directory that the service works on, or ConnectionStrings:{ConnectionName} to its server; a new store begins when the service is started.");
        }
        return await EmbeddedPostgresServer.FindAsync(options, logger, cancellation) is { } running
            ? new ServiceDatabase(running, embedded: null)
            : await StartAsync(configuration, logger, cancellation);
    }

    /// <summary>Tells a second start on the same data directory where this service listens.</summary>
    public void Announce(IEnumerable<string> addresses) => _embedded?.Announce(string.Join(", ", addresses));

    /// <summary>Stops the server if it is the service's own.</summary>
    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
