using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Platform;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Benchmarks.Projection;

/// <summary>The rebuild of the poverty projection by the daemon, against the daemon with a projection that does nothing and against reading alone.</summary>
internal static class ProjectionCommand
{
    private static readonly Option<int> _events = new("--events") { Description = "Events of households in the log.", DefaultValueFactory = _ => 400_000 };
    private static readonly Option<int> _surveys = new("--surveys") { Description = "Survey rounds in which each household is visited.", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> _rounds = new("--rounds") { Description = "Timed rounds.", DefaultValueFactory = _ => 5 };

    public static Command Create()
    {
        var command = new Command("projection", "Events per second of a rebuild, side by side with the limits.") { _events, _surveys, _rounds };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(_events), parsed.GetValue(_surveys), parsed.GetValue(_rounds), ct));
        return command;
    }

    private static async Task RunAsync(int events, int surveys, int rounds, CancellationToken ct)
    {
        await using var service = await BenchService.StartAsync(projections: false, services => services.ConfigureMarten(o => o.Projections.Add(new NothingProjection(), ProjectionLifecycle.Async, NothingProjection.Name)));
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        var source = service.Services.GetRequiredService<NpgsqlDataSource>();
        var watch = Stopwatch.StartNew();
        var written = await FilledLog.FillAsync(source, service.Services.GetRequiredService<EventAppend>(), events, surveys);
        Console.WriteLine($"\n{written:N0} events of households in {surveys} survey rounds, {Environment.ProcessorCount} processors, appended in {watch.Elapsed.TotalSeconds:F0} s");
        var store = service.Services.GetRequiredService<IDocumentStore>();
        Dictionary<string, List<double>> rates = new() { ["R"] = [], ["N"] = [], ["ours"] = [] };
        var memory = 0L;
        for (var round = 0; round <= rounds; round++)
        {
            var (read, nothing, ours) = (await ReadAsync(database, store, ct), await RebuildAsync(store, NothingProjection.Name, ct), await RebuildAsync(store, PovertyProjection.ProjectionName, ct));
            memory = Math.Max(memory, Environment.WorkingSet);
            Console.WriteLine($"  round {round}{(round == 0 ? " (warm-up)" : "")}: read and parsed {read:F1} s, nothing {nothing:F1} s, poverty {ours:F1} s");
            if (round == 0) continue;
            foreach (var (name, seconds) in new[] { ("R", read), ("N", nothing), ("ours", ours) }) rates[name].Add(written / seconds);
        }
        Figures.Print("poverty projection, rebuilt", Figures.Median(rates["ours"]), "N: daemon, a projection of nothing", Figures.Median(rates["N"]), 0.35);
        Figures.Print("N", Figures.Median(rates["N"]), "R: read and parsed", Figures.Median(rates["R"]), 0.5);
        Console.WriteLine($"  working set of the process, database apart, at most {memory / 1048576:N0} MB");
        await PrintTablesAsync(database, ct);
    }

    private static async Task<double> ReadAsync(NpgsqlDataSource database, IDocumentStore store, CancellationToken ct)
    {
        var types = store.Options.Events.AllKnownEventTypes().ToDictionary(t => t.EventTypeName, t => t.EventType);
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        StoreSetup.ConfigureJson(json);
        var watch = Stopwatch.StartNew();
        await using var command = database.CreateCommand("select type, data::text from mt_events where tenant_id = $1 order by seq_id");
        command.Parameters.Add(new() { Value = BenchService.Regency });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            if (JsonSerializer.Deserialize(rows.GetString(1), types[rows.GetString(0)], json) is null) throw new InvalidOperationException("An event is nothing.");
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> RebuildAsync(IDocumentStore store, string projection, CancellationToken ct)
    {
        using var daemon = await store.BuildProjectionDaemonAsync();
        var watch = Stopwatch.StartNew();
        await daemon.RebuildProjectionAsync(projection, BenchService.Regency, TimeSpan.FromMinutes(30), ct);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task PrintTablesAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        foreach (var table in PovertyTables.All)
        {
            await using var command = database.CreateCommand($"select count(*), pg_total_relation_size('{table}') from {table}");
            await using var row = await command.ExecuteReaderAsync(ct);
            await row.ReadAsync(ct);
            Console.WriteLine($"  {table,-28} {row.GetInt64(0),12:N0} rows {row.GetInt64(1) / 1048576,8:N0} MB");
        }
    }
}
