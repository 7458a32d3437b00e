using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Cases;

/// <summary>Alerts of a household that was taken for another one, recorded twice.</summary>
[Collection(AlertApp.Name)]
public sealed class DuplicateAlertTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task A_duplicate_that_was_none_has_its_alert_again_and_whoever_was_told_is_told_under_the_same_id()
    {
        const string Village = "35.22.12.2016";
        await using var agency = await AgencyEnd.StartAsync(App);
        await App.ReceiveAsync("duplicates", "dinsos", agency.Address, Village);
        var (id, interview) = await App.RaiseAsync(Village);
        var kept = SampleInterview.Of(false, Village, "2018-1", interview.InterviewedAt, 4);
        await App.SubmitAsync(kept);
        await agency.UntilAsync(1);
        await App.UntilAsync($"select state = 'delivered' from raised_alerts where id = '{id}'");
        var (merge, undo) = (Guid.NewGuid(), Guid.NewGuid());

        await ReportAsync(kept.HouseholdId, "merges", new { changeId = merge, at = "2018-06-01T08:00:00+07:00", absorbed = interview.HouseholdId, duplicate = true });
        await agency.UntilAsync(2);
        await ReportAsync(kept.HouseholdId, "withdrawals", new { changeId = undo, withdraws = merge, reason = "recordedWrongly" });
        var arrived = await agency.UntilAsync(3);

        Assert.Equal(["raised", "withdrawn", "reopened"], arrived.Select(a => a.Type.Split('.')[2]));
        Assert.All(arrived, a => Assert.Equal(id, (Guid)a.Json["data"]!["id"]!));
        Assert.Equal("delivered", (string)arrived[2].Json["data"]!["state"]!);
        var shown = await App.GetAsync($"/api/alerts/{id}", Role.Dinsos);
        var again = Assert.Single(shown["reopenings"]!.AsArray())!;
        Assert.Equal(("delivered", "errorTakenBack", $"{undo}"), ((string)shown["state"]!, (string)again["why"]!, (string)again["by"]!));
        // A later interview that says the same raises no other.
        await App.SubmitAsync(SampleInterview.Of(true, Village, "2018-1", interview.InterviewedAt + Duration.FromDays(200), 4, interview.HouseholdId).Unschooled());
        await App.CaughtUpAsync();
        Assert.Equal(1L, await App.ScalarAsync<long>($"select count(*) from raised_alerts where rule = 'became-poor' and subject = '{interview.HouseholdId}'"));
    }

    private async Task ReportAsync(Guid household, string what, object change) =>
        Assert.Equal(201, (await App.SendJsonAsync(HttpMethod.Post, $"/api/households/{household}/{what}", Role.Dinsos, change)).Status);
}
