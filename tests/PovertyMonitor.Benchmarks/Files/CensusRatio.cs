using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Simulation;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Bulk;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Benchmarks.Files;

/// <summary>A census file through the service, from upload until the index has it, against the intake alone, bare appends and COPY of the same rows.</summary>
internal static class CensusRatio
{
    // One more than the import has: it reads meanwhile, and these don't.
    private const int Writers = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private enum Way { Upload, Check, Import, CatchUp, Intake, IntakeCatchUp, Bare, Copy }

    public static async Task PrintAsync(int households, int rounds, bool alone)
    {
        await using var service = await BenchService.StartAsync(projections: !alone);
        await service.OpenRoundAsync(Census.Round);
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        var (bare, copied) = (new BareRows(service.ConnectionString), new CopiedRows(database));
        await bare.CreateAsync();
        await copied.CreateAsync();
        Console.WriteLine($"\na census of {households:N0} households, {rounds} rounds, {Environment.ProcessorCount} processors, load {Load()}");
        await FilePhases.PrintAsync(service.Services);
        var results = new List<Result>();
        var number = 0;
        async Task<Result> NextAsync(string name)
        {
            var result = await MeasureAsync(service, database, bare, copied, households, number++, alone);
            Console.WriteLine($"  {name}: {result.Visits:N0} visits, {result.Rows:N0} rows; {string.Join(", ", result.Seconds.Select(s => $"{s.Key} {s.Value:F2} s"))}; load {Load()}");
            return result;
        }

        await WarmUp.UntilCompiledAsync(() => NextAsync("warm-up"), mostTurns: 5);
        for (var round = 1; round <= rounds; round++) results.Add(await NextAsync($"round {round}"));
        Print(results);
    }

    private static async Task<Result> MeasureAsync(BenchService service, NpgsqlDataSource database, BareRows bare, CopiedRows copied, int households, int round, bool alone)
    {
        var visits = CensusCsv.Visits(households, 2 * round).ToList();
        var seconds = new Dictionary<Way, double>();
        var path = Path.GetTempFileName();
        try
        {
            var rows = await CensusCsv.WriteAsync(path, visits);
            var costs = new List<string>();
            async Task CostAsync(string what, Func<Task> work) => costs.Add($"{what}: {await Cost.OfAsync(service.ConnectionString, visits.Count, work)}");
            using var http = service.Operator();
            var (client, id) = (new FileClient(http), "");
            await CostAsync("upload and check", async () => id = await CheckAsync(client, path, seconds));
            await CostAsync("import to queryable index", () => ImportAsync(client, id, visits.Count, seconds, alone ? () => Task.CompletedTask : () => CatchUpAsync(database)));
            var others = CensusCsv.Visits(households, (2 * round) + 1).ToList();
            await CostAsync("intake of all doors", async () => seconds[Way.Intake] = await TakeAsync(service.Services, others) * visits.Count / others.Count);
            var watch = Stopwatch.StartNew();
            if (!alone) await CatchUpAsync(database);
            seconds[Way.IntakeCatchUp] = watch.Elapsed.TotalSeconds * visits.Count / others.Count;
            await copied.ClearAsync();
            var batches = await bare.ReadAsync(visits.Select(v => v.Submission).Chunk(BulkIntake.ChunkSize));
            await CostAsync("bare appends", async () => seconds[Way.Bare] = await bare.WriteAsync(batches, Writers));
            await CostAsync("binary COPY", async () => seconds[Way.Copy] = await copied.CopyAsync());
            foreach (var cost in costs) Console.WriteLine($"    {cost}");
            return new(visits.Count, rows, seconds);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<string> CheckAsync(FileClient client, string path, Dictionary<Way, double> seconds)
    {
        var watch = Stopwatch.StartNew();
        var id = await client.UploadAsync(path);
        seconds[Way.Upload] = watch.Elapsed.TotalSeconds;
        watch.Restart();
        await client.WhileAsync(id, "checking", Patience);
        seconds[Way.Check] = watch.Elapsed.TotalSeconds;
        return id;
    }

    private static async Task ImportAsync(FileClient client, string id, int visits, Dictionary<Way, double> seconds, Func<Task> catchUp)
    {
        var watch = Stopwatch.StartNew();
        await client.ImportAsync(id);
        var file = await client.WhileAsync(id, "importing", Patience);
        seconds[Way.Import] = watch.Elapsed.TotalSeconds;
        watch.Restart();
        await catchUp();
        seconds[Way.CatchUp] = watch.Elapsed.TotalSeconds;
        if ((int)file["counts"]!["taken"]! != visits) throw new InvalidOperationException($"{file["state"]}: {file["counts"]!.ToJsonString()} {file["firstProblems"]?.ToJsonString()}");
    }

    // Until the poverty projection has all events: then the index can be asked for.
    private static async Task CatchUpAsync(NpgsqlDataSource database)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            await using var command = database.CreateCommand(
                $"select last_seq_id >= (select max(seq_id) from mt_events where tenant_id = '{BenchService.Regency}') from mt_event_progression where name = '{PovertyProjection.ProjectionName}:All:{BenchService.Regency}'");
            if (await command.ExecuteScalarAsync(limit.Token) is true) return;
        }
        while (await beat.WaitForNextTickAsync(limit.Token));
    }

    private static async Task<double> TakeAsync(IServiceProvider services, List<SimulatedVisit> visits)
    {
        var (intake, hash) = (services.GetRequiredService<Surveys.Intake>(), services.GetRequiredService<ContentHash>());
        var sender = new Sender(new Caller("benchmark", Role.Operator, BenchService.Regency, [], []), Door.File);
        var chunks = visits.Select(v => SubmissionWriter.ToUtf8(v.Submission, v.Personal) is var bytes ? new Arrival
        {
            SubmissionId = v.Submission.SubmissionId,
            Hash = hash.Of(bytes),
            Raw = new RawContent(bytes, "application/json"),
            Sender = sender,
            Submission = v.Submission,
            Personal = v.Personal,
        } : null!).Chunk(Surveys.Intake.ChunkSize).ToList();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (chunk, ct) => await intake.TakeAsync(BenchService.Regency, chunk, ct));
        return watch.Elapsed.TotalSeconds;
    }

    private static void Print(List<Result> results)
    {
        double Rate(params Way[] ways) => Figures.Median(results.Select(r => r.Visits / ways.Sum(w => r.Seconds[w])));
        var members = results.Sum(r => (double)r.Rows) / results.Sum(r => r.Visits);
        Way[] index = [Way.Import, Way.CatchUp];
        (string Name, double Rate)[] ours =
        [
            ("upload", Rate(Way.Upload)), ("check (dry run)", Rate(Way.Check)), ("import", Rate(Way.Import)), ("import to queryable index", Rate(index)),
            ("file to queryable index, check too", Rate([Way.Upload, Way.Check, .. index])), ("intake of all doors, in process", Rate(Way.Intake)),
            ("the same to queryable index", Rate(Way.Intake, Way.IntakeCatchUp)),
        ];
        var (bare, copy) = (Rate(Way.Bare), Rate(Way.Copy));
        Console.WriteLine($"  {"median",-36} {"households/s",12} {"rows/s",9} {"of bare",8} {"of COPY",8}");
        foreach (var (name, rate) in ours.Append(("bare appends of the same rows", bare)).Append(("binary COPY of the same rows", copy)))
            Console.WriteLine($"  {name,-36} {rate,12:N0} {rate * members,9:N0} {rate / bare,8:F2} {rate / copy,8:F2}");
        Figures.Print("import to queryable index", Rate(index), "bare appends of the same rows", bare, 0.5);
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>One round.</summary>
    /// <param name="Visits">Households of the file.</param>
    /// <param name="Rows">Its rows.</param>
    /// <param name="Seconds">How long each way took.</param>
    private sealed record Result(int Visits, int Rows, Dictionary<Way, double> Seconds);
}
