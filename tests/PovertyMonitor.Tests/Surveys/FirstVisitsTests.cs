using NodaTime;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys;

/// <summary>First visits are written without asking what is known; where something is, they are decided over that.</summary>
public sealed class FirstVisitsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);
    private readonly string _village = shared.NextVillage();

    [Fact]
    public async Task Where_one_household_of_a_request_is_known_all_of_it_is_taken_and_no_number_is_lost()
    {
        var app = shared.App;
        var known = Interview();
        await app.SubmitAsync(known);
        for (var turn = 1; turn <= 3; turn++)
        {
            List<Submission> visits = [.. Enumerable.Range(0, 10).Select(_ => Interview()), known with { SubmissionId = Guid.NewGuid(), InterviewedAt = March + Duration.FromDays(turn) }];

            Assert.Equal((11, 0), await CountsAsync(app, visits));
            Assert.Equal((0, 11), await CountsAsync(app, visits));
            await app.SubmitAsync(Interview());
        }

        Assert.Equal(34L, await app.ScalarAsync<long>($"select count(*) from household_directory where village = '{_village}'"));
        Assert.Equal(3L + 34, await app.ScalarAsync<long>($"select count(*) from submission_receipts where state = 'taken' and village = '{_village}'"));
        Assert.True(await app.ScalarAsync<bool?>("select max(seq_id) = count(*) from mt_events where tenant_id = '35.22'"));
    }

    [Fact]
    public async Task The_same_first_visits_from_many_at_once_are_taken_once()
    {
        var app = shared.App;
        List<Submission> visits = [.. Enumerable.Range(0, 12).Select(_ => Interview())];

        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => CountsAsync(app, [.. visits.Skip(i), .. visits.Take(i)])));

        Assert.Equal(12, counts.Sum(c => c.Accepted));
        Assert.All(counts, c => Assert.Equal(12, c.Accepted + c.Already));
        Assert.Equal(24L, await app.ScalarAsync<long>($"select count(*) from mt_events where type in ('household_registered', 'interview_completed') and data->'place'->>'village' = '{_village}'"));
        Assert.True(await app.ScalarAsync<bool?>("select max(seq_id) = count(*) from mt_events where tenant_id = '35.22'"));
    }

    private Submission Interview() => SampleInterview.Of(true, _village, "2018-1", March, 3);

    private async Task<(int Accepted, int Already)> CountsAsync(TestApp app, IEnumerable<Submission> visits)
    {
        var (_, body) = await app.PostAsync($"[{string.Join(',', visits.Select(v => v.JsonOf()))}]", _village);
        return ((int?)body["counts"]!["accepted"] ?? 0, (int?)body["counts"]!["already"] ?? 0);
    }
}
