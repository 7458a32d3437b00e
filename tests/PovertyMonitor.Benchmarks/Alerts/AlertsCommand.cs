using System.CommandLine;

namespace PovertyMonitor.Benchmarks.Alerts;

/// <summary>The command <c>alerts</c>: from the event to the agency, to one receiver, to five, and to five of which one hangs, each beside a bare outbox.</summary>
internal static class AlertsCommand
{
    private static readonly Option<int> Households = new("--households") { Description = "Surveyed at once, for the rate.", DefaultValueFactory = _ => 2000 };
    private static readonly Option<int> Paced = new("--paced") { Description = "Surveyed one by one, for the delay.", DefaultValueFactory = _ => 200 };
    private static readonly Option<int> Seconds = new("--seconds") { Description = "How long each of the three may take; what is not through by then says so and ends.", DefaultValueFactory = _ => 120 };

    private static readonly (string Name, int Receivers, bool OneHangs)[] Scenes = [("one", 1, false), ("five", 5, false), ("five, one of them hangs", 5, true)];

    public static Command Create()
    {
        var command = new Command("alerts", "Alerts per second to local receivers beside a bare outbox, and the delay from event to delivery.") { Households, Paced, Seconds };
        command.SetAction(async (parsed, ct) =>
        {
            Console.WriteLine($"  {"receivers",-24} {"alerts",8} {"alerts/s",9} {"bare/s",9} {"ratio",6} {"deliveries/s",13} {"to attempt",11} {"p50",9} {"p99",9}");
            var results = new List<AlertRun.Result>();
            foreach (var (name, receivers, oneHangs) in Scenes)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
                limit.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(Seconds)));
                try
                {
                    var result = await AlertRun.MeasureAsync(receivers, oneHangs, parsed.GetValue(Households), parsed.GetValue(Paced), limit.Token);
                    Console.WriteLine($"  {name,-24} {result.Alerts,8:N0} {result.PerSecond,9:N0} {result.Bare,9:N0} {result.PerSecond / result.Bare,6:F2} {result.PerSecond * result.Answering,13:N0} {result.ToAttempt,8:N0} ms {result.Median,6:N0} ms {result.P99,6:N0} ms");
                    Console.WriteLine($"    an alert with its survey: {result.Cost.Processor.Own.TotalMicroseconds / result.Alerts:N0} microseconds of this process (clients and receivers with it) and {result.Cost.Processor.Database.TotalMicroseconds / result.Alerts:N0} of PostgreSQL, {(double)result.Cost.Transactions / result.Alerts:F1} transactions");
                    results.Add(result);
                }
                catch (OperationCanceledException) when (!ct.IsCancellationRequested)
                {
                    Console.WriteLine($"  {name,-24} not through after {parsed.GetValue(Seconds)} s");
                }
            }
            if (results is [_, var five, var hanging])
                Console.WriteLine($"  One of five hanging: alerts/s x {hanging.PerSecond / five.PerSecond:F2}, p50 x {hanging.Median / five.Median:F2}, p99 x {hanging.P99 / five.P99:F2} of five that answer.");
        });
        return command;
    }
}
