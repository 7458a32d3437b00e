using NodaTime;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Delivery;

/// <summary>What is over before it is delivered is never told as if it were news.</summary>
[Collection(AlertApp.Name)]
public sealed class OverBeforeDeliveryTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task What_closed_before_its_digest_goes_out_is_marked_in_it_and_the_rest_is_not()
    {
        const string Village = "35.22.12.2004";
        await using var agency = await AgencyEnd.StartAsync(App);
        var (one, other) = ((await App.RaiseAsync(Village)).Interview, (await App.RaiseAsync(Village)).Interview);
        await App.ReceiveAsync("over-digest", "dinsos", agency.Address, Village);
        await App.SubmitAsync(Again(one, poor: false, 90), Again(other, poor: false, 90));
        await App.UntilAsync("select cardinality(alerts) = 2 from alert_deliveries where receiver = 'over-digest'");
        await App.SubmitAsync(Again(one, poor: true, 180));
        await App.UntilAsync($"select state = 'closed' from raised_alerts where rule = 'left-poverty' and subject = '{one.HouseholdId}'");
        var digest = await App.ScalarAsync<Guid>("select id from alert_deliveries where receiver = 'over-digest' and is_digest");
        var due = $"from wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%AttemptDelivery%' and position(convert_to('{digest}', 'UTF8') in body) > 0";
        await App.UntilAsync($"select count(*) > 0 {due}");
        await App.ScalarAsync<object>($"update wolverine_incoming_envelopes set execution_time = now() - interval '1 second' where id in (select id {due})");

        await agency.UntilAsync(() => Task.FromResult(agency.Arrivals.Any(a => a.Type == "povertymonitor.alert.digest.v1")), "the digest");

        var told = agency.Arrivals.Single(a => a.Type == "povertymonitor.alert.digest.v1").Json["data"]!["alerts"]!.AsArray();
        var (over, open) = (told.Single(a => (string)a!["subject"]! == $"{one.HouseholdId}")!, told.Single(a => (string)a!["subject"]! == $"{other.HouseholdId}")!);
        Assert.Equal(("closed", "raised"), ((string)over["state"]!, (string)open["state"]!));
        Assert.StartsWith("Sudah berakhir, sebabnya sudah hilang: Sebuah rumah tangga", (string)over["text"]!["id"]!, StringComparison.Ordinal);
        Assert.StartsWith("Over by now, its cause is gone: A household", (string)over["text"]!["en"]!, StringComparison.Ordinal);
        Assert.StartsWith("A household", (string)open["text"]!["en"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_and_not_taken_comes_no_more_once_it_is_over_and_that_it_is_over_is_told_instead()
    {
        const string Village = "35.22.12.2005";
        await using var agency = await AgencyEnd.StartAsync(App);
        await App.ReceiveAsync("over-sent", "dinsos", agency.Address, Village);
        agency.Behave = (http, arrival) => Task.FromResult(http.Response.StatusCode = arrival.Type == "povertymonitor.alert.raised.v1" ? 503 : 200);
        var ((wrong, first), (gone, second)) = (await App.RaiseAsync(Village), await App.RaiseAsync(Village));
        await agency.UntilAsync(() => Task.FromResult(agency.Arrivals.Select(a => a.Id).Distinct().Count() == 2), "both were sent");

        await App.SubmitAsync(Again(first, poor: false, 0) with { Corrects = first.SubmissionId }, Again(second, poor: false, 90));

        await App.UntilAsync("select count(*) = 2 from alert_deliveries where receiver = 'over-sent' and notice in ('Withdrawn', 'Closed') and state = 'delivered'");
        await App.UntilAsync("select count(*) = 2 from alert_deliveries where receiver = 'over-sent' and notice = 'Raised' and not is_digest and state = 'dropped' and last_error = 'over before it was taken'");
        (Guid, string, string) Told(string what) => agency.Arrivals.Single(a => a.Type == $"povertymonitor.alert.{what}.v1").Json["data"]! is var data
            ? ((Guid)data["id"]!, (string)data["state"]!, ((string)data["text"]!["en"]!).Split(':')[0]) : default;
        Assert.Equal((wrong, "withdrawn", "Withdrawn, raised in error"), Told("withdrawn"));
        Assert.Equal((gone, "closed", "Over by now, its cause is gone"), Told("closed"));
    }

    [Fact]
    public async Task That_it_is_over_is_told_each_time_it_was_taken_up_again_and_may_have_arrived_or_was_taken_in_error()
    {
        const string Village = "35.22.12.2015";
        await using var agency = await AgencyEnd.StartAsync(App);
        await App.ReceiveAsync("over-again", "dinsos", agency.Address, Village);
        var answers = false;
        agency.Behave = (http, arrival) => Task.FromResult(http.Response.StatusCode = answers || arrival.Type == "povertymonitor.alert.closed.v1" ? 200 : 500);
        Task ToldAsync(string notice, string state, int times) => App.UntilAsync($"select count(*) = {times} from alert_deliveries where receiver = 'over-again' and notice = '{notice}' and {state}");
        var (id, first) = await App.RaiseAsync(Village);
        await ToldAsync("Raised", "attempts > 0 and not is_digest", 1);
        await App.SubmitAsync(Again(first, poor: false, 5));
        await ToldAsync("Closed", "state = 'delivered'", 1);
        await App.SubmitAsync(Again(first, poor: true, 10));
        await ToldAsync("Reopened", "attempts > 0", 1);

        await App.SubmitAsync(Again(first, poor: false, 15));
        await ToldAsync("Closed", "state = 'delivered'", 2);

        answers = true;
        var wrong = Again(first, poor: true, 20);
        await App.SubmitAsync(wrong);
        await ToldAsync("Reopened", "state = 'delivered'", 1);
        await App.SubmitAsync(Again(first, poor: false, 20) with { Corrects = wrong.SubmissionId });
        await ToldAsync("Closed", "state = 'delivered'", 3);
        (string, string) Told(Arrival a) => ((string)a.Json["data"]!["cause"]!, ((string)a.Json["data"]!["text"]!["en"]!).Split(':')[0]);
        Assert.Equal(($"{wrong.SubmissionId}", "Taken up again in error, it did not happen again"), Told(agency.Arrivals.Last(a => a.Type == "povertymonitor.alert.closed.v1")));
        Assert.Equal(($"{first.SubmissionId}", "Over by now, its cause is gone"), Told(agency.Arrivals.First(a => a.Type == "povertymonitor.alert.closed.v1")));
        Assert.All(agency.Arrivals.Where(a => a.Type == "povertymonitor.alert.closed.v1"), a => Assert.Equal((id, "closed"), ((Guid)a.Json["data"]!["id"]!, (string)a.Json["data"]!["state"]!)));
    }

    private static Submission Again(Submission first, bool poor, int days)
    {
        var later = SampleInterview.Of(poor, first.Place.Village, "2018-1", first.InterviewedAt + Duration.FromDays(days), 4, first.HouseholdId);
        return poor ? later.Unschooled() : later;
    }
}
