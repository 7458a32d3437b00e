using System.Text;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Tests.Surveys.Files.Format;

namespace PovertyMonitor.Benchmarks.Files;

/// <summary>A first census of made-up households as a filled template, written as it is made.</summary>
internal static class CensusCsv
{
    /// <summary>Visits to households never seen before; another seed is another lot.</summary>
    public static IEnumerable<SimulatedVisit> Visits(int households, int seed)
    {
        var villages = new Register(RegisterFile.Read(BenchService.Regency)).Villages.Select(v => v.Code);
        var population = new Population(villages, households, 1, seed);
        return Enumerable.Range(0, population.Villages).SelectMany(village => population.Visits(0, village));
    }

    /// <summary>Writes visits into a file until it has enough rows, and returns how many it has without the header.</summary>
    public static async Task<int> WriteAsync(string path, IEnumerable<SimulatedVisit> visits, int most = int.MaxValue)
    {
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16);
        await file.WriteAsync(CsvTemplate.Of(Language.Indonesian));
        var separator = CsvTemplate.SeparatorOf(Language.Indonesian);
        var written = 0;
        foreach (var visit in visits)
        {
            if (written >= most) break;
            foreach (var row in FilledRows.Of(visit.Submission, visit.Personal, Language.Indonesian))
            {
                await file.WriteAsync(CsvTemplate.Line(row, separator));
                written++;
            }
        }
        return written;
    }
}
