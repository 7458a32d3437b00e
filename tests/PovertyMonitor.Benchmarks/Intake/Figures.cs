namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>How results are printed.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    public static void Print(string ours, double ourRate, string peer, double peerRate, double expected) =>
        Console.WriteLine($"  {ours,-34} {ourRate,9:N0}/s   {peer,-34} {peerRate,9:N0}/s   ratio {ourRate / peerRate:F2} (expected {expected:F1})");

    /// <summary>Prints what was used for each of some things, in microseconds.</summary>
    public static void Print(string what, ProcessorTime ours, ProcessorTime peers, int count) =>
        Console.WriteLine($"    {what}: {Of(ours, count)}; peer {Of(peers, count)}");

    private static string Of(ProcessorTime time, int count) =>
        $"{time.Own.TotalMicroseconds / count:F0} microseconds of this process with its clients, {time.Database.TotalMicroseconds / count:F0} of PostgreSQL";
}
