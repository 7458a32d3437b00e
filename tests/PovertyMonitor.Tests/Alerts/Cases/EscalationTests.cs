using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Cases;

/// <summary>What nobody acknowledges in time goes to the next level.</summary>
[Collection(AlertApp.Name)]
public sealed class EscalationTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task A_household_that_nobody_acknowledged_in_time_is_escalated_and_one_that_was_is_not()
    {
        var (late, _) = await App.RaiseAsync("35.22.05.2002");
        var (seen, _) = await App.RaiseAsync("35.22.05.2003");
        await App.DoAsync(seen, "acknowledgement", new { });
        // The scheduled messages are there; their time is brought forward.
        var own = string.Join(" or ", new[] { late, seen }.Select(id => $"position(convert_to('{id}', 'UTF8') in body) > 0"));
        await App.UntilAsync($"select count(*) = 2 from wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%EscalateAlert%' and ({own})");
        await App.ScalarAsync<object>($"update wolverine_incoming_envelopes set execution_time = now() - interval '1 second' where status = 'Scheduled' and message_type like '%EscalateAlert%' and ({own})");

        await App.UntilAsync($"select audience = 'dinsos-head' and level = 1 from raised_alerts where id = '{late}'");

        Assert.Equal("dinsos", await App.ScalarAsync<string>($"select audience from raised_alerts where id = '{seen}'"));
    }
}
