using System.Diagnostics;
using PovertyMonitor.Benchmarks.Intake;

namespace PovertyMonitor.Benchmarks.Files;

/// <summary>The most memory the service takes for a large census file, in a process of its own.</summary>
internal static class CensusMemory
{
    // Fewer than the simulation's households have, so that the file gets its rows.
    private const double LeastRowsOfHousehold = 2.5;

    public static async Task PrintAsync(int rows, TimeSpan most)
    {
        var directory = Directory.CreateTempSubdirectory("census-");
        try
        {
            var path = Path.Combine(directory.FullName, "census.csv");
            var written = await CensusCsv.WriteAsync(path, CensusCsv.Visits((int)(rows / LeastRowsOfHousehold), seed: 1), rows);
            Console.WriteLine($"\na file of {written:N0} rows, {new FileInfo(path).Length / 1e6:N0} MB");
            await using var service = await ServiceProcess.StartAsync(Path.Combine(directory.FullName, "data"));
            await service.OpenRoundAsync(Census.Round);
            Console.WriteLine($"  {"started",-20} {"",8}   peak {service.PeakMegabytes:N0} MB");
            using var http = service.Operator();
            http.Timeout = Timeout.InfiniteTimeSpan;
            var client = new FileClient(http);
            var watch = Stopwatch.StartNew();
            void Print(string phase)
            {
                Console.WriteLine($"  {phase,-20} {watch.Elapsed.TotalSeconds,8:F1} s peak {service.PeakMegabytes:N0} MB");
                watch.Restart();
            }
            var id = await client.UploadAsync(path);
            Print("upload");
            var file = await client.WhileAsync(id, "checking", TimeSpan.FromHours(2));
            Print($"check ({file["state"]})");
            await client.ImportAsync(id);
            file = await client.WhileAsync(id, "importing", most);
            Print($"import ({(double)file["done"]!:P0})");
            Console.WriteLine($"  {file["counts"]!.ToJsonString()}");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
