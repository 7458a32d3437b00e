using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts;
using PovertyMonitor.Benchmarks.Intake;

namespace PovertyMonitor.Benchmarks.Alerts;

/// <summary>The command <c>alerts</c>: from the event to the agency, alone, with five receivers, and with one of them hanging.</summary>
internal static class AlertsCommand
{
    private static readonly Option<int> Households = new("--households") { Description = "Surveyed at once, for the rate.", DefaultValueFactory = _ => 2000 };
    private static readonly Option<int> Paced = new("--paced") { Description = "Surveyed one by one, for the delay.", DefaultValueFactory = _ => 200 };
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    // A run that is not through by then says so and ends: something hangs.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    public static Command Create()
    {
        var command = new Command("alerts", "Alerts per second to local receivers, and the delay from event to delivery.") { Households, Paced };
        command.SetAction(async (parsed, ct) =>
        {
            Console.WriteLine($"  {"receivers",-24} {"alerts",8} {"alerts/s",9} {"deliveries/s",13} {"to attempt",11} {"p50",9} {"p99",9}");
            foreach (var (name, count, oneHangs) in (IEnumerable<(string, int, bool)>)[("one", 1, false), ("five", 5, false), ("five, one of them hangs", 5, true)])
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
                limit.CancelAfter(Longest);
                try
                {
                    await RunAsync(name, count, oneHangs, parsed.GetValue(Households), parsed.GetValue(Paced), limit.Token);
                }
                catch (OperationCanceledException) when (!ct.IsCancellationRequested)
                {
                    Console.WriteLine($"  {name,-24} not through after {Longest.TotalSeconds} s");
                }
            }
        });
        return command;
    }

    private static async Task RunAsync(string name, int count, bool oneHangs, int households, int paced, CancellationToken ct)
    {
        var receivers = new List<CountingReceiver>();
        for (var i = 0; i < count; i++) receivers.Add(await CountingReceiver.StartAsync(oneHangs && i == 0));
        await using var service = await BenchService.StartAsync(projections: true, services => services.Configure<AlertOptions>(o =>
        {
            o.AllowedNetworks = ["127.0.0.0/8"];
            o.QuietFrom = o.QuietUntil = "00:00";
        }));
        using var http = service.Operator();
        (await http.PutAsJsonAsync("api/alerts/baseline", new { round = (string?)null }, ct)).EnsureSuccessStatusCode();
        await AlertOfNearlyAllAsync(http, ct);
        foreach (var (index, receiver) in receivers.Index())
            (await http.PutAsJsonAsync($"api/alert-receivers/r{index}-x", new { audience = "dinsos", channel = "webhook", address = receiver.Address }, ct)).EnsureSuccessStatusCode();
        await service.OpenRoundAsync(Census.Round);
        List<CountingReceiver> good = [.. receivers.Skip(oneHangs ? 1 : 0)];

        // What is compiled at first use is not what is measured.
        await JsonClients.SendAsync(service, Census.Requests(200, 50, seed: 1), 1);
        var warm = await ArrivedAsync(service, good, ct);
        await JsonClients.SendAsync(service, Census.Requests(households, 1000, seed: 2), 2);
        var all = await ArrivedAsync(service, good, ct);
        var burst = all.Where(a => !warm.ContainsKey(a.Key)).ToDictionary();
        var seconds = (good.Max(r => burst.Keys.Max(id => r.FirstSeen[id])) - burst.Values.Min()).TotalSeconds;
        using var beat = new PeriodicTimer(Pace);
        foreach (var request in Census.Requests(paced, 1, seed: 3))
        {
            await beat.WaitForNextTickAsync(ct);
            await JsonClients.SendAsync(service, [request], 1);
        }
        var later = (await ArrivedAsync(service, good, ct)).Where(a => !all.ContainsKey(a.Key)).ToList();
        var delays = later.SelectMany(a => good.Select(r => (r.FirstSeen[a.Key] - a.Value).TotalMilliseconds)).Order().ToList();
        Console.WriteLine($"  {name,-24} {burst.Count,8:N0} {burst.Count / seconds,9:N0} {burst.Count * good.Count / seconds,13:N0} {await ToAttemptAsync(service, later, ct),8:N0} ms {delays[delays.Count / 2],6:N0} ms {delays[(int)(delays.Count * 0.99)],6:N0} ms");
        foreach (var receiver in receivers) await receiver.DisposeAsync();
    }

    // A tenth of the made-up households is poor: by a lower threshold there are enough for a rate.
    private static async Task AlertOfNearlyAllAsync(HttpClient http, CancellationToken ct)
    {
        var rules = JsonNode.Parse(await http.GetStringAsync(new Uri("api/alert-rules", UriKind.Relative), ct))!["rules"]!.AsArray();
        var rule = rules.Single(r => (string)r!["code"]! == "became-poor")!["rule"]!.DeepClone();
        rule["enter"] = "1/18";
        (await http.PutAsJsonAsync("api/alert-rules/became-poor", new { rule, isOn = true }, ct)).EnsureSuccessStatusCode();
    }

    // The median time from the event to the attempt: until it is found, kept and planned.
    private static async Task<double> ToAttemptAsync(BenchService service, IEnumerable<KeyValuePair<Guid, Instant>> alerts, CancellationToken ct)
    {
        await using var database = new NpgsqlDataSourceBuilder(service.ConnectionString).Build();
        await using var command = database.CreateCommand("""
            select percentile_cont(0.5) within group (order by extract(epoch from d.first_attempt_at - a.raised_at)::float8 * 1000)
            from raised_alerts a join alert_deliveries d on d.alerts @> array[a.id] where a.id = any($1)
            """);
        command.Parameters.Add(new() { Value = alerts.Select(a => a.Key).ToArray() });
        return await command.ExecuteScalarAsync(ct) as double? ?? double.NaN;
    }

    // When each alert's event was recorded, as soon as every receiver that answers has all of them.
    private static async Task<Dictionary<Guid, Instant>> ArrivedAsync(BenchService service, List<CountingReceiver> receivers, CancellationToken ct)
    {
        await using var database = new NpgsqlDataSourceBuilder(service.ConnectionString).Build();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await beat.WaitForNextTickAsync(ct))
        {
            await using var behind = database.CreateCommand("""
                select exists (select 1 from mt_event_progression p where p.name = 'alerts:All:35.22'
                    and p.last_seq_id < (select max(seq_id) from mt_events where tenant_id = '35.22' and type = 'interview_completed'))
                """);
            if ((bool)(await behind.ExecuteScalarAsync(ct))!) continue;
            var raised = new Dictionary<Guid, Instant>();
            await using var command = database.CreateCommand("select id, raised_at from raised_alerts where audience = 'dinsos' and rule <> 'left-poverty'");
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) raised.Add(row.GetGuid(0), Instant.FromDateTimeOffset(row.GetFieldValue<DateTimeOffset>(1)));
            if (raised.Count > 0 && receivers.All(r => raised.Keys.All(r.FirstSeen.ContainsKey))) return raised;
        }
        throw new OperationCanceledException(ct);
    }
}
