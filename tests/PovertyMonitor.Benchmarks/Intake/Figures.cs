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
}
