using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using StandardWebhooks;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>How alerts arrive at agencies, whatever these do.</summary>
public sealed class AlertDeliveryTests(AlertApp alerts, PostgresServer server) : IClassFixture<AlertApp>
{
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => alerts.App;

    [Fact]
    public async Task A_webhook_is_a_signed_CloudEvent_with_what_is_needed_and_no_identity()
    {
        await using var agency = await AgencyEnd.StartAsync();
        var secret = await App.ReceiveAsync("signed", "dinsos", $"{agency.Address}/dinsos", "35.22.06.2001");
        var interview = await SubmitPoorAsync("35.22.06.2001");

        var arrival = Assert.Single(await agency.UntilAsync(1));

        new StandardWebhook(secret).Verify(arrival.Body, arrival.Headers);
        Assert.Equal(("/dinsos", "1.0", "povertymonitor.alert.raised.v1", "application/json"),
            (arrival.Path, (string)arrival.Json["specversion"]!, arrival.Type, (string)arrival.Json["datacontenttype"]!));
        Assert.Equal((arrival.Id, $"{arrival.Id}"), ((Guid)arrival.Json["data"]!["id"]!, arrival.Headers["webhook-id"].ToString()));
        Assert.Equal(("became-poor", $"{interview.HouseholdId}", "1/3"), ((string)arrival.Json["data"]!["kind"]!, (string)arrival.Json["data"]!["household"]!, (string)arrival.Json["data"]!["value"]!));
        Assert.EndsWith($"/inbox?alert={arrival.Id}", (string)arrival.Json["data"]!["link"]!, StringComparison.Ordinal);
        await App.UntilAsync($"select state = 'delivered' from raised_alerts where id = '{arrival.Id}'");
    }

    [Fact]
    public async Task During_a_change_of_secrets_both_hold_and_neither_lies_open()
    {
        await using var agency = await AgencyEnd.StartAsync();
        var old = await App.ReceiveAsync("rotated", "dinsos", agency.Address, "35.22.06.2002");
        var (_, body) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-receivers/rotated/secrets", Role.Operator, new { });
        await SubmitPoorAsync("35.22.06.2002");

        var arrival = Assert.Single(await agency.UntilAsync(1));

        Assert.NotEqual(old, (string)body!["secret"]!);
        Assert.True(IsSigned(old, arrival.Body, arrival.Headers));
        Assert.True(IsSigned((string)body["secret"]!, arrival.Body, arrival.Headers));
        Assert.False(IsSigned(old, arrival.Body.Replace("became", "become", StringComparison.Ordinal), arrival.Headers));
        Assert.Empty(await App.TablesWithAsync([Convert.ToHexString(Convert.FromBase64String(old["whsec_".Length..])), old, agency.Address]));
    }

    [Fact]
    public async Task A_receiver_that_answers_500_closes_early_or_hangs_gets_the_very_same_later()
    {
        await using var agency = await AgencyEnd.StartAsync();
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
        await using var hanging = await AgencyEnd.StartAsync();
        await using var quick = await AgencyEnd.StartAsync();
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

    [Fact]
    public async Task What_is_withdrawn_is_told_to_whoever_was_told_before()
    {
        await using var agency = await AgencyEnd.StartAsync();
        await App.ReceiveAsync("withdrawn", "dinsos", agency.Address, "35.22.07.2002");
        var interview = await SubmitPoorAsync("35.22.07.2002");
        await agency.UntilAsync(1);
        await App.UntilAsync($"select state = 'delivered' from raised_alerts where rule = 'became-poor' and subject = '{interview.HouseholdId}'");
        await App.SubmitAsync(SampleInterview.Of(false, "35.22.07.2002", "2018-1", Y2018, 4, interview.HouseholdId) with { Corrects = interview.SubmissionId });

        var arrivals = await agency.UntilAsync(2);

        Assert.Equal(["povertymonitor.alert.raised.v1", "povertymonitor.alert.withdrawn.v1"], arrivals.Select(a => a.Type));
        Assert.NotEqual(arrivals[0].Id, arrivals[1].Id);
        Assert.Equal(arrivals[0].Json["data"]!["id"]!.ToString(), arrivals[1].Json["data"]!["id"]!.ToString());
    }

    [Theory]
    [InlineData("http://10.0.0.1/x")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]:5080/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    public async Task A_webhook_does_not_reach_into_the_servers_own_network(string address)
    {
        var code = $"inside-{Math.Abs(address.GetHashCode(StringComparison.Ordinal)) % 1000}";
        await App.ReceiveAsync(code, "dinsos", address, "35.22.07.2003");
        await SubmitPoorAsync("35.22.07.2003");

        await App.UntilAsync($"select count(*) >= 1 from alert_deliveries where receiver = '{code}' and last_error = 'address not allowed' and state = 'pending'");

        await App.SendJsonAsync(HttpMethod.Delete, $"/api/alert-receivers/{code}", Role.Operator, new { });
    }

    [Fact]
    public async Task After_the_days_of_retrying_it_is_a_dead_letter_that_an_operator_sees_and_replays()
    {
        await using var agency = await AgencyEnd.StartAsync();
        await using var app = await TestApp.StartAsync(server, [.. TestAppAlerts.Settings, ("PovertyMonitor:Alerts:RetrySeconds", "1")]);
        await app.WithoutBaselineAsync();
        var broken = true;
        agency.Behave = (http, _) => Task.FromResult(http.Response.StatusCode = broken ? 503 : 200);
        await app.ReceiveAsync("dying", "dinsos", agency.Address);
        await app.SubmitAsync(Poor("35.22.07.2004"));
        await app.UntilAsync("select count(*) = 1 from alert_deliveries where state = 'dead'");
        var dead = Assert.Single((await app.GetAsync("/api/alert-deliveries?state=dead", Role.Operator)).AsArray());
        Assert.Equal(("dying", "answered 503"), ((string)dead!["receiver"]!, (string)dead["lastError"]!));

        broken = false;
        Assert.Equal(202, (await app.SendJsonAsync(HttpMethod.Post, $"/api/alert-deliveries/{dead["delivery"]}/replay", Role.Operator, new { })).Status);
        await app.UntilAsync("select count(*) = 1 from alert_deliveries where state = 'delivered'");

        Assert.Single(agency.Arrivals.Select(a => a.Body).Distinct());
        Assert.Equal("alert.not_dead", (string)(await app.SendJsonAsync(HttpMethod.Post, $"/api/alert-deliveries/{dead["delivery"]}/replay", Role.Operator, new { })).Body!["code"]!);
    }

    [Fact]
    public async Task In_quiet_hours_the_severe_goes_out_and_the_rest_waits_even_where_it_is_asked_for()
    {
        await using var agency = await AgencyEnd.StartAsync();
        var now = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).TimeOfDay;
        string Time(LocalTime time) => $"{time.Hour:00}:{time.Minute:00}";
        await using var app = await TestApp.StartAsync(server,
            [.. TestAppAlerts.Settings, ("PovertyMonitor:Alerts:QuietFrom", Time(now.PlusHours(-1))), ("PovertyMonitor:Alerts:QuietUntil", Time(now.PlusHours(2)))]);
        await app.WithoutBaselineAsync();
        await app.ReceiveAsync("night", "dinsos", agency.Address);
        var poor = Poor("35.22.07.2005");
        // In nothing but child mortality, schooling and housing sound: half of all with the household's kitchen and water gone.
        var housing = poor.Answers!.Housing with { CookingFuel = PovertyMonitor.Households.Questionnaire.CookingFuel.Wood, Sanitation = PovertyMonitor.Households.Questionnaire.Sanitation.OpenDefecation, Electricity = PovertyMonitor.Households.Questionnaire.Electricity.None };
        await app.SubmitAsync(poor, Poor("35.22.07.2005") with { Answers = poor.Answers with { Housing = housing } });

        var severe = Assert.Single(await agency.UntilAsync(1));
        await app.UntilAsync("select count(*) = 3 from alert_deliveries");
        var waiting = (await app.GetAsync("/api/alert-deliveries?state=pending", Role.Operator)).AsArray();
        Assert.Equal("became-severely-poor", (string)severe.Json["data"]!["kind"]!);
        Assert.Equal(2, waiting.Count);
        Assert.Equal(202, (await app.SendJsonAsync(HttpMethod.Post, $"/api/alert-deliveries/{waiting[0]!["delivery"]}/replay", Role.Operator, new { })).Status);
        await app.UntilAsync($"select next_attempt_at > now() + interval '1 hour' and attempts = 0 from alert_deliveries where id = '{waiting[0]!["delivery"]}'");
        Assert.Single(agency.Arrivals);
    }

    [Fact]
    public async Task Digests_go_out_once_per_village_and_day_by_webhook_and_mail_also_when_the_mail_server_was_down()
    {
        var port = FreePort();
        await using var agency = await AgencyEnd.StartAsync();
        var soon = Instant.FromDateTimeOffset(DateTimeOffset.UtcNow).Plus(Duration.FromSeconds(20)).InZone(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).TimeOfDay;
        await using var app = await TestApp.StartAsync(server,
        [
            .. TestAppAlerts.Settings, ("PovertyMonitor:Alerts:DigestAt", $"{soon.Hour:00}:{soon.Minute:00}:{soon.Second:00}"),
            ("PovertyMonitor:Alerts:Mail:Host", "127.0.0.1"), ("PovertyMonitor:Alerts:Mail:Port", $"{port}"), ("PovertyMonitor:Alerts:Mail:RequireTls", "false"),
        ]);
        await app.WithoutBaselineAsync();
        await app.ReceiveAsync("hook", "dinsos", agency.Address);
        Assert.Equal(200, (await app.SendJsonAsync(HttpMethod.Put, "/api/alert-receivers/mail", Role.Operator, new { audience = "dinsos", channel = "email", address = "dinsos@example.test", language = "en" })).Status);
        Submission[] poor = [Poor("35.22.08.2001"), Poor("35.22.08.2001"), Poor("35.22.08.2002")];
        await app.SubmitAsync(poor);
        await app.SubmitAsync([.. poor.Select(p => SampleInterview.Of(false, p.Place.Village, "2018-2", Y2018 + Duration.FromDays(90), 4, p.HouseholdId))]);
        // Became poor: three webhooks and one e-mail digest; left poverty: a digest per village for each of the two.
        await app.UntilAsync("select count(*) >= 1 from alert_deliveries where receiver = 'mail' and last_error like 'mail server%'");
        var sink = new MailSink();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(sink);
        var smtp = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(e => e.Port(port).IsSecure(false)).Build(), services);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = smtp.StartAsync(stop.Token);

        await app.UntilAsync("select count(*) = count(*) filter (where state = 'delivered') and count(*) filter (where is_digest) = 5 from alert_deliveries");

        var digests = agency.Arrivals.Where(a => a.Type == "povertymonitor.alert.digest.v1").ToList();
        Assert.Equal([1, 2], digests.Select(d => d.Json["data"]!["alerts"]!.AsArray().Count).Order());
        Assert.Equal(3, agency.Arrivals.Count(a => a.Type == "povertymonitor.alert.raised.v1"));
        Assert.Equal(3, sink.Messages.Count);
        Assert.All(sink.Messages, m => Assert.Contains("/inbox?alert=", m.TextBody, StringComparison.Ordinal));
        Assert.All(sink.Messages, m => Assert.Contains("<h2>", m.HtmlBody, StringComparison.Ordinal));
        Assert.Contains(sink.Messages, m => m.Subject == "PovertyMonitor: 3 alert(s)");
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    // A receiver looks at each of the signatures; the library, as it stands, at the first alone.
    private static bool IsSigned(string secret, string body, Microsoft.AspNetCore.Http.IHeaderDictionary headers) =>
        headers["webhook-signature"].ToString().Split(' ').Any(signature =>
        {
            var one = new Microsoft.AspNetCore.Http.HeaderDictionary { ["webhook-id"] = headers["webhook-id"], ["webhook-timestamp"] = headers["webhook-timestamp"], ["webhook-signature"] = signature };
            try
            {
                new StandardWebhook(secret).Verify(body, one);
                return true;
            }
            catch (StandardWebhooks.Diagnostics.WebhookVerificationException)
            {
                return false;
            }
        });

    private async Task<Submission> SubmitPoorAsync(string village)
    {
        var poor = Poor(village);
        await App.SubmitAsync(poor);
        return poor;
    }

    private static Submission Poor(string village) => SampleInterview.Of(true, village, "2018-1", Y2018, 4).Unschooled();

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class MailSink : MessageStore
    {
        private readonly List<MimeMessage> _messages = [];

        public IReadOnlyList<MimeMessage> Messages
        {
            get
            {
                lock (_messages) return [.. _messages];
            }
        }

        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream(buffer.ToArray());
            var message = await MimeMessage.LoadAsync(bytes, cancellationToken);
            lock (_messages) _messages.Add(message);
            return SmtpResponse.Ok;
        }
    }
}
