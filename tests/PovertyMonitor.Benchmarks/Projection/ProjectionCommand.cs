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

    private static readonly Option<int> _peerRounds = new("--peer-rounds") { Description = "In how many of them the composite projection is rebuilt too; 0 leaves it out.", DefaultValueFactory = _ => 5 };

    public static Command Create()
    {
        var command = new Command("projection", "Events per second of a rebuild, side by side with the limits.") { _events, _surveys, _rounds, _peerRounds };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(_events), parsed.GetValue(_surveys), parsed.GetValue(_rounds), parsed.GetValue(_peerRounds), ct));
        return command;
    }

    private static async Task RunAsync(int events, int surveys, int rounds, int peerRounds, CancellationToken ct)
    {
        await using var service = await BenchService.StartAsync(projections: false, services => services.ConfigureMarten(options =>
        {
            options.Projections.Add(new NothingProjection(), ProjectionLifecycle.Async, NothingProjection.Name);
            Peer.AddTo(options);
        }));
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        var source = service.Services.GetRequiredService<NpgsqlDataSource>();
        var watch = Stopwatch.StartNew();
        var written = await FilledLog.FillAsync(source, service.Services.GetRequiredService<EventAppend>(), events, surveys);
        Console.WriteLine($"\n{written:N0} events of households in {surveys} survey rounds, {Environment.ProcessorCount} processors, appended in {watch.Elapsed.TotalSeconds:F0} s");
        var store = service.Services.GetRequiredService<IDocumentStore>();
        var rates = ((string[])["R", "N", "C", "ours"]).ToDictionary(name => name, _ => new List<double>());
        using var parts = new PageParts();
        foreach (var projection in (string[])[NothingProjection.Name, PovertyProjection.ProjectionName])
            await WarmUp.UntilCompiledAsync(() => RebuildAsync(store, projection, ct), mostTurns: 3);
        for (var round = 1; round <= rounds; round++)
        {
            var works = new List<(string Name, Func<Task<double>> Run)>
            {
                ("R", () => ReadAsync(database, store, ct)), ("N", () => RebuildAsync(store, NothingProjection.Name, ct)), ("ours", () => RebuildAsync(store, PovertyProjection.ProjectionName, ct)),
            };
            if (round <= peerRounds) works.Insert(2, ("C", () => RebuildAsync(store, Peer.Name, ct)));
            Console.WriteLine($"  round {round}");
            parts.Clear();
            foreach (var (name, run) in works)
            {
                using var cost = new Cost(database);
                var seconds = await run();
                Console.WriteLine($"    {name,-5} {seconds,6:F1} s; {cost}");
                rates[name].Add(written / seconds);
            }
            Console.WriteLine($"    ours by part of a page: {parts}");
        }
        var medians = rates.Where(r => r.Value.Count > 0).ToDictionary(r => r.Key, r => Figures.Median(r.Value));
        Figures.Print("poverty projection, rebuilt", medians["ours"], "N: daemon, a projection of nothing", medians["N"], 0.35);
        if (medians.TryGetValue("C", out var peer)) Figures.Print("poverty projection, rebuilt", medians["ours"], "C: composite, present index alone", peer, 4);
        Figures.Print("N", medians["N"], "R: read and parsed", medians["R"], 0.5);
        await PovertyTableSizes.PrintAsync(database, written, ct);
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

    public static async Task<double> RebuildAsync(IDocumentStore store, string projection, CancellationToken ct)
    {
        using var daemon = await store.BuildProjectionDaemonAsync();
        var watch = Stopwatch.StartNew();
        await daemon.RebuildProjectionAsync(projection, BenchService.Regency, TimeSpan.FromMinutes(30), ct);
        return watch.Elapsed.TotalSeconds;
    }
}
