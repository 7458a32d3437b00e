using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using StandardWebhooks;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>What a webhook brings, how it is signed, and where it doesn't go.</summary>
[Collection(AlertApp.Name)]
public sealed class WebhookTests(AlertApp alerts)
{
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => alerts.App;

    [Fact]
    public async Task A_webhook_is_a_signed_CloudEvent_with_what_is_needed_and_no_identity()
    {
        await using var agency = await AgencyEnd.StartAsync(App);
        var secret = await App.ReceiveAsync("signed", "dinsos", $"{agency.Address}/dinsos", "35.22.06.2001");
        var interview = Poor("35.22.06.2001") with { Place = new("35.22.06.2001", "003", "001", "Rumah Bu Siti") };
        await App.SubmitAsync(interview);

        var arrival = Assert.Single(await agency.UntilAsync(1));

        new StandardWebhook(secret).Verify(arrival.Body, arrival.Headers);
        Assert.Equal(("/dinsos", "1.0", "povertymonitor.alert.raised.v1", "application/json"),
            (arrival.Path, (string)arrival.Json["specversion"]!, arrival.Type, (string)arrival.Json["datacontenttype"]!));
        Assert.Equal((arrival.Id, $"{arrival.Id}"), ((Guid)arrival.Json["data"]!["id"]!, arrival.Headers["webhook-id"].ToString()));
        Assert.Equal(("became-poor", $"{interview.HouseholdId}", "1/3"), ((string)arrival.Json["data"]!["kind"]!, (string)arrival.Json["data"]!["household"]!, (string)arrival.Json["data"]!["value"]!));
        Assert.Equal($"{App.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}/inbox?alert={arrival.Id}", (string)arrival.Json["data"]!["link"]!);
        await App.UntilAsync($"select state = 'delivered' from raised_alerts where id = '{arrival.Id}'");
        // The group is for those who log in.
        Assert.DoesNotContain("Siti", arrival.Body, StringComparison.Ordinal);
        Assert.Equal("Rumah Bu Siti", (string)Assert.Single(await App.AlertsAsync(Role.Dinsos, "?village=35.22.06.2001"))!["alert"]!["dasaWisma"]!);
    }

    [Fact]
    public async Task During_changes_of_secrets_all_of_a_day_hold_and_none_lies_open()
    {
        await using var agency = await AgencyEnd.StartAsync(App);
        var old = await App.ReceiveAsync("rotated", "dinsos", agency.Address, "35.22.06.2002");
        var (_, between) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-receivers/rotated/secrets", Role.Operator, new { });
        var (_, body) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-receivers/rotated/secrets", Role.Operator, new { });
        await SubmitPoorAsync("35.22.06.2002");

        var arrival = Assert.Single(await agency.UntilAsync(1));

        Assert.NotEqual(old, (string)body!["secret"]!);
        Assert.True(IsSigned(old, arrival.Body, arrival.Headers));
        Assert.True(IsSigned((string)between!["secret"]!, arrival.Body, arrival.Headers));
        Assert.True(IsSigned((string)body["secret"]!, arrival.Body, arrival.Headers));
        Assert.False(IsSigned(old, arrival.Body.Replace("became", "become", StringComparison.Ordinal), arrival.Headers));
        Assert.Empty(await App.TablesWithAsync([Convert.ToHexString(Convert.FromBase64String(old["whsec_".Length..])), old, agency.Address]));
    }

    [Fact]
    public async Task What_is_withdrawn_is_told_to_whoever_was_told_before()
    {
        await using var agency = await AgencyEnd.StartAsync(App);
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
    [InlineData("http://167772161/")]
    public async Task An_address_in_the_servers_own_network_is_no_receivers(string address)
    {
        var (status, body) = await App.SendJsonAsync(HttpMethod.Put, "/api/alert-receivers/inside", Role.Operator, new { audience = "dinsos", channel = "webhook", address });

        var error = Assert.Single(body!["errors"]!.AsArray())!;
        Assert.Equal((422, "address", "alert.address_inside"), (status, (string)error["field"]!, (string)error["code"]!));
    }

    [Fact]
    public async Task What_would_lead_into_the_servers_own_network_is_a_dead_letter_at_once()
    {
        // As a name does that is looked up when it is delivered only.
        await App.Services.GetRequiredService<AudienceRegister>().ReceiveAsync(
            TestApp.Regency, new AlertReceiverStated("inside", "dinsos", AlertChannel.Webhook, ["35.22.07.2003"], "test"), "http://10.0.0.1/x", "id", TestContext.Current.CancellationToken);
        await SubmitPoorAsync("35.22.07.2003");

        await App.UntilAsync("select count(*) = 1 from alert_deliveries where receiver = 'inside' and last_error = 'address not allowed' and state = 'dead' and attempts = 1");

        await App.SendJsonAsync(HttpMethod.Delete, "/api/alert-receivers/inside", Role.Operator, new { });
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
}
