using System.CommandLine;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Platform;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Benchmarks.Projection;

/// <summary>The cost of an event, and the memory, in logs of different length.</summary>
internal static class ProjectionScaleCommand
{
    private static readonly Option<int[]> _events = new("--events") { Description = "Events of households in each log, the shortest first.", DefaultValueFactory = _ => [100_000, 2_000_000] };

    public static Command Create()
    {
        var command = new Command("projection-scale", "The cost of an event in longer logs, against the shortest.") { _events };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(_events)!, ct));
        return command;
    }

    private static async Task RunAsync(int[] sizes, CancellationToken ct)
    {
        var first = 0.0;
        foreach (var size in sizes.Prepend(sizes[0] / 4))
        {
            await using var service = await BenchService.StartAsync(projections: false);
            await using var database = NpgsqlDataSource.Create(service.ConnectionString);
            var written = await FilledLog.FillAsync(service.Services.GetRequiredService<NpgsqlDataSource>(), service.Services.GetRequiredService<EventAppend>(), size, surveys: 3);
            using var cost = new Cost(database);
            var seconds = await ProjectionCommand.RebuildAsync(service.Services.GetRequiredService<IDocumentStore>(), PovertyProjection.ProjectionName, ct);
            // The first one warms up.
            if (size == sizes[0] / 4) continue;
            var micros = seconds * 1e6 / written;
            if (first == 0) first = micros;
            Console.WriteLine($"  {written,12:N0} events: {micros,6:F1} µs an event, {micros / first:F2} times the shortest (expected at most 1.5); {cost}");
        }
    }
}
