using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>Starts, finds again and stops the server of a cluster with <c>pg_ctl</c>.</summary>
internal sealed class ServerControl(
    Cluster cluster, PostgresBinaries binaries, RootlessLauncher launcher, EmbeddedPostgresOptions options)
{
    private const int Attempts = 20;
    private const int RefusalsBeforeListening = 4;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _recoveryLimit = TimeSpan.FromMinutes(5);

    /// <summary>How to reach a server of this cluster on a port.</summary>
    public NpgsqlConnectionStringBuilder ConnectionTo(int port, string database) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Cluster.User,
        Password = cluster.Password,
        Database = database,
        SslMode = SslMode.Disable,
        Timezone = "UTC",
        ApplicationName = "PovertyMonitor",
    };

    /// <summary>
    /// The port of a server that a killed service left running; null when there is none, and then what it may have
    /// left behind is no longer in the way of a start.
    /// </summary>
    /// <exception cref="StartupException">There is one, and it does not become ready.</exception>
    public async Task<int?> FindRunningAsync(CancellationToken cancellation)
    {
        var refused = 0;
        var waited = TimeSpan.Zero;
        while (PostmasterFile.Read(cluster) is { } file && file.ProcessExists())
        {
            var connection = ConnectionTo(file.Port, "postgres");
            connection.Pooling = false;
            switch (await ServerProbe.AskAsync(cluster, connection.ConnectionString, cancellation))
            {
                case ProbeResult.Ours:
                    return file.Port;
                // One that is about to listen gets a moment.
                case ProbeResult.Nobody when ++refused < RefusalsBeforeListening:
                case ProbeResult.NotReady when waited < _recoveryLimit:
                    waited += _pause;
                    await Task.Delay(_pause, cancellation);
                    break;
                case ProbeResult.NotReady:
                    throw new StartupException(
                        $"The PostgreSQL server of {cluster.Directory} (pid {file.ProcessId}) runs and does not become ready. " +
                        $"Its messages are in {cluster.Log}.");
                default:
                    // The process number has gone to another program since, which would keep PostgreSQL from starting.
                    File.Delete(file.Path);
                    return null;
            }
        }

        return null;
    }

    /// <summary>Starts the server on a free port of the loopback address and waits until it is ready.</summary>
    /// <returns>The port.</returns>
    /// <exception cref="StartupException">It does not start; the message ends with the server's own last words.</exception>
    public async Task<int> StartAsync(CancellationToken cancellation)
    {
        var before = Array.Empty<string>();
        if (File.Exists(cluster.Log))
            File.Move(cluster.Log, cluster.Log + ".1", overwrite: true);

        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            await ServerSettings.WriteAsync(cluster, port, options.Settings, cancellation);
            var exitCode = await launcher.RunDetachingAsync(
                [
                    binaries.PgCtl, "start", "-D", cluster.Directory, "-l", cluster.Log,
                    "-w", "-t", $"{_recoveryLimit.TotalSeconds:F0}", "-s",
                ],
                cancellation);
            if (exitCode == 0)
                return port;

            var messages = File.Exists(cluster.Log) ? await File.ReadAllLinesAsync(cluster.Log, cancellation) : [];
            if (attempt == Attempts || !MayPass(messages[before.Length..]))
                throw DidNotStart(messages);
            before = messages;
            await Task.Delay(_pause, cancellation);
        }
    }

    /// <summary>Stops the server: open transactions are rolled back, everything committed is on the disk.</summary>
    /// <returns>Whether it has stopped.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellation) =>
        (await launcher.RunAsync(
            [binaries.PgCtl, "stop", "-D", cluster.Directory, "-m", "fast", "-w", "-t", "60", "-s"], cancellation)).Succeeded;

    // Another program took the port first, or the last processes of a killed server are still going.
    private static bool MayPass(IEnumerable<string> messages) => messages.Any(m =>
        m.Contains("Address already in use", StringComparison.Ordinal)
        || m.Contains("pre-existing shared memory block", StringComparison.Ordinal));

    private StartupException DidNotStart(string[] messages) => new(
        $"PostgreSQL {binaries.Major} ({binaries.Directory}) did not start on {cluster.Directory}. " +
        $"Its last messages, from {cluster.Log}:\n{string.Join('\n', messages.TakeLast(10))}");

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
