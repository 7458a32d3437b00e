using System.Globalization;
using Npgsql;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>Processor time used so far by this process (service and clients) and by PostgreSQL: unlike the clock's, it does not count what else runs on the machine.</summary>
/// <param name="Own">Of this process.</param>
/// <param name="Database">Of PostgreSQL and all its processes.</param>
internal readonly record struct ProcessorTime(TimeSpan Own, TimeSpan Database)
{
    // Linux counts processor time in hundredths of a second, whatever its timer's frequency.
    private const double TicksPerSecond = 100;

    /// <summary>Reads both; PostgreSQL's from /proc, and zero where there is none.</summary>
    public static async Task<ProcessorTime> ReadAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand("select pg_backend_pid()");
        var backend = (int)(await command.ExecuteScalarAsync())!;
        return new(Environment.CpuUsage.TotalTime, OperatingSystem.IsLinux() ? OfFamily(Of(backend)!.Value.Parent) : TimeSpan.Zero);
    }

    public static ProcessorTime operator +(ProcessorTime one, ProcessorTime other) => new(one.Own + other.Own, one.Database + other.Database);

    public static ProcessorTime operator -(ProcessorTime later, ProcessorTime earlier) => new(later.Own - earlier.Own, later.Database - earlier.Database);

    // Backends that ended are counted with their parent.
    private static TimeSpan OfFamily(int parent)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)
            .Select(id => (Id: id, Times: Of(id))).Where(p => p.Times is not null).ToList();
        var own = all.Where(p => p.Id == parent).Sum(p => p.Times!.Value.Used + p.Times.Value.OfEnded);
        return TimeSpan.FromSeconds(own + all.Where(p => p.Times!.Value.Parent == parent).Sum(p => p.Times!.Value.Used));
    }

    private static (int Parent, double Used, double OfEnded)? Of(int process)
    {
        try
        {
            // The name, in parentheses, may hold spaces.
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            double Seconds(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), Seconds(11) + Seconds(12), Seconds(13) + Seconds(14));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
