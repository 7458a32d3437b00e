using Npgsql;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>
/// A PostgreSQL server of the service's own, on the loopback address, with its data in the service's data directory.
/// It runs until this is disposed of. When the service is killed the server goes on, and the next start finds it again.
/// </summary>
internal sealed class EmbeddedPostgresServer : IAsyncDisposable
{
    private readonly ServerControl _control;
    private readonly ServiceLock _onlyOne;
    private readonly ILogger _logger;

    private EmbeddedPostgresServer(
        ServerControl control, ServiceLock onlyOne, ILogger logger, PostgresBinaries binaries, string connectionString, bool wasRunning)
    {
        _control = control;
        _onlyOne = onlyOne;
        _logger = logger;
        Binaries = binaries;
        ConnectionString = connectionString;
        WasRunning = wasRunning;
    }

    /// <summary>How to reach the service's database, with the password. Not for logs.</summary>
    public string ConnectionString { get; }

    /// <summary>The programs the server runs from.</summary>
    public PostgresBinaries Binaries { get; }

    /// <summary>Whether a killed service had left the server running.</summary>
    public bool WasRunning { get; }

    /// <summary>
    /// Starts the server, or finds the one a killed service left running. The first time on a data directory, its
    /// database is made.
    /// </summary>
    /// <exception cref="StartupException">
    /// There is no PostgreSQL to run, another service runs on the data directory, the data are another version's, or
    /// the server does not start.
    /// </exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellation)
    {
        Platform.DataDirectory.Create(options.DataDirectory);
        var onlyOne = ServiceLock.Acquire(options.DataDirectory);
        try
        {
            var cluster = new Cluster(options.DataDirectory);
            var binaries = await BinaryDiscovery.FindAsync(options.Binaries, cluster, logger, cancellation);
            var launcher = await RootlessLauncher.CreateAsync(cluster, binaries, cancellation);
            var control = new ServerControl(cluster, binaries, launcher, options);

            await cluster.InitializeAsync(binaries, launcher, cancellation);
            var running = await control.FindRunningAsync(cancellation);
            var port = running ?? await control.StartAsync(cancellation);
            await CreateDatabaseAsync(control, port, options.Database, cancellation);

            logger.LogInformation(
                "PostgreSQL {Major} {What} on 127.0.0.1:{Port}, data in {Directory}",
                binaries.Major, running is null ? "started" : "found running", port, cluster.Directory);
            var connectionString = control.ConnectionTo(port, options.Database).ConnectionString;
            return new EmbeddedPostgresServer(control, onlyOne, logger, binaries, connectionString, running is not null);
        }
        catch
        {
            onlyOne.Dispose();
            throw;
        }
    }

    /// <summary>How to reach the server that runs on a data directory; <see langword="null"/> where none does. Not for logs.</summary>
    /// <exception cref="StartupException">There is one, and it does not become ready.</exception>
    public static async Task<string?> FindAsync(EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellation)
    {
        var cluster = new Cluster(options.DataDirectory);
        if (PostmasterFile.Read(cluster) is null) return null;
        var binaries = await BinaryDiscovery.FindAsync(options.Binaries, cluster, logger, cancellation);
        var control = new ServerControl(cluster, binaries, await RootlessLauncher.CreateAsync(cluster, binaries, cancellation), options);
        return await control.FindRunningAsync(cancellation) is { } port ? control.ConnectionTo(port, options.Database).ConnectionString : null;
    }

    /// <summary>Writes down the address the service listens on, for whoever tries to start a second one.</summary>
    public void Announce(string address) => _onlyOne.Announce(address);

    /// <summary>Stops the server and lets the data directory go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!await _control.StopAsync(CancellationToken.None))
            _logger.LogWarning("PostgreSQL did not stop within a minute; the next start will find it again");
        _onlyOne.Dispose();
    }

    private static async Task CreateDatabaseAsync(
        ServerControl control, int port, string database, CancellationToken cancellation)
    {
        try
        {
            var administration = control.ConnectionTo(port, "postgres");
            administration.Pooling = false;
            await using var connection = new NpgsqlConnection(administration.ConnectionString);
            await connection.OpenAsync(cancellation);
            await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection)
            {
                Parameters = { new() { Value = database } },
            };
            if (await exists.ExecuteScalarAsync(cancellation) is not null)
                return;

            await using var create = new NpgsqlCommand($"create database \"{database}\"", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
        catch
        {
            await control.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
