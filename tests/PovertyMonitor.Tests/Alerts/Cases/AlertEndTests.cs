using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Cases;

/// <summary>What becomes of alerts by themselves.</summary>
[Collection(AlertApp.Name)]
public sealed class AlertEndTests(AlertApp alerts)
{
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly Instant Y2019 = Instant.FromUtc(2019, 3, 2, 3, 15);

    private TestApp App => alerts.App;

    [Fact]
    public async Task A_correction_withdraws_it_a_later_interview_closes_it_and_neither_can_be_acted_on()
    {
        var (wrong, first) = await App.RaiseAsync("35.22.03.2001");
        var (gone, second) = await App.RaiseAsync("35.22.03.2002");
        await App.SubmitAsync(
            SampleInterview.Of(false, "35.22.03.2001", "2018-1", Y2018, 4, first.HouseholdId) with { Corrects = first.SubmissionId },
            SampleInterview.Of(false, "35.22.03.2002", "2019-1", Y2019, 4, second.HouseholdId));

        await App.UntilAsync($"select count(*) = 2 from raised_alerts where (id, state) in (('{wrong}', 'withdrawn'), ('{gone}', 'closed'))");

        Assert.Equal((409, "alert.settled"), await App.DoAsync(wrong, "reopening", new { reason = "closedTooEarly" }));
        Assert.Equal((409, "alert.was_no_false_alarm"), await App.DoAsync(gone, "reopening", new { reason = "noFalseAlarm" }));
        Assert.Equal((201, "raised"), await App.DoAsync(gone, "reopening", new { reason = "closedTooEarly" }));
        Assert.Equal((201, "falseAlarm"), await App.DoAsync(gone, "verification", new { isTrue = false }));
        Assert.Equal((201, "raised"), await App.DoAsync(gone, "reopening", new { reason = "noFalseAlarm" }));
        Assert.Contains(await App.AlertsAsync(Role.Dinsos, "?village=35.22.03.2002"), a => (string)a!["alert"]!["kind"]! == "left-poverty");
    }

    [Fact]
    public async Task What_recurs_within_the_cool_down_is_taken_up_again_and_is_no_new_alert()
    {
        var (id, interview) = await App.RaiseAsync("35.22.03.2003");
        Submission Later(bool poor, int days) => SampleInterview.Of(poor, "35.22.03.2003", "2018-1", Y2018 + Duration.FromDays(days), 4, interview.HouseholdId);
        await App.SubmitAsync(Later(false, 5));
        await App.UntilAsync($"select state = 'closed' from raised_alerts where id = '{id}'");
        await App.SubmitAsync(Later(true, 10).Unschooled());

        await App.UntilAsync($"select state = 'raised' from raised_alerts where id = '{id}'");

        Assert.Equal(1L, await App.ScalarAsync<long>($"select count(*) from raised_alerts where rule = 'became-poor' and subject = '{interview.HouseholdId}'"));
        // What happened again ends again.
        await App.SubmitAsync(Later(false, 15));
        await App.UntilAsync($"select state = 'closed' from raised_alerts where id = '{id}'");
    }

    [Fact]
    public async Task What_is_taken_up_again_tells_what_holds_now_and_stays_the_alert_it_was()
    {
        const string Village = "35.22.12.2014";
        await using var agency = await AgencyEnd.StartAsync(App);
        await App.ReceiveAsync("facts", "dinsos", agency.Address, Village);
        var (id, first) = await App.RaiseAsync(Village);
        Submission Later(bool poor, int days) => SampleInterview.Of(poor, Village, "2018-1", Y2018 + Duration.FromDays(days), 4, first.HouseholdId);
        await App.SubmitAsync(Later(false, 5));
        await App.UntilAsync($"select state = 'closed' from raised_alerts where id = '{id}'");
        var again = Later(true, 10).Unschooled();
        again = again with { Answers = again.Answers! with { Housing = again.Answers.Housing with { CookingFuel = CookingFuel.Wood, Electricity = Electricity.None } } };
        await App.SubmitAsync(again);

        await agency.UntilAsync(() => Task.FromResult(agency.Arrivals.Any(a => a.Type == "povertymonitor.alert.reopened.v1")), "that it was taken up again");

        var told = agency.Arrivals.First(a => a.Type == "povertymonitor.alert.reopened.v1").Json["data"]!;
        Assert.Equal((id, "4/9", $"{again.SubmissionId}"), ((Guid)told["id"]!, (string)told["value"]!, (string)told["cause"]!));
        Assert.Contains("score 4/9", (string)told["text"]!["en"]!, StringComparison.Ordinal);
        Assert.Contains("Electricity", (string)told["text"]!["en"]!, StringComparison.Ordinal);
        var shown = await App.GetAsync($"/api/alerts/{id}", Role.Dinsos);
        var listed = Assert.Single(await App.AlertsAsync(Role.Dinsos, $"?kind=became-poor&village={Village}"))!;
        Assert.Equal(("4/9", "4/9"), ((string)shown["alert"]!["value"]!, (string)listed["alert"]!["value"]!));
        Assert.Contains("score 4/9", (string)shown["text"]!["en"]!, StringComparison.Ordinal);
        Assert.Equal((string)told["causedAt"]!, (string)listed["alert"]!["causedAt"]!);
    }

    [Fact]
    public async Task An_alert_ends_also_where_an_older_interview_came_after_it()
    {
        var (id, interview) = await App.RaiseAsync("35.22.03.2004");
        Submission At(bool poor, int days) => SampleInterview.Of(poor, "35.22.03.2004", "2018-1", Y2018 + Duration.FromDays(days), 4, interview.HouseholdId);
        await App.SubmitAsync(At(true, -20).Unschooled());
        await App.SubmitAsync(At(false, 20));

        await App.UntilAsync($"select state = 'closed' from raised_alerts where id = '{id}'");
    }

    [Fact]
    public async Task Who_becomes_severely_poor_again_within_the_cool_down_has_the_severe_alert_taken_up_again_and_no_other_in_its_place()
    {
        const string Village = "35.22.12.2006";
        var first = Severe(Village, 0, null);
        Submission Later(bool severe, int days) => severe ? Severe(Village, days, first.HouseholdId) : SampleInterview.Of(false, Village, "2018-1", Y2018 + Duration.FromDays(days), 4, first.HouseholdId);
        string State(string rule) => $"select string_agg(state, ' ') = '{rule}' from raised_alerts where subject = '{first.HouseholdId}' and rule like 'became-%'";
        await App.SubmitAsync(first);
        await App.UntilAsync(State("raised"));
        await App.SubmitAsync(Later(severe: false, 5));
        await App.UntilAsync(State("closed"));

        await App.SubmitAsync(Later(severe: true, 10));

        await App.UntilAsync(State("raised"));
        Assert.Equal("became-severely-poor", await App.ScalarAsync<string>($"select rule from raised_alerts where subject = '{first.HouseholdId}' and rule like 'became-%'"));
        // Its end ends the one that there is.
        await App.SubmitAsync(Later(severe: false, 15));
        await App.UntilAsync(State("closed"));
    }

    // A child's death, nobody schooled, solid fuel, no sanitation and no electricity: a half.
    private static Submission Severe(string village, int days, Guid? household)
    {
        var poor = SampleInterview.Of(true, village, "2018-1", Y2018 + Duration.FromDays(days), 4, household).Unschooled();
        return poor with
        {
            Answers = poor.Answers! with { Housing = poor.Answers.Housing with { CookingFuel = CookingFuel.Wood, Sanitation = Sanitation.OpenDefecation, Electricity = Electricity.None } },
        };
    }
}
