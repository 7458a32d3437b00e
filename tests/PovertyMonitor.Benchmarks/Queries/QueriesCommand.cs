using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Benchmarks.Projection;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Benchmarks.Queries;

/// <summary>
/// Figures over HTTP: a village's index against the same answer served by a bare Npgsql minimal API, in turns in one run; then the waiting
/// time of the index, the list of villages and the search of households while surveys come in and the figures follow.
/// </summary>
internal static class QueriesCommand
{
    private static readonly Option<int> _households = new("--households") { Description = "Households in the log, visited in two rounds.", DefaultValueFactory = _ => 40_000 };
    private static readonly Option<int> _rounds = new("--rounds") { Description = "Timed rounds.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> _seconds = new("--seconds") { Description = "Seconds of each.", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> _clients = new("--clients") { Description = "Clients at once.", DefaultValueFactory = _ => 8 };
    private static readonly Option<int> _intake = new("--intake") { Description = "Submissions a second that come in meanwhile.", DefaultValueFactory = _ => 100 };

    public static Command Create()
    {
        var command = new Command("queries", "Requests per second and waiting time of figures, side by side with a bare API and under intake.") { _households, _rounds, _seconds, _clients, _intake };
        command.SetAction((parsed, ct) => RunAsync(new(parsed.GetValue(_households), parsed.GetValue(_rounds), TimeSpan.FromSeconds(parsed.GetValue(_seconds)), parsed.GetValue(_clients), parsed.GetValue(_intake)), ct));
        return command;
    }

    private static async Task RunAsync(QueriesPlan plan, CancellationToken ct)
    {
        await using var service = await BenchService.StartAsync(projections: true);
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        var written = await FilledLog.FillAsync(service.Services.GetRequiredService<NpgsqlDataSource>(), service.Services.GetRequiredService<EventAppend>(), plan.Households * 3, 2);
        await CaughtUp.WaitAsync(database, ct);
        await using (var analyze = database.CreateCommand("analyze")) await analyze.ExecuteNonQueryAsync(ct);
        Console.WriteLine($"\n{written:N0} events of {plan.Households:N0} households, {Environment.ProcessorCount} processors shared by clients, service, bare API and PostgreSQL; {plan.Clients} clients, medians of {plan.Rounds} rounds of {plan.Time.TotalSeconds:F0} s");

        using var planner = service.Client(Role.Planner);
        using var dinsos = service.Client(Role.Dinsos);
        await using var bare = await BareIndex.StartAsync(service.ConnectionString, planner, ct);
        using var peer = new HttpClient { BaseAddress = bare.Address };
        await IndexRatio.PrintAsync(plan, planner, peer, bare.Villages, ct);
        await WaitingTimes.PrintAsync(plan, service, planner, dinsos, bare.Villages, ct);
        await CaughtUp.WaitAsync(database, ct);
    }
}

/// <summary>How much is asked.</summary>
/// <param name="Households">Households in the log.</param>
/// <param name="Rounds">Timed rounds.</param>
/// <param name="Time">How long each is.</param>
/// <param name="Clients">Clients at once.</param>
/// <param name="Intake">Submissions a second that come in meanwhile.</param>
internal sealed record QueriesPlan(int Households, int Rounds, TimeSpan Time, int Clients, int Intake);
