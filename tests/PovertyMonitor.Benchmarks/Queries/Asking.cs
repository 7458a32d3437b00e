using System.Collections.Concurrent;
using System.Diagnostics;

namespace PovertyMonitor.Benchmarks.Queries;

/// <summary>What clients saw.</summary>
/// <param name="Seconds">How long they asked.</param>
/// <param name="Milliseconds">How long each answer took, shortest first.</param>
internal sealed record Asked(double Seconds, IReadOnlyList<double> Milliseconds)
{
    public double Rate => Milliseconds.Count / Seconds;

    /// <summary>The time within which a share of the answers came.</summary>
    public double Within(double share) => Milliseconds.Count == 0 ? 0 : Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(Milliseconds.Count * share))];
}

/// <summary>Clients that ask one thing after the other, each over a connection that is kept.</summary>
internal static class Asking
{
    /// <summary>Asks for a time; every answer must be a success.</summary>
    public static async Task<Asked> ForAsync(TimeSpan time, int clients, HttpClient http, Func<int, string> path, CancellationToken ct)
    {
        var times = new ConcurrentBag<List<double>>();
        var watch = Stopwatch.StartNew();
        var number = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (watch.Elapsed < time)
            {
                var begun = Stopwatch.GetTimestamp();
                using var response = await http.GetAsync(path(Interlocked.Increment(ref number)), ct);
                await response.Content.ReadAsByteArrayAsync(ct);
                if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
                own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            times.Add(own);
        }, ct)));
        return new(watch.Elapsed.TotalSeconds, [.. times.SelectMany(t => t).Order()]);
    }
}
