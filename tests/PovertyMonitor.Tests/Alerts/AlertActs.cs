using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>An alert of Dinas Sosial in a <see cref="TestApp"/>, and what is done about it.</summary>
internal static class AlertActs
{
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

    /// <summary>A household in a village becomes poor.</summary>
    public static async Task<(Guid Alert, Submission Interview)> RaiseAsync(this TestApp app, string village)
    {
        var interview = SampleInterview.Of(true, village, "2018-1", Y2018, 4).Unschooled();
        await app.SubmitAsync(interview);
        await app.UntilAsync($"select count(*) = 1 from raised_alerts where rule = 'became-poor' and subject = '{interview.HouseholdId}'");
        return (await app.ScalarAsync<Guid>($"select id from raised_alerts where rule = 'became-poor' and subject = '{interview.HouseholdId}'"), interview);
    }

    /// <summary>Does something about an alert and says how it stands, or why not.</summary>
    public static async Task<(int Status, string What)> DoAsync(this TestApp app, Guid id, string what, object body)
    {
        var (status, answer) = await app.SendJsonAsync(HttpMethod.Post, $"/api/alerts/{id}/{what}", Role.Dinsos, body);
        return (status, (string?)answer!["state"] ?? (string)answer["code"]!);
    }
}
