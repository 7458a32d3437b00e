using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PovertyMonitor.Benchmarks.Projection;

/// <summary>Processor time and memory from its beginning on: of this process, and of the database's processes where the system tells.</summary>
internal sealed class Cost : IDisposable
{
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly TimeSpan _own;
    private readonly double _database;
    private readonly int _postmaster;
    private readonly Timer _sampling;
    private long _peak;

    public Cost(NpgsqlDataSource database)
    {
        using var command = database.CreateCommand("select pg_read_file('postmaster.pid')");
        _postmaster = int.Parse(((string)command.ExecuteScalar()!).Split('\n')[0], CultureInfo.InvariantCulture);
        (_own, _database) = (_process.TotalProcessorTime, DatabaseSeconds());
        _sampling = new Timer(_ => _peak = Math.Max(_peak, GC.GetTotalMemory(false)), null, 0, 100);
    }

    public override string ToString()
    {
        _process.Refresh();
        return $"{(_process.TotalProcessorTime - _own).TotalSeconds:F1} s of processor here, {DatabaseSeconds() - _database:F1} s in PostgreSQL, managed memory at most {_peak / 1048576} MB";
    }

    public void Dispose()
    {
        _sampling.Dispose();
        _process.Dispose();
    }

    // Of a process that has ended the postmaster holds the time.
    private double DatabaseSeconds()
    {
        if (!Directory.Exists("/proc")) return 0;
        var ticks = 0.0;
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out var _)))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(directory, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                var own = Path.GetFileName(directory) == $"{_postmaster}";
                if (own || fields[1] == $"{_postmaster}") ticks += double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
                if (own) ticks += double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
            }
        }
        return ticks / 100;
    }
}
