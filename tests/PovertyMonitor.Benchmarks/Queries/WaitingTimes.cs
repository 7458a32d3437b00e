using System.Diagnostics;
using PovertyMonitor.Benchmarks.Intake;

namespace PovertyMonitor.Benchmarks.Queries;

/// <summary>How long answers take, at rest and while surveys come in at a steady rate and the figures follow.</summary>
internal static class WaitingTimes
{
    private const int AtOnce = 20;

    public static async Task PrintAsync(QueriesPlan plan, BenchService service, HttpClient planner, HttpClient dinsos, IReadOnlyList<string> villages, CancellationToken ct)
    {
        (string Name, HttpClient Http, Func<int, string> Path)[] questions =
        [
            ("village index", planner, n => $"api/villages/{villages[n % villages.Count]}/index"),
            ("village index of a round", planner, n => $"api/villages/{villages[n % villages.Count]}/index?round={Census.Round}"),
            ("list of villages, poorest first", planner, _ => "api/villages?sort=-m0"),
            ("household search, a district's poor", dinsos, n => $"api/households?area={villages[n % villages.Count][..8]}&status=poor&deprived=cooking-fuel&limit=100"),
            ("household search, by score, regency", dinsos, _ => "api/households?status=poor&sort=score&limit=100"),
            ("village as known at half the log", planner, n => $"api/villages/{villages[n % villages.Count]}/index?knownAt={plan.Households}"),
        ];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var requests = Census.Requests(plan.Intake * (int)plan.Time.TotalSeconds * (questions.Length + 2), AtOnce, seed: 4711);
        var rest = new List<Asked>();
        foreach (var (_, http, path) in questions) rest.Add(await Asking.ForAsync(plan.Time, plan.Clients, http, path, ct));
        var intake = SendAsync(service, requests, plan.Intake, stop.Token);
        Console.WriteLine($"  waiting time in ms, {plan.Clients} clients of one question at a time; under intake: {plan.Intake} submissions a second sent in requests of at most {AtOnce}");
        Console.WriteLine($"    {"",-38} {"at rest/s",10} {"p50",7} {"p99",7}   {"intake/s",9} {"p50",7} {"p99",7}");
        for (var q = 0; q < questions.Length; q++)
        {
            var asked = await Asking.ForAsync(plan.Time, plan.Clients, questions[q].Http, questions[q].Path, ct);
            Console.WriteLine($"    {questions[q].Name,-38} {rest[q].Rate,10:N0} {rest[q].Within(0.5),7:F1} {rest[q].Within(0.99),7:F1}   {asked.Rate,9:N0} {asked.Within(0.5),7:F1} {asked.Within(0.99),7:F1}");
        }
        await stop.CancelAsync();
        var (sent, seconds) = await intake;
        Console.WriteLine($"  taken meanwhile: {sent:N0} submissions, {sent / seconds:N0} a second");
    }

    // A steady stream: who is late sends at once, so that slow answers don't make the load smaller.
    private static async Task<(int Sent, double Seconds)> SendAsync(BenchService service, List<SurveyRequest> requests, int rate, CancellationToken stop)
    {
        var (watch, sent) = (Stopwatch.StartNew(), 0);
        foreach (var request in requests)
        {
            var due = TimeSpan.FromSeconds((double)sent / rate) - watch.Elapsed;
            try
            {
                if (due > TimeSpan.Zero) await Task.Delay(due, stop);
                if (stop.IsCancellationRequested) break;
                await JsonClients.SendAsync(service, [request], 1);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            sent += request.Lines.Length;
        }
        return (sent, watch.Elapsed.TotalSeconds);
    }
}
