using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Cases;

/// <summary>What agencies do with alerts.</summary>
[Collection(AlertApp.Name)]
public sealed class HandleAlertTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task An_alert_goes_from_acknowledged_to_resolved_with_a_referral_on_the_household()
    {
        var (id, interview) = await App.RaiseAsync("35.22.01.2001");
        var referral = new { referralId = Guid.NewGuid(), agency = "dinsos", service = "pkh", date = "2026-01-05" };

        Assert.Equal((201, "acknowledged"), await App.DoAsync(id, "acknowledgement", new { }));
        Assert.Equal((200, "acknowledged"), await App.DoAsync(id, "acknowledgement", new { }));
        Assert.Equal((201, "verified"), await App.DoAsync(id, "verification", new { isTrue = true }));
        Assert.Equal((201, "inProgress"), await App.DoAsync(id, "progress", new { referral }));
        Assert.Equal((200, "inProgress"), await App.DoAsync(id, "progress", new { referral }));
        Assert.Equal((201, "resolved"), await App.DoAsync(id, "resolution", new { }));
        Assert.Equal((409, "alert.settled"), await App.DoAsync(id, "verification", new { isTrue = false }));
        Assert.Equal((201, "raised"), await App.DoAsync(id, "reopening", new { reason = "closedTooEarly" }));

        Assert.Equal(1L, await App.ScalarAsync<long>($"select count(*) from mt_events where stream_id = '{interview.HouseholdId}' and type = 'referral_made'"));
        Assert.Equal(1L, await App.ScalarAsync<long>($"select count(*) from raised_alerts where id = '{id}' and acknowledged_at > raised_at and settled_at is null"));
    }

    [Fact]
    public async Task Two_people_do_not_overwrite_each_other()
    {
        var (id, _) = await App.RaiseAsync("35.22.01.2002");
        var response = await App.SendAsync(HttpMethod.Get, $"/api/alerts/{id}", App.TokenFor(Role.Dinsos));
        var seen = response.Headers.ETag!.Tag;
        await App.DoAsync(id, "acknowledgement", new { });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/alerts/{id}/resolution");
        request.Headers.Add("If-Match", seen);
        request.Headers.Authorization = new("Bearer", App.TokenFor(Role.Dinsos));

        Assert.Equal(412, (int)(await App.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }
}
