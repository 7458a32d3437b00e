using System.CommandLine;
using System.Diagnostics;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Benchmarks.AlkireFoster;

/// <summary>
/// H, A, M0 and all headcounts by village for k = 1/3: ours and DuckDB's on the same households, in one process and
/// one run. Each way is warmed up, then ways take turns; the median of the rounds is printed, with ratios.
/// </summary>
internal static class AlkireFosterCommand
{
    private const double MpitbrSeconds = 673;

    public static Command Create()
    {
        var households = new Option<int[]>("--households")
        {
            Description = "Numbers of households; may repeat.",
            DefaultValueFactory = _ => [100_000, 1_000_000, 5_000_000],
        };
        var rounds = new Option<int>("--rounds") { Description = "Timed rounds.", DefaultValueFactory = _ => 9 };
        var command = new Command("alkire-foster", "The index by village, side by side with DuckDB.") { households, rounds };
        command.SetAction(parsed =>
        {
            foreach (var count in parsed.GetValue(households)!) Run(count, parsed.GetValue(rounds));
        });
        return command;
    }

    private static void Run(int count, int rounds)
    {
        var directory = Directory.CreateTempSubdirectory("alkire-foster");
        try
        {
            var households = new GeneratedHouseholds(count);
            using var duck = new DuckDbPeer(households, directory.FullName);
            var tally = GroupedTally.Of(10, households.Village, households.Mask, ReadOnlyMemory<uint>.Empty, households.Size);
            var villages = Enumerable.Range(0, GeneratedHouseholds.Villages).Select(tally.ToHistogram).ToList();
            (string Name, string? Peer, Func<Dictionary<int, double>> Way)[] ways =
            [
                ("DuckDB, native table", null, () => duck.Measure("households", all: true)),
                ("DuckDB, native table, H, A and M0 only", null, () => duck.Measure("households", all: false)),
                ("DuckDB, CSV", null, () => duck.Measure($"'{duck.Csv}'", all: true)),
                ("DuckDB, Parquet", null, () => duck.Measure($"'{duck.Parquet}'", all: true)),
                ("ours, memory", "DuckDB, native table", () => Ours.FromMemory(households)),
                ("ours, CSV", "DuckDB, CSV", () => Ours.FromFile(duck.Csv)),
                ("ours, Parquet", "DuckDB, Parquet", () => Ours.FromFile(duck.Parquet)),
                ("ours, standard errors", null, () => Ours.WithStandardErrors(households)),
                ("ours, robustness of the ranking", null, () => new() { [0] = Ours.RobustRanking(villages) }),
            ];
            var seconds = ways.ToDictionary(w => w.Name, _ => new List<double>());
            var expected = ways[0].Way();
            foreach (var way in ways.Where(w => !w.Name.Contains("ranking", StringComparison.Ordinal))) Check(way.Name, expected, way.Way());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var way in ways)
                {
                    var watch = Stopwatch.StartNew();
                    way.Way();
                    seconds[way.Name].Add(watch.Elapsed.TotalSeconds);
                }
            }

            Print(count, ways.Select(w => (w.Name, w.Peer)), seconds.ToDictionary(s => s.Key, s => s.Value.Order().ElementAt(rounds / 2)));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Check(string name, Dictionary<int, double> expected, Dictionary<int, double> actual)
    {
        if (expected.Count != actual.Count || expected.Any(e => Math.Abs(e.Value - actual[e.Key]) > 1e-12))
            throw new InvalidOperationException($"{name} gives other figures than DuckDB.");
    }

    private static void Print(int count, IEnumerable<(string Name, string? Peer)> ways, Dictionary<string, double> median)
    {
        Console.WriteLine($"\n{count:N0} households, {GeneratedHouseholds.Villages} villages, {Environment.ProcessorCount} processors, median");
        foreach (var (name, peer) in ways)
        {
            var ratio = peer is not null ? $"{median[peer] / median[name],8:F1} times {peer}"
                : name == "ours, standard errors" && count == 1_000_000 ? $"{MpitbrSeconds / median[name],8:F0} times mpitbR ({MpitbrSeconds} s, seen elsewhere)"
                : "";
            Console.WriteLine($"  {name,-40} {median[name] * 1000,10:F1} ms {ratio}");
        }
    }
}
