using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Identities;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Benchmarks.Files;

/// <summary>Where the processor's time goes while a file is read: each phase with those before it, on one thread.</summary>
internal static class FilePhases
{
    public static async Task PrintAsync(IServiceProvider services)
    {
        var register = await services.GetRequiredService<IRegister>().OfAsync(BenchService.Regency, CancellationToken.None);
        var hash = services.GetRequiredService<ContentHash>();
        var check = new SubmissionCheck(register, new Caller("benchmark", Role.Operator, BenchService.Regency, [], []), SystemClock.Instance.GetCurrentInstant());
        var path = Path.GetTempFileName();
        try
        {
            var visits = CensusCsv.Visits(1000, seed: 999).ToList();
            await CensusCsv.WriteAsync(path, visits);
            var file = await File.ReadAllBytesAsync(path);
            (string Phase, Action Work)[] phases =
            [
                ("cells", () => Cells(file)),
                ("rows of households", () => Groups(file)),
                ("JSON of households", () => Read(file, _ => new(null, PersonalData.None, []), _ => { })),
                ("checked submissions", () => Read(file, check.Read, _ => { })),
                ("canonical text and hash", () => Read(file, check.Read, read => hash.Of(SubmissionWriter.ToUtf8(read.Submission!, read.Personal)))),
            ];
            Console.WriteLine("  reading on one thread, processor time per household:");
            foreach (var (phase, work) in phases) Console.WriteLine($"    {phase,-34} {JsonPhases.Microseconds(work) / visits.Count,8:F1} microseconds");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Cells(byte[] file)
    {
        using var rows = CensusFile.Open(new MemoryStream(file));
        var letters = 0;
        while (rows.Read())
            for (var i = 0; i < rows.CellCount; i++) letters += rows.Cell(i).Length;
    }

    private static void Groups(byte[] file)
    {
        using var rows = CensusFile.Open(new MemoryStream(file));
        var groups = new HouseholdGroups(rows);
        var household = new HouseholdRows();
        while (groups.Read(household))
        {
        }
    }

    private static void Read(byte[] file, Func<JsonElement, ReadSubmission> check, Action<ReadSubmission> use)
    {
        using var rows = CensusFile.Open(new MemoryStream(file));
        using var reader = new CensusReader(rows, BenchService.Regency, Census.Round);
        while (reader.Read(check) is { } household)
            if (household.Read is { } read) use(read);
    }
}
