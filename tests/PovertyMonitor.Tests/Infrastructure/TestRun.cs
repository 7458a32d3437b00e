using System.Diagnostics;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>
/// The directory that holds every file of this test run. A small shell watches over it: when the run ends, however it
/// ends, the shell's input closes, and it stops the servers whose data are in the directory and deletes it.
/// </summary>
internal static class TestRun
{
    private const string Watch = """
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        read ended
        find "$1" -name postmaster.pid | while read file; do
          server=$(head -n 1 "$file")
          kill -QUIT "$server"
          while kill -0 "$server"; do sleep 0.1; done
        done
        rm -rf "$1"
        """;

    private static readonly Lazy<(string Path, Process Watcher)> _directory = new(Create);

    /// <summary>An empty directory that nobody else uses.</summary>
    public static string NewDirectory(string name) =>
        Directory.CreateDirectory(Path.Combine(_directory.Value.Path, $"{name}-{Path.GetRandomFileName()}")).FullName;

    private static (string Path, Process Watcher) Create()
    {
        // Not a CreateTempSubdirectory: PostgreSQL may have to enter it as another user than root.
        var path = Path.Combine(Path.GetTempPath(), $"povertymonitor-tests-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(path);
        return (path, StartWatcher(path));
    }

    private static Process StartWatcher(string path) =>
        Process.Start(new ProcessStartInfo("sh", ["-c", Watch, "watch", path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>The checkout that the tests were built in.</summary>
    public static string Checkout
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(at.FullName, "PovertyMonitor.sln"))) at = at.Parent!;
            return at.FullName;
        }
    }
}
