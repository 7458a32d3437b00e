using PovertyMonitor.Benchmarks.Intake;

namespace PovertyMonitor.Benchmarks.Queries;

/// <summary>A village's index against the bare API, in turns.</summary>
internal static class IndexRatio
{
    public static async Task PrintAsync(QueriesPlan plan, HttpClient service, HttpClient bare, IReadOnlyList<string> villages, CancellationToken ct)
    {
        string Path(int number) => $"api/villages/{villages[number % villages.Count]}/index";
        var (ours, theirs) = (new List<Asked>(), new List<Asked>());
        foreach (var http in (HttpClient[])[service, bare]) await WarmUp.UntilCompiledAsync(() => Asking.ForAsync(plan.Time, plan.Clients, http, Path, ct));
        for (var round = 1; round <= plan.Rounds; round++)
        {
            ours.Add(await Asking.ForAsync(plan.Time, plan.Clients, service, Path, ct));
            theirs.Add(await Asking.ForAsync(plan.Time, plan.Clients, bare, Path, ct));
        }
        Figures.Print("village index", Figures.Median(ours.Select(a => a.Rate)), "bare: the answer as one row", Figures.Median(theirs.Select(a => a.Rate)), 0.8);
        Console.WriteLine($"  waiting time p50 / p99: ours {Figures.Median(ours.Select(a => a.Within(0.5))):F1} / {Figures.Median(ours.Select(a => a.Within(0.99))):F1} ms, bare {Figures.Median(theirs.Select(a => a.Within(0.5))):F1} / {Figures.Median(theirs.Select(a => a.Within(0.99))):F1} ms");
    }
}
