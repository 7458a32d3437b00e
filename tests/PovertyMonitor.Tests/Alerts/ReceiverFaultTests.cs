using System.Net.Sockets;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>Alerts arrive whatever a receiver does, and none is told what is another's.</summary>
[Collection(AlertApp.Name)]
public sealed class ReceiverFaultTests(AlertApp alerts)
{
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => alerts.App;

    [Fact]
    public async Task A_receiver_that_answers_500_closes_early_or_hangs_gets_the_very_same_later()
    {
        await using var agency = await AgencyEnd.StartAsync(App);
        await App.ReceiveAsync("faulty", "dinsos", agency.Address, "35.22.06.2003");
        var attempt = 0;
        agency.Behave = async (http, _) =>
        {
            switch (Interlocked.Increment(ref attempt))
            {
                case 1: http.Response.StatusCode = 500; break;
                case 2: http.Abort(); break;
                case 3: await Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted); break;
                case 4: http.Response.Redirect("/elsewhere"); break;
            }
        };
        await SubmitPoorAsync("35.22.06.2003");

        var arrivals = await agency.UntilAsync(5);

        Assert.Single(arrivals.Select(a => a.Body).Distinct());
        Assert.All(arrivals, a => Assert.Equal("/", a.Path));
        await App.UntilAsync($"select count(*) = 1 from alert_deliveries where receiver = 'faulty' and state = 'delivered' and attempts = 5");
    }

    [Fact]
    public async Task A_receiver_that_answers_twice_has_taken_it_once()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var requests = 0;
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
                requests++;
                var read = await socket.ReceiveAsync(new byte[64 * 1024], TestContext.Current.CancellationToken);
                const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
                if (read > 0) await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(Answer + Answer), TestContext.Current.CancellationToken);
            }
        }, TestContext.Current.CancellationToken);
        await App.ReceiveAsync("twice", "dinsos", $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/", "35.22.06.2004");
        var poor = await SubmitPoorAsync("35.22.06.2004");

        await App.UntilAsync("select count(*) = 1 from alert_deliveries where receiver = 'twice' and state = 'delivered'");

        Assert.Equal(1, requests);
        Assert.Equal(1L, await App.ScalarAsync<long>($"select count(*) from mt_events e join raised_alerts a on a.id = e.stream_id where e.type = 'alert_delivered' and a.subject = '{poor.HouseholdId}' and a.rule = 'became-poor'"));
        Assert.False(serving.IsCompleted);
    }

    [Fact]
    public async Task One_receiver_that_hangs_delays_no_other()
    {
        await using var hanging = await AgencyEnd.StartAsync(App);
        await using var quick = await AgencyEnd.StartAsync(App);
        hanging.Behave = (http, _) => Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted);
        await App.ReceiveAsync("hanging", "dinsos", hanging.Address, "35.22.07.2001");
        await App.ReceiveAsync("quick", "dinsos", quick.Address, "35.22.07.2001");
        await App.SubmitAsync([.. Enumerable.Range(0, 12).Select(_ => Poor("35.22.07.2001"))]);

        Assert.Equal(12, (await quick.UntilAsync(12)).Select(a => a.Id).Distinct().Count());
        Assert.Equal(0L, await App.ScalarAsync<long>("select count(*) from alert_deliveries where receiver = 'hanging' and state = 'delivered'"));
        Assert.Equal(204, (await App.SendJsonAsync(HttpMethod.Delete, "/api/alert-receivers/hanging", Role.Operator, new { })).Status);
    }

    [Fact]
    public async Task A_receiver_keeps_its_audience_and_its_channel_and_what_it_was_to_get_goes_with_it()
    {
        await App.ReceiveAsync("kept", "dinsos", "http://127.0.0.1:9/", "35.22.07.2002");
        foreach (var body in (object[])[new { audience = "dinkes", channel = "webhook", address = "http://127.0.0.1:9/" }, new { audience = "dinsos", channel = "email", address = "kept@example.test" }])
            Assert.Equal(422, (await App.SendJsonAsync(HttpMethod.Put, "/api/alert-receivers/kept", Role.Operator, body)).Status);
        await App.SubmitAsync(Poor("35.22.07.2002"));
        await App.UntilAsync("select count(*) = 1 from alert_deliveries where receiver = 'kept' and attempts > 0");

        Assert.Equal(204, (await App.SendJsonAsync(HttpMethod.Delete, "/api/alert-receivers/kept", Role.Operator, new { })).Status);
        Assert.Equal("dropped", await App.ScalarAsync<string>("select state from alert_deliveries where receiver = 'kept'"));
    }

    private async Task<Submission> SubmitPoorAsync(string village)
    {
        var poor = Poor(village);
        await App.SubmitAsync(poor);
        return poor;
    }

    private static Submission Poor(string village) => SampleInterview.Of(true, village, "2018-1", Y2018, 4).Unschooled();
}
