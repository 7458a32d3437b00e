using System.Globalization;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>The server's settings, written anew before each start so that they follow the service's version.</summary>
internal static class ServerSettings
{
    private const string FileName = "povertymonitor.conf";

    private static readonly Dictionary<string, string> _defaults = new()
    {
        // Loopback only, and no socket in a directory that others can reach.
        ["listen_addresses"] = "'127.0.0.1'",
        ["unix_socket_directories"] = "''",
        ["max_connections"] = "200",
        ["shared_buffers"] = "512MB",
        // Checkpoints in quick succession write every page again in full.
        ["max_wal_size"] = "2GB",
        // Nothing received may be lost: a commit is answered when it is on the disk.
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["full_page_writes"] = "on",
        ["jit"] = "off",
        ["timezone"] = "'UTC'",
        ["log_timezone"] = "'UTC'",
        ["lc_messages"] = "'C'",
        ["logging_collector"] = "off",
    };

    /// <summary>Makes a new cluster read the settings file.</summary>
    public static Task IncludeAsync(string cluster, CancellationToken cancellation) =>
        File.AppendAllTextAsync(
            Path.Combine(cluster, "postgresql.conf"),
            $"\n# PovertyMonitor writes this file before each start.\ninclude_if_exists = '{FileName}'\n", cancellation);

    /// <summary>Writes the settings for a start on a port.</summary>
    public static Task WriteAsync(
        Cluster cluster, int port, IReadOnlyDictionary<string, string> overrides, CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string>(_defaults) { ["port"] = port.ToString(CultureInfo.InvariantCulture) };
        foreach (var (name, value) in overrides)
            settings[name] = value;

        return File.WriteAllLinesAsync(
            Path.Combine(cluster.Directory, FileName), settings.Select(s => $"{s.Key} = {s.Value}"), cancellation);
    }
}
