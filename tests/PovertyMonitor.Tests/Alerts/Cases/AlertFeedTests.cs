using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Cases;

/// <summary>The feed and the stream of alerts, by which a receiver reconciles.</summary>
[Collection(AlertApp.Name)]
public sealed class AlertFeedTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task Whoever_was_told_is_told_that_somebody_took_it_up_again_and_the_feed_has_it_once_more()
    {
        await using var agency = await AgencyEnd.StartAsync(App);
        await App.ReceiveAsync("reopened", "dinsos", agency.Address, "35.22.03.2005");
        var (id, _) = await App.RaiseAsync("35.22.03.2005");
        await agency.UntilAsync(1);
        await App.UntilAsync($"select state = 'delivered' from raised_alerts where id = '{id}'");
        var seen = (long)(await App.AlertsAsync(Role.Dinsos, "?since=0&village=35.22.03.2005"))[^1]!["position"]!;
        Assert.Equal((201, "resolved"), await App.DoAsync(id, "resolution", new { }));
        Assert.Equal((201, "delivered"), await App.DoAsync(id, "reopening", new { reason = "closedTooEarly" }));

        var told = (await agency.UntilAsync(2))[^1];

        Assert.Equal(("povertymonitor.alert.reopened.v1", id), (told.Type, (Guid)told.Json["data"]!["id"]!));
        Assert.Equal(id, (Guid)Assert.Single(await App.AlertsAsync(Role.Dinsos, $"?since={seen}&village=35.22.03.2005"))!["alert"]!["id"]!);
        // Its time runs anew: one order to look whether anybody saw it from when it was raised, one from now.
        await App.UntilAsync($"select count(*) = 2 from wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%EscalateAlert%' and position(convert_to('{id}', 'UTF8') in body) > 0");
    }

    [Fact]
    public async Task The_feed_since_a_position_has_every_alert_once_in_order_and_the_stream_goes_on_from_there()
    {
        await App.RaiseAsync("35.22.04.2001");
        await App.RaiseAsync("35.22.04.2002");
        var all = await App.AlertsAsync(Role.Dinsos, "?since=0&area=35.22.04");
        var positions = all.Select(a => (long)a!["position"]!).ToList();
        Assert.Equal(positions.Order(), positions);
        var rest = await App.AlertsAsync(Role.Dinsos, $"?since={positions[0]}&area=35.22.04");
        Assert.Equal(positions[1..], rest.Select(a => (long)a!["position"]!));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/alerts/stream");
        request.Headers.Authorization = new("Bearer", App.TokenFor(Role.Dinsos));
        request.Headers.Add("Last-Event-ID", $"{positions[^2]}");
        using var response = await App.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var ids = new List<string>();
        while (ids.Count < 2)
            if (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line.StartsWith("id: ", StringComparison.Ordinal)) ids.Add(line[4..]);
        Assert.Equal([$"{positions[^2]}", $"{positions[^1]}"], ids);
    }

    [Fact]
    public async Task What_closed_by_itself_and_what_somebody_settled_stands_in_the_feed_as_what_it_is()
    {
        var (gone, interview) = await App.RaiseAsync("35.22.12.2001");
        var (done, _) = await App.RaiseAsync("35.22.12.2002");
        var (wrong, _) = await App.RaiseAsync("35.22.12.2003");
        var seen = (long)(await App.AlertsAsync(Role.Dinsos, "?since=0&area=35.22.12&kind=became-poor"))[^1]!["position"]!;
        await App.SubmitAsync(SampleInterview.Of(false, "35.22.12.2001", "2018-1", interview.InterviewedAt + Duration.FromDays(30), 4, interview.HouseholdId));
        await App.UntilAsync($"select state = 'closed' from raised_alerts where id = '{gone}'");
        await App.DoAsync(done, "resolution", new { });
        await App.DoAsync(wrong, "verification", new { isTrue = false });

        var since = await App.AlertsAsync(Role.Dinsos, $"?since={seen}&area=35.22.12&kind=became-poor");

        Assert.Equal([(gone, "closed"), (done, "resolved"), (wrong, "falseAlarm")], since.Select(a => ((Guid)a!["alert"]!["id"]!, (string)a["state"]!)));
    }
}
