using System.Net.Sockets;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using SmtpServer;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>When alerts go out: in the night, once a day, and until delivery is given up. Each needs a service with times of its own.</summary>
public sealed class DeliveryTimeTests(PostgresServer server)
{
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

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
        // What can't be read as it was kept ends likewise, instead of being tried for ever.
        await app.ScalarAsync<object>("update alert_deliveries set payload = '{' || payload");
        await ReplayAsync();
        await app.UntilAsync("select state = 'dead' and last_error like 'failed: Json%' and attempts > 0 from alert_deliveries");
        await app.ScalarAsync<object>("update alert_deliveries set payload = substr(payload, 2)");
        await ReplayAsync();
        await app.UntilAsync("select state = 'dead' and last_error like 'answered%' from alert_deliveries");
        var dead = Assert.Single((await app.GetAsync("/api/alert-deliveries?state=dead", Role.Operator)).AsArray());
        Assert.Equal(("dying", "answered 503"), ((string)dead!["receiver"]!, (string)dead["lastError"]!));

        Assert.Empty((await app.GetAsync($"/api/alert-deliveries?state=dead&before={dead["delivery"]}", Role.Operator)).AsArray());

        broken = false;
        Assert.Equal((202, 1), await ReplayAllAsync("dying"));
        await app.UntilAsync("select count(*) = 1 from alert_deliveries where state = 'delivered'");
        Assert.Equal((202, 0), await ReplayAllAsync("dying"));

        Assert.Single(agency.Arrivals.Select(a => a.Body).Distinct());
        Assert.Equal("alert.not_dead", (string)(await app.SendJsonAsync(HttpMethod.Post, $"/api/alert-deliveries/{dead["delivery"]}/replay", Role.Operator, new { })).Body!["code"]!);

        // Whoever doesn't answer is let rest, and what was not tried itself meanwhile says why all the same.
        await app.ReceiveAsync("gone", "dinsos", $"http://127.0.0.1:{FreePort()}/", "35.22.07.2003");
        await app.SubmitAsync([.. Enumerable.Range(0, 6).Select(_ => Poor("35.22.07.2003"))]);
        await app.UntilAsync("select count(*) = 6 from alert_deliveries where receiver = 'gone' and state = 'dead' and last_error = 'connection failed: ConnectionError'");
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from alert_deliveries where (first_attempt_at is null) <> (attempts = 0)"));
        var first = (await app.GetAsync("/api/alert-deliveries?receiver=gone", Role.Operator)).AsArray().Select(d => (string)d!["delivery"]!).ToList();
        var rest = (await app.GetAsync($"/api/alert-deliveries?receiver=gone&before={first[1]}", Role.Operator)).AsArray().Select(d => (string)d!["delivery"]!);
        Assert.Equal(first[2..], rest);
        Assert.Equal((202, 6), await ReplayAllAsync("gone"));

        async Task<(int, int)> ReplayAllAsync(string receiver)
        {
            var (status, body) = await app.SendJsonAsync(HttpMethod.Post, $"/api/alert-deliveries/replay?receiver={receiver}", Role.Operator, new { });
            return (status, (int)body!["replayed"]!);
        }

        async Task ReplayAsync()
        {
            var id = await app.ScalarAsync<Guid>("select id from alert_deliveries");
            Assert.Equal(202, (await app.SendJsonAsync(HttpMethod.Post, $"/api/alert-deliveries/{id}/replay", Role.Operator, new { })).Status);
        }
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
        await app.UntilAsync("select count(*) = 2 from alert_deliveries");
        var waiting = (await app.GetAsync("/api/alert-deliveries?state=pending", Role.Operator)).AsArray();
        Assert.Equal("became-severely-poor", (string)severe.Json["data"]!["kind"]!);
        // The severe one takes the place of the other.
        Assert.Equal(["became-poor", "became-severely-poor"], (await app.AlertsAsync(Role.Dinsos)).Select(a => (string)a!["alert"]!["kind"]!).Order());
        Assert.Single(waiting);
        Assert.Equal(202, (await app.SendJsonAsync(HttpMethod.Post, $"/api/alert-deliveries/{waiting[0]!["delivery"]}/replay", Role.Operator, new { })).Status);
        await app.UntilAsync($"select next_attempt_at > now() + interval '1 hour' and attempts = 0 from alert_deliveries where id = '{waiting[0]!["delivery"]}'");
        Assert.Single(agency.Arrivals);
    }

    [Fact]
    public async Task Digests_go_out_once_per_village_and_day_by_webhook_and_mail_also_when_the_mail_server_was_down()
    {
        var port = FreePort();
        await using var agency = await AgencyEnd.StartAsync();
        var later = SystemClock.Instance.GetCurrentInstant().Plus(Duration.FromHours(6)).InZone(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).TimeOfDay;
        await using var app = await TestApp.StartAsync(server,
        [
            .. TestAppAlerts.Settings, ("PovertyMonitor:Alerts:DigestAt", $"{later.Hour:00}:{later.Minute:00}"),
            ("PovertyMonitor:Alerts:Mail:Host", "127.0.0.1"), ("PovertyMonitor:Alerts:Mail:Port", $"{port}"), ("PovertyMonitor:Alerts:Mail:RequireTls", "false"),
        ]);
        await app.WithoutBaselineAsync();
        await app.ReceiveAsync("hook", "dinsos", agency.Address);
        Assert.Equal(200, (await app.SendJsonAsync(HttpMethod.Put, "/api/alert-receivers/mail", Role.Operator, new { audience = "dinsos", channel = "email", address = "dinsos@example.test", language = "en" })).Status);
        Submission[] poor = [Poor("35.22.08.2001"), Poor("35.22.08.2001"), Poor("35.22.08.2002")];
        await app.SubmitAsync(poor);
        await app.SubmitAsync([.. poor.Select(p => SampleInterview.Of(false, p.Place.Village, "2018-2", Y2018 + Duration.FromDays(90), 4, p.HouseholdId))]);
        // Became poor: three webhooks and one e-mail digest; left poverty: a digest per village for each of the two. Their hour is brought forward.
        await app.UntilAsync("select count(*) = 5 and sum(cardinality(alerts)) = 9 from alert_deliveries where is_digest");
        // Each alert of a digest orders it once more.
        await app.UntilAsync("select count(*) >= 9 from wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%AttemptDelivery%'");
        await app.ScalarAsync<object>("update wolverine_incoming_envelopes set execution_time = now() - interval '1 second' where status = 'Scheduled' and message_type like '%AttemptDelivery%'");
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

    [Fact]
    public async Task A_digest_that_failed_leaves_out_what_a_notice_tells_since_and_what_waits_in_one_needs_no_notice()
    {
        const string Village = "35.22.08.2003";
        var port = FreePort();
        var later = SystemClock.Instance.GetCurrentInstant().Plus(Duration.FromHours(6)).InZone(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).TimeOfDay;
        await using var app = await TestApp.StartAsync(server,
        [
            .. TestAppAlerts.Settings, ("PovertyMonitor:Alerts:DigestAt", $"{later.Hour:00}:{later.Minute:00}"),
            ("PovertyMonitor:Alerts:Mail:Host", "127.0.0.1"), ("PovertyMonitor:Alerts:Mail:Port", $"{port}"), ("PovertyMonitor:Alerts:Mail:RequireTls", "false"),
        ]);
        await app.WithoutBaselineAsync();
        Assert.Equal(200, (await app.SendJsonAsync(HttpMethod.Put, "/api/alert-receivers/mail", Role.Operator, new { audience = "dinsos", channel = "email", address = "dinsos@example.test", language = "en" })).Status);
        var ((turning, first), (staying, _)) = (await app.RaiseAsync(Village), await app.RaiseAsync(Village));
        await app.UntilAsync("select count(*) = 1 from alert_deliveries where is_digest and cardinality(alerts) = 2");
        await app.UntilAsync("select count(*) > 0 from wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%AttemptDelivery%'");
        await app.ScalarAsync<object>("update wolverine_incoming_envelopes set execution_time = now() - interval '1 second' where status = 'Scheduled' and message_type like '%AttemptDelivery%'");
        await app.UntilAsync("select count(*) = 1 from alert_deliveries where payload is not null and last_error like 'mail server%'");
        var digest = await app.ScalarAsync<Guid>("select id from alert_deliveries where payload is not null");
        await TurnAsync(first);
        await app.UntilAsync($"select count(*) = 2 from alert_deliveries where notice in ('Closed', 'Reopened') and alerts = array['{turning}'::uuid]");
        // Another one turns in a digest that has not gone out.
        var (waiting, second) = await app.RaiseAsync(Village);
        await app.UntilAsync($"select count(*) = 1 from alert_deliveries where is_digest and payload is null and alerts @> array['{waiting}'::uuid]");
        await TurnAsync(second);
        await app.UntilAsync($"select count(*) = 2 from wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%EscalateAlert%' and position(convert_to('{waiting}', 'UTF8') in body) > 0");
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from alert_deliveries where not is_digest and alerts @> array['{waiting}'::uuid]"));
        var sink = new MailSink();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(sink);
        var smtp = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(e => e.Port(port).IsSecure(false)).Build(), services);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = smtp.StartAsync(stop.Token);

        await app.UntilAsync($"select count(*) = 2 from alert_deliveries where state = 'delivered' and (id = '{digest}' or notice = 'Reopened')");

        var mails = sink.Messages.Select(m => (Text: m.TextBody ?? "", m.MessageId)).ToDictionary(m => m.Text.Contains("[again]", StringComparison.Ordinal));
        Assert.Equal((true, false), (mails[true].Text.Contains($"{turning}", StringComparison.Ordinal), mails[true].Text.Contains("gone", StringComparison.Ordinal)));
        Assert.Equal((false, true), (mails[false].Text.Contains($"{turning}", StringComparison.Ordinal), mails[false].Text.Contains($"{staying}", StringComparison.Ordinal)));
        Assert.Contains("Happened on: 2 March 2018", mails[false].Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{digest}", mails[false].MessageId, StringComparison.Ordinal);
        await app.UntilAsync("select state = 'dropped' from alert_deliveries where notice = 'Closed'");
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        async Task TurnAsync(Submission interview)
        {
            Submission At(bool poor, int days) => SampleInterview.Of(poor, Village, "2018-1", Y2018 + Duration.FromDays(days), 4, interview.HouseholdId);
            string State(string state) => $"select state = '{state}' from raised_alerts where rule = 'became-poor' and subject = '{interview.HouseholdId}'";
            await app.SubmitAsync(At(false, 5));
            await app.UntilAsync(State("closed"));
            await app.SubmitAsync(At(true, 10).Unschooled());
            await app.UntilAsync(State("raised"));
        }
    }

    private static Submission Poor(string village) => SampleInterview.Of(true, village, "2018-1", Y2018, 4).Unschooled();

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
