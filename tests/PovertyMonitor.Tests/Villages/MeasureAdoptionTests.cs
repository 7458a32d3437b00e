using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Villages;

/// <summary>A measure adopted when households are known already.</summary>
public sealed class MeasureAdoptionTests(PostgresServer server)
{
    private const string Here = "35.22.15.2002";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task What_changes_after_the_adoption_supersedes_what_the_adoption_filled_in()
    {
        await using var app = await TestApp.StartAsync(server);
        var (first, second) = (SampleInterview.Of(true, Here, "2018-1", March, 4), SampleInterview.Of(false, Here, "2018-1", March, 3));
        await app.SubmitAsync(first, second);
        var corrected = SampleInterview.Of(false, Here, "2018-1", March + Duration.FromDays(3), 4, first.HouseholdId) with { Corrects = first.SubmissionId };
        await app.SubmitAsync(corrected);
        await app.CaughtUpAsync();

        await AdoptAsync(app);
        await app.CaughtUpAsync();
        await app.SubmitAsync(
            SampleInterview.Of(true, Here, "2018-1", March + Duration.FromDays(9), 5, first.HouseholdId) with { Corrects = corrected.SubmissionId },
            SampleInterview.Of(true, Here, "2019-1", March + Duration.FromDays(360), 3, second.HouseholdId));
        await app.SubmitAsync(SampleInterview.Of(true, Here, "2018-2", March + Duration.FromDays(100), 3, second.HouseholdId));
        await app.CaughtUpAsync();

        Assert.Equal(3L, await app.ScalarAsync<long>($"select count(*) from {PovertyTables.Measures}"));
        Assert.Equal(0L, await app.ScalarAsync<long>($"""
            select count(*) from {PovertyTables.Own.Assessments} a join {PovertyTables.Own.Assessments} b using (tenant_id, measure, household)
            where a.known_to is null and b.known_to is null and a.ctid <> b.ctid and a.valid_from < coalesce(b.valid_to, 'infinity') and b.valid_from < coalesce(a.valid_to, 'infinity')
            """));
        Assert.Equal(3L, await app.ScalarAsync<long>($"select count(distinct measure) from {PovertyTables.Assessments}"));
        var kept = await app.PovertyRowsAsync();
        await app.RebuildPovertyAsync();
        Assert.Equal(kept, await app.PovertyRowsAsync());
    }

    [Fact]
    public async Task A_change_at_home_is_no_interview()
    {
        await using var app = await TestApp.StartAsync(server);
        var counted = SampleInterview.Of(true, Here, "2018-1", March, 4);
        var (next, since) = (SampleInterview.Of(true, Here, "2018-2", March + Duration.FromDays(10), 4, counted.HouseholdId), March + Duration.FromDays(20));
        await app.SubmitAsync(counted, next);
        var move = $$"""{"changeId":"{{Guid.NewGuid()}}","at":"2018-06-01T08:00:00+07:00","to":{"village":"35.22.15.2003"} }""";
        Assert.Equal(201, (int)(await app.PostAsync(move, Here, $"/api/households/{counted.HouseholdId}/moves")).Response.StatusCode);
        await app.CaughtUpAsync();
        var households = app.Services.GetRequiredService<CountedHouseholds>();
        Task<IReadOnlySet<Guid>> AgainAsync() => households.InterviewedSinceAsync(TestApp.Regency, [(counted.HouseholdId, counted.SubmissionId, since)], TestContext.Current.CancellationToken);

        Assert.Empty(await AgainAsync());
        await app.SubmitAsync(SampleInterview.Of(true, "35.22.15.2003", "2019-1", March + Duration.FromDays(200), 4, counted.HouseholdId));
        await app.CaughtUpAsync();
        Assert.Single(await AgainAsync());
    }

    /// <summary>Adopts the regency's own measure.</summary>
    internal static async Task AdoptAsync(TestApp app)
    {
        using var body = new StringContent("""{"revision": 1, "effectiveFrom": "2018-01-01"}""", new MediaTypeHeaderValue("application/json"));
        var response = await app.SendAsync(HttpMethod.Post, "/api/measures/bojonegoro/adoption", app.TokenFor(Role.Planner), body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
