using Marten;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Reviews;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Reviews;

/// <summary>Random sequences of submissions, resends, resolutions and rejections of one household.</summary>
public sealed class ReviewPropertyTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const int Steps = 40;
    private static readonly string[] Actions = ["accept", "reject", "correct", "merge"];

    private TestApp App => shared.App;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Every_submission_ends_in_one_state_and_what_was_rejected_never_counts(int seed)
    {
        await App.OpenRoundsAsync();
        var dice = new Random(seed);
        var household = Guid.NewGuid();
        var made = new List<Submission>();
        var sent = new List<string>();
        for (var step = 0; step < Steps; step++)
        {
            if (made.Count < 3 || dice.Next(2) > 0)
            {
                var next = dice.Next(5) == 0 && made.Count > 0 ? made[dice.Next(made.Count)] with { Enumerator = $"K-{step}" } : Made(dice, household, made, step);
                if (made.All(m => m.SubmissionId != next.SubmissionId)) made.Add(next);
                sent.Add(next.JsonOf());
                await App.PostAsync(sent[dice.Next(3) == 0 ? dice.Next(sent.Count) : ^1], Reviewing.Village);
            }
            else if (dice.Next(6) == 0) await App.RejectAsync(made[dice.Next(made.Count)].SubmissionId);
            else await ResolveOneAsync(dice, household);
        }

        await HoldsAsync(household);
        var events = await CountAsync(household);
        foreach (var json in sent) await App.PostAsync(json, Reviewing.Village);
        // Some of it was never sent before; only that may be new.
        await HoldsAsync(household);
        var all = await CountAsync(household);
        foreach (var json in sent) await App.PostAsync(json, Reviewing.Village);
        Assert.Equal(all, await CountAsync(household));
        Assert.True(all >= events);
    }

    private async Task ResolveOneAsync(Random dice, Guid household)
    {
        var held = await RowsAsync<(Guid Id, string Content)>($"select submission_id, encode(content_hash, 'hex') from submissions_held where household_id = '{household}' order by 1, 2",
            row => (row.GetGuid(0), row.GetString(1)));
        if (held.Count == 0) return;
        var (id, content) = held[dice.Next(held.Count)];
        var review = await App.GetAsync($"/api/reviews/{id}?content={content}", Role.Dinsos);
        var action = Actions[dice.Next(Actions.Length)];
        object decision = action switch
        {
            "correct" => new { action, reason = "typingError", submission = review["submission"] },
            "merge" => new { action, reason = "other", fields = review["differences"]!.AsArray().Where(d => (bool)d!["isMergeable"]!).Select(d => (string)d!["path"]!).Take(1) },
            _ => new { action, reason = "other" },
        };
        await App.ResolveAsync(id, decision, content);
    }

    private async Task HoldsAsync(Guid household)
    {
        var states = (await RowsAsync($"select submission_id, state from submission_receipts where household_id = '{household}'", row => (Id: row.GetGuid(0), State: row.GetString(1))))
            .ToDictionary(r => r.Id, r => r.State);
        var open = (await RowsAsync($"select submission_id, reason from submissions_held where household_id = '{household}'", row => (Id: row.GetGuid(0), Reason: row.GetString(1)))).ToLookup(h => h.Id, h => h.Reason);
        var history = await ReviewHistory.ReadAsync(
            App.Services.GetRequiredService<IDocumentStore>(), TestApp.Regency, household, household, null, TestContext.Current.CancellationToken);
        var reported = history.Household.Submissions().ToList();
        var counting = history.Household.Interviews().Select(i => i.Source).Concat(history.Household.Visits.Select(v => v.SubmissionId)).ToHashSet();

        Assert.Equal(reported.Count, reported.Distinct().Count());
        foreach (var (id, state) in states)
        {
            var held = open[id].Count(reason => reason != SurveyProblems.OtherContent.Code);
            Assert.Equal(state is "review" or "waiting" ? 1 : 0, held);
            Assert.Equal(state is "taken" or "withdrawn", reported.Contains(id));
            if (state != "taken") Assert.DoesNotContain(id, counting);
        }
        Assert.All(reported, id => Assert.True(states.ContainsKey(id)));
        // Of those taken exactly the last of each chain counts, and nothing that fell is in a chain.
        var superseded = await RowsAsync($"select submission_id, superseded_by from submission_receipts where household_id = '{household}' and superseded_by is not null", row => (row.GetGuid(0), row.GetGuid(1)));
        Assert.All(superseded, s => Assert.Equal(("taken", "taken"), (states[s.Item1], states[s.Item2])));
        Assert.Equal(superseded.Count, superseded.Select(s => s.Item2).Distinct().Count());
    }

    private static Submission Made(Random dice, Guid household, List<Submission> made, int step)
    {
        var fresh = SampleInterview.Of(dice.Next(2) == 0, Reviewing.Village, dice.Next(3) == 0 ? Reviewing.Closed : Reviewing.Open, Reviewing.March + Duration.FromHours(dice.Next(48)), 2, household);
        return made.Count == 0 || dice.Next(3) == 0 ? fresh : fresh with
        {
            Corrects = dice.Next(8) == 0 ? Guid.NewGuid() : made[dice.Next(made.Count)].SubmissionId,
            Answers = fresh.Answers! with { Size = (step % 9) + 1 },
        };
    }

    private async Task<long> CountAsync(Guid household) => await App.ScalarAsync<long>(
        $"select count(*) from mt_events where stream_id = '{household}' or (type = 'review_resolved' and data->>'householdId' = '{household}')");

    private async Task<List<T>> RowsAsync<T>(string sql, Func<Npgsql.NpgsqlDataReader, T> read)
    {
        await using var connection = new Npgsql.NpgsqlConnection(App.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        var found = new List<T>();
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) found.Add(read(rows));
        return found;
    }
}
