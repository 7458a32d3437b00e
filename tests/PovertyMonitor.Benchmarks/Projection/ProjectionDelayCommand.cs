using System.CommandLine;
using System.Diagnostics;
using Npgsql;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Benchmarks.Projection;

/// <summary>How long after a submission is accepted the index shows it, while surveys come in at half the rate at which they can.</summary>
internal static class ProjectionDelayCommand
{
    private static readonly Option<int> _submissions = new("--submissions") { Description = "Submissions at full rate, and again at half of it.", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<int> _most = new("--most") { Description = "Submissions in a request.", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> _clients = new("--clients") { Description = "Requests on their way at once.", DefaultValueFactory = _ => 4 };

    public static Command Create()
    {
        var command = new Command("projection-delay", "Time from the accepted submission to the visible index at half of the intake's peak.") { _submissions, _most, _clients };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(_submissions), parsed.GetValue(_most), parsed.GetValue(_clients), ct));
        return command;
    }

    private static async Task RunAsync(int submissions, int most, int clients, CancellationToken ct)
    {
        await using var service = await BenchService.StartAsync(projections: true);
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await JsonClients.SendAsync(service, Census.Requests(submissions / 4, most, 1), clients);
        await UntilAsync(database, await LastAsync(database, ct), [], ct);

        var full = Census.Requests(submissions, most, 2);
        var peak = full.Sum(r => r.Lines.Length) / await JsonClients.SendAsync(service, full, clients);
        var watch = Stopwatch.StartNew();
        await UntilAsync(database, await LastAsync(database, ct), [], ct);
        Console.WriteLine($"\n  peak with the index following: {peak:N0} submissions/s; the index was there {watch.Elapsed.TotalSeconds:F1} s after the last");

        var accepted = new List<(long Sequence, long At)>();
        var seen = new List<(long Sequence, long At)>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = UntilAsync(database, long.MaxValue, seen, end.Token);
        await SendPacedAsync(service, database, Census.Requests(submissions, most, 3), peak / 2, clients, accepted, ct);
        await UntilAsync(database, accepted.Max(a => a.Sequence), [], ct);
        await end.CancelAsync();
        await watching;

        var delays = accepted.Select(a => Stopwatch.GetElapsedTime(a.At, seen.First(s => s.Sequence >= a.Sequence).At).TotalMilliseconds).Select(d => Math.Max(0, d)).Order().ToList();
        Console.WriteLine($"  at {peak / 2:N0} submissions/s: accepted to visible p50 {delays[delays.Count / 2]:F0} ms, p99 {delays[(int)(delays.Count * 0.99)]:F0} ms, at most {delays[^1]:F0} ms ({delays.Count} requests of {most})");
    }

    private static async Task SendPacedAsync(
        BenchService service, NpgsqlDataSource database, List<SurveyRequest> requests, double rate, int clients, List<(long, long)> accepted, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = service.Address };
        var (sent, begun) = (0, Stopwatch.GetTimestamp());
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = ct }, async (request, token) =>
        {
            var due = TimeSpan.FromSeconds((Interlocked.Add(ref sent, request.Lines.Length) - request.Lines.Length) / rate) - Stopwatch.GetElapsedTime(begun);
            if (due > TimeSpan.Zero) await Task.Delay(due, token);
            await JsonClients.SendAsync(http, service.Tokens.Of(request.Villages), request, token);
            var at = Stopwatch.GetTimestamp();
            var sequence = await LastAsync(database, token);
            lock (accepted) accepted.Add((sequence, at));
        });
    }

    private static async Task<long> LastAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select coalesce(max(seq_id), 0) from mt_events where tenant_id = '35.22'");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task UntilAsync(NpgsqlDataSource database, long sequence, List<(long, long)> seen, CancellationToken ct)
    {
        var last = 0L;
        try
        {
            while (last < sequence)
            {
                await using var command = database.CreateCommand($"select coalesce(max(sequence), 0) from {PovertyTables.Progress} where tenant_id = '35.22'");
                var now = (long)(await command.ExecuteScalarAsync(ct))!;
                if (now > last) seen.Add((last = now, Stopwatch.GetTimestamp()));
                else await Task.Delay(5, ct);
            }
        }
        catch (OperationCanceledException) when (sequence == long.MaxValue)
        {
        }
    }
}
