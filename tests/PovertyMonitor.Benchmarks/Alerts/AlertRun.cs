using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts;
using PovertyMonitor.Benchmarks.Files;
using PovertyMonitor.Benchmarks.Intake;

namespace PovertyMonitor.Benchmarks.Alerts;

/// <summary>One service, some receivers, a burst of surveys for the rate and single ones for the delay.</summary>
internal static class AlertRun
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>What was measured.</summary>
    /// <param name="Alerts">Alerts of the burst.</param>
    /// <param name="PerSecond">Of them a second, from the first event recorded to the last receiver that answers having the last one.</param>
    /// <param name="Bare">What a bare outbox brings to one receiver a second.</param>
    /// <param name="Answering">Receivers that answer.</param>
    /// <param name="ToAttempt">Milliseconds from the event to the attempt, median.</param>
    /// <param name="Median">Milliseconds from the event to its arrival, median.</param>
    /// <param name="P99">The same, 99th percentile.</param>
    /// <param name="Cost">What the burst cost, intake and figures with it.</param>
    public sealed record Result(int Alerts, double PerSecond, double Bare, int Answering, double ToAttempt, double Median, double P99, Cost Cost);

    public static async Task<Result> MeasureAsync(int count, bool oneHangs, int households, int paced, CancellationToken ct)
    {
        var receivers = new List<CountingReceiver>();
        try
        {
            for (var i = 0; i < count; i++) receivers.Add(await CountingReceiver.StartAsync(oneHangs && i == 0));
            await using var service = await BenchService.StartAsync(projections: true, services => services.Configure<AlertOptions>(o =>
            {
                o.AllowedNetworks = ["127.0.0.0/8"];
                o.QuietFrom = o.QuietUntil = "00:00";
            }));
            await PrepareAsync(service, receivers, ct);
            return await MeasureAsync(service, [.. receivers.Skip(oneHangs ? 1 : 0)], households, paced, ct);
        }
        finally
        {
            foreach (var receiver in receivers) await receiver.DisposeAsync();
        }
    }

    private static async Task<Result> MeasureAsync(BenchService service, List<CountingReceiver> good, int households, int paced, CancellationToken ct)
    {
        // What is compiled at first use is not what is measured.
        await JsonClients.SendAsync(service, Census.Requests(200, 50, seed: 1), 1);
        var warm = await ArrivedAsync(service, good, ct);
        await BareOutbox.RunAsync(service.ConnectionString, good[0], 200, ct);
        var bare = await BareOutbox.RunAsync(service.ConnectionString, good[0], households, ct);
        var burst = new Dictionary<Guid, Instant>();
        var cost = await Cost.OfAsync(service.ConnectionString, 1, async () =>
        {
            await JsonClients.SendAsync(service, Census.Requests(households, 1000, seed: 2), 2);
            burst = (await ArrivedAsync(service, good, ct)).Where(a => !warm.ContainsKey(a.Key)).ToDictionary();
        });
        var seconds = (good.Max(r => burst.Keys.Max(id => r.FirstSeen[id])) - burst.Values.Min()).TotalSeconds;
        using var beat = new PeriodicTimer(Pace);
        foreach (var request in Census.Requests(paced, 1, seed: 3))
        {
            await beat.WaitForNextTickAsync(ct);
            await JsonClients.SendAsync(service, [request], 1);
        }
        var later = (await ArrivedAsync(service, good, ct)).Where(a => !warm.ContainsKey(a.Key) && !burst.ContainsKey(a.Key)).ToList();
        var delays = later.SelectMany(a => good.Select(r => (r.FirstSeen[a.Key] - a.Value).TotalMilliseconds)).Order().ToList();
        return new(burst.Count, burst.Count / seconds, bare, good.Count, await ToAttemptAsync(service, later, ct),
            delays[delays.Count / 2], delays[(int)(delays.Count * 0.99)], cost);
    }

    private static async Task PrepareAsync(BenchService service, List<CountingReceiver> receivers, CancellationToken ct)
    {
        using var http = service.Operator();
        (await http.PutAsJsonAsync("api/alerts/baseline", new { round = (string?)null }, ct)).EnsureSuccessStatusCode();
        await AlertOfNearlyAllAsync(http, ct);
        foreach (var (index, receiver) in receivers.Index())
            (await http.PutAsJsonAsync($"api/alert-receivers/r{index}-x", new { audience = "dinsos", channel = "webhook", address = receiver.Address }, ct)).EnsureSuccessStatusCode();
        await service.OpenRoundAsync(Census.Round);
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
