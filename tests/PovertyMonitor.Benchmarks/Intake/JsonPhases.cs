using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Json;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>Where the time of a JSON submission goes: each phase alone, on one thread.</summary>
internal static class JsonPhases
{
    public static async Task PrintAsync(IServiceProvider services, List<SurveyRequest> requests)
    {
        var register = await services.GetRequiredService<IRegister>().OfAsync(BenchService.Regency, CancellationToken.None);
        var hash = services.GetRequiredService<ContentHash>();
        SubmissionCheck CheckOf(SurveyRequest request) => new(
            register, new Caller("benchmark", Role.Enumerator, BenchService.Regency, [.. request.Villages], []), SystemClock.Instance.GetCurrentInstant());
        var lines = requests.SelectMany(r => r.Lines).ToList();
        var read = requests.SelectMany(r => r.Lines.Select(line => new ItemReader(CheckOf(r), hash).Read(new BodyItem(line, false)).Arrival!)).ToList();
        var serializer = services.GetRequiredService<IDocumentStore>().Options.Serializer();
        (string Phase, Action Work)[] phases =
        [
            ("split", () => requests.ForEach(r => SplitAsync(r.Body).GetAwaiter().GetResult())),
            ("parse", () => lines.ForEach(line => JsonDocument.Parse(line).Dispose())),
            ("split, parse, read, check, hash", () => requests.ForEach(r => ReadAll(r, new ItemReader(CheckOf(r), hash)))),
            ("canonical text and hash", () => read.ForEach(a => hash.Of(SubmissionWriter.ToUtf8(a.Submission!, a.Personal)))),
            ("keys, sealed identities and bytes", () => Seal(services, read)),
            ("event to JSON", () => read.ForEach(a => serializer.ToJson(a.Submission!.ToEvent()))),
        ];
        Console.WriteLine($"  one thread, processor time per submission of {lines.Average(l => l.Length):N0} bytes:");
        foreach (var (phase, work) in phases) Console.WriteLine($"    {phase,-34} {Microseconds(work) / lines.Count,8:F1} microseconds");
        var intake = services.GetRequiredService<Surveys.Intake>();
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await intake.TakeAsync(BenchService.Regency, read, CancellationToken.None);
        var own = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / lines.Count;
        Console.WriteLine($"    {"intake in process, one writer",-34} {watch.Elapsed.TotalMicroseconds / lines.Count,8:F1} microseconds on the clock, {own:F1} of this process");
    }

    private static void Seal(IServiceProvider services, List<Arrival> arrivals)
    {
        var sealer = services.GetRequiredService<Sealer>();
        foreach (var chunk in arrivals.Chunk(Surveys.Intake.ChunkSize))
        {
            var keys = new Keyring(sealer, services.GetRequiredService<KeyedHash>(), BenchService.Regency);
            foreach (var arrival in chunk) keys.Keep(arrival.Submission!.HouseholdId, arrival.Personal, arrival.Submission.InterviewedAt);
            _ = Contents.Keep(BenchService.Regency, chunk, _ => true, keys, sealer).Count();
            _ = keys.Write().Count();
        }
    }

    // Processor time, not the clock's: other programs on the machine do not count.
    public static double Microseconds(Action work)
    {
        work();
        return Enumerable.Range(0, 15).Min(_ =>
        {
            var before = Environment.CpuUsage.TotalTime;
            work();
            return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds;
        });
    }

    private static async Task<int> SplitAsync(byte[] body)
    {
        var items = new ItemStream(PipeReader.Create(new(body)), new LineSplitter(SubmissionLimits.MostBytesOfItem), SubmissionLimits.MostItems);
        var count = 0;
        while (await items.NextAsync(CancellationToken.None) is not null) count++;
        return count;
    }

    private static void ReadAll(SurveyRequest request, ItemReader reader)
    {
        foreach (var line in request.Lines) reader.Read(new BodyItem(line, false));
    }
}
