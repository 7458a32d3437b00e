using System.Diagnostics;
using System.Globalization;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>What a server left in <c>postmaster.pid</c>: its process and the port it listens on.</summary>
internal sealed record PostmasterFile(string Path, int ProcessId, int Port)
{
    private const int PortLine = 3;

    /// <summary>The file of a cluster; null when there is none or it is not whole.</summary>
    public static PostmasterFile? Read(Cluster cluster)
    {
        var path = System.IO.Path.Combine(cluster.Directory, "postmaster.pid");
        if (!File.Exists(path))
            return null;

        var lines = File.ReadAllLines(path);
        return lines.Length > PortLine
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
            && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port)
            ? new PostmasterFile(path, processId, port)
            : null;
    }

    /// <summary>Whether some process has the number in the file: the server, or one that got its number later.</summary>
    public bool ProcessExists()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
