using System.Net.Sockets;
using Npgsql;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>Who answers on a port.</summary>
internal enum ProbeResult
{
    /// <summary>The server of this cluster, ready.</summary>
    Ours,

    /// <summary>A server that is starting, stopping or full, and may be ours.</summary>
    NotReady,

    /// <summary>Nobody listens.</summary>
    Nobody,

    /// <summary>Something else than the server of this cluster.</summary>
    Other,
}

/// <summary>Finds out whether a port leads to the server of a cluster.</summary>
internal static class ServerProbe
{
    private const string InvalidAuthorization = "28";

    /// <summary>
    /// Asks the server for a file that was just written into the cluster's directory: only its own server can read
    /// it out, whatever path it was started with, and the server of a copied directory cannot.
    /// </summary>
    /// <param name="cluster">The cluster whose server is looked for.</param>
    /// <param name="connectionString">The port, with the cluster's own password.</param>
    /// <param name="cancellation">Ends the question.</param>
    public static async Task<ProbeResult> AskAsync(Cluster cluster, string connectionString, CancellationToken cancellation)
    {
        const string name = "povertymonitor.probe";
        var token = Path.GetRandomFileName();
        var file = Path.Combine(cluster.Directory, name);
        await File.WriteAllTextAsync(file, token, cancellation);
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand($"select pg_read_file('{name}')", connection);
            return token.Equals(await command.ExecuteScalarAsync(cancellation)) ? ProbeResult.Ours : ProbeResult.Other;
        }
        catch (PostgresException e)
        {
            return e.SqlState is PostgresErrorCodes.UndefinedFile
                || e.SqlState.StartsWith(InvalidAuthorization, StringComparison.Ordinal)
                ? ProbeResult.Other
                : ProbeResult.NotReady;
        }
        catch (NpgsqlException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return ProbeResult.Nobody;
        }
        catch (NpgsqlException)
        {
            return ProbeResult.Other;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
