using System.Net;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>When alerts go out, and where they may go.</summary>
public sealed class DeliveryPlanTests
{
    private static readonly Receiver Hook = new("hook", "dinsos", AlertChannel.Webhook, [], "https://example.test", "id", 0);
    private static readonly Receiver Mail = Hook with { Code = "mail", Channel = AlertChannel.Email };

    [Theory]
    [InlineData("2026-03-02T20:59", "2026-03-02T20:59")]
    [InlineData("2026-03-02T21:00", "2026-03-03T06:00")]
    [InlineData("2026-03-03T05:59", "2026-03-03T06:00")]
    [InlineData("2026-03-03T06:00", "2026-03-03T06:00")]
    public void In_quiet_hours_nothing_goes_out_but_what_is_severe(string now, string due)
    {
        Assert.Equal(due, Due(Plan(Wib(now), AlertSeverity.Warning, AlertGrouping.Each, Hook)));
        Assert.Equal(now, Due(Plan(Wib(now), AlertSeverity.Severe, AlertGrouping.VillageAndDay, Mail)));
        Assert.Equal(due, Due(Plan(Wib(now), AlertSeverity.Warning, AlertGrouping.Each, Hook, notice: Notice.Escalated)));
    }

    [Fact]
    public void A_digest_is_one_per_village_and_day_and_a_mail_without_grouping_one_per_day()
    {
        PlannedDelivery Of(string village, string now, Receiver receiver, AlertGrouping grouping) => Plan(Wib(now), AlertSeverity.Information, grouping, receiver, village);

        Assert.Equal("2026-03-03T07:00", Due(Of("35.22.15.2001", "2026-03-02T08:00", Hook, AlertGrouping.VillageAndDay)));
        Assert.Equal(Of("35.22.15.2001", "2026-03-02T08:00", Hook, AlertGrouping.VillageAndDay).Id, Of("35.22.15.2001", "2026-03-03T06:00", Hook, AlertGrouping.VillageAndDay).Id);
        Assert.NotEqual(Of("35.22.15.2001", "2026-03-02T08:00", Hook, AlertGrouping.VillageAndDay).Id, Of("35.22.15.2002", "2026-03-02T08:00", Hook, AlertGrouping.VillageAndDay).Id);
        Assert.NotEqual(Of("35.22.15.2001", "2026-03-02T08:00", Hook, AlertGrouping.VillageAndDay).Id, Of("35.22.15.2001", "2026-03-03T08:00", Hook, AlertGrouping.VillageAndDay).Id);
        Assert.Equal(Of("35.22.15.2001", "2026-03-02T08:00", Mail, AlertGrouping.Each).Id, Of("35.22.15.2002", "2026-03-02T08:00", Mail, AlertGrouping.Each).Id);
    }

    [Fact]
    public void Pauses_grow_to_six_hours_differ_between_deliveries_and_fill_three_days()
    {
        var pauses = Enumerable.Range(1, 40).Select(n => DeliveryPlan.Pause(Guid.Empty, n, 5)).ToList();

        Assert.All(pauses.Index(), p => Assert.InRange(p.Item.TotalSeconds, Math.Min(5 * Math.Pow(2, p.Index), 21_600) * 0.75, Math.Min(5 * Math.Pow(2, p.Index), 21_600) * 1.25));
        Assert.True(pauses.Take(30).Aggregate(Duration.Zero, (sum, p) => sum + p) > Duration.FromDays(3));
        Assert.NotEqual(DeliveryPlan.Pause(Guid.Empty, 5, 5), DeliveryPlan.Pause(Guid.AllBitsSet, 5, 5));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("10.9.0.1", true)]
    public void Only_the_public_internet_and_what_is_allowed_can_be_reached(string address, bool allowed) => Assert.Equal(
        allowed, new AddressGuard(Options.Create(new AlertOptions { AllowedNetworks = ["10.9.0.0/16"] })).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://10.0.0.1/x", "10.0.0.1")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "169.254.169.254")]
    [InlineData("http://[::1]:5080/", "::1")]
    [InlineData("http://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1")]
    [InlineData("http://2130706434/", "127.0.0.2")]
    [InlineData("http://0x7f000002/", "127.0.0.2")]
    [InlineData("http://0177.0.0.2/", "127.0.0.2")]
    [InlineData("http://127.2/", "127.0.0.2")]
    [InlineData("http://127.0.0.2./", "127.0.0.2")]
    [InlineData("http://LOCALHOST/", "127.0.0.1")]
    [InlineData("http://a.localhost/", "127.0.0.1")]
    [InlineData("https://dinsos.example.go.id/", null)]
    public void A_host_that_is_an_address_is_read_as_one_in_whatever_form(string address, string? literal) =>
        Assert.Equal(literal, AddressGuard.Literal(new Uri(address))?.ToString());

    [Fact]
    public void The_machines_own_addresses_are_inside_also_where_they_are_public()
    {
        AddressGuard Guard(params string[] allowed) => new(Options.Create(new AlertOptions { AllowedNetworks = allowed })) { Own = () => [IPAddress.Parse("8.8.4.4")] };

        Assert.False(Guard().Allows(IPAddress.Parse("8.8.4.4")));
        Assert.False(Guard().Allows(IPAddress.Parse("::ffff:8.8.4.4")));
        Assert.True(Guard().Allows(IPAddress.Parse("8.8.8.8")));
        Assert.True(Guard("8.8.4.4/32").Allows(IPAddress.Parse("8.8.4.4")));
    }

    [Fact]
    public void A_receiver_that_does_not_answer_rests_and_then_a_single_attempt_finds_out()
    {
        var (rest, now) = (new ReceiverRest(Options.Create(new AlertOptions())), Wib("2026-03-02T12:00"));
        Instant? Until(Instant at) => rest.Until("35.22", "hook", at);

        Assert.Null(Until(now));
        rest.Failed("35.22", "hook", now, "no answer in time");
        var until = Until(now)!.Value;
        Assert.True(until > now && until < now + DeliveryPlan.Pause(Guid.Empty, 1, 5) + Duration.FromSeconds(5));
        Assert.Null(rest.Until("35.22", "mail", now));
        Assert.Null(Until(until));
        Assert.NotNull(Until(until));
        rest.Failed("35.22", "hook", until, "connection failed: ConnectionError");
        Assert.Equal((now, "connection failed: ConnectionError"), rest.Of("35.22", "hook"));
        Assert.True(Until(until) - until > until - now);
        rest.Answered("35.22", "hook");
        Assert.Null(Until(until));
        Assert.Null(rest.Of("35.22", "hook"));
    }

    [Fact]
    public void Settings_that_cannot_be_meant_are_refused_by_name()
    {
        var result = new AlertOptionsValidator().Validate(null, new AlertOptions { QuietFrom = "9pm", RetrySeconds = 0, AllowedNetworks = ["10.0.0.1/33"], PublicAddress = "here", Mail = new() { From = "PovertyMonitor" } });

        Assert.Equal(
            [
                "The setting PovertyMonitor:Alerts:QuietFrom must be a time such as 21:00.", "The setting PovertyMonitor:Alerts:RetrySeconds must be 1 to 2592000.",
                "The setting PovertyMonitor:Alerts:AllowedNetworks:0 must be a network such as 10.1.2.0/24.", "The setting PovertyMonitor:Alerts:PublicAddress must be an absolute http or https address.",
                "The setting PovertyMonitor:Alerts:Mail:From must be an e-mail address.",
            ], result.Failures);
        Assert.True(new AlertOptionsValidator().Validate(null, new AlertOptions()).Succeeded);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:5080;https://pm.example.go.id", "https://pm.example.go.id")]
    [InlineData("http://*:8080", "http://server-1:8080")]
    [InlineData("http://[::]:80", "http://server-1")]
    [InlineData("http://[::1]:5081/", "http://[::1]:5081")]
    public void Links_lead_to_where_the_service_listens(string bound, string link) => Assert.Equal(link, AlertLinks.Of(bound.Split(';'), "server-1"));

    private static PlannedDelivery Plan(Instant now, AlertSeverity severity, AlertGrouping grouping, Receiver receiver, string village = "35.22.15.2001", Notice notice = Notice.Raised)
    {
        var id = new Guid("11111111-2222-5333-8444-555555555555");
        var alert = new Alert(id, "became-poor", 1, "dinsos", severity, "35.22", village, "s", "c", now, new LocalDate(2026, 3, 2), "global-mpi-2018@1");
        return DeliveryPlan.Of(alert, notice, 0, grouping, receiver, 1, new AlertOptions(), now);
    }

    private static Instant Wib(string local) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value.InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).ToInstant();

    private static string Due(PlannedDelivery planned) => planned.Due.InZone(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).ToString("uuuu-MM-dd'T'HH:mm", null);
}
