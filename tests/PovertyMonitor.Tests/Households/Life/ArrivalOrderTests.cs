using System.Net;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Reviews;
using PovertyMonitor.Tests.Villages;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Reports of what truly happened, in whatever order they arrive: each is decided when it comes, and the belief is the same.</summary>
public sealed class ArrivalOrderTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const int Steps = 40;
    private const int Worlds = 6;

    [Property(MaxTest = 60, Arbitrary = [typeof(AnySeed)], Replay = AnySeed.SameEachRun)]
    public void Whatever_the_order_in_which_reports_are_decided_the_belief_is_the_same(int seed)
    {
        var (world, story, waiting) = (After(seed), new LifeStory(), new List<SentReport>());
        foreach (var report in Shuffled(world.Sent, seed))
        {
            waiting.Add(report);
            while (waiting.Find(r => Decide(story, r)) is { } taken) waiting.Remove(taken);
        }

        Assert.True(waiting.Count == 0, string.Join('\n', waiting.Select(r => $"{r.Kind} {r.At} {r.Household} {r.Body} {r.Submission?.InterviewedAt} {r.Submission?.Corrects}")));
        Assert.Equal(world.Households, story.Households);
        Assert.All(world.Households, h => Assert.Equal(Believed(world.Events[h]), Believed(story.Events[h])));
    }

    [Fact]
    public async Task Sent_through_the_doors_in_any_order_and_twice_they_end_as_in_their_own()
    {
        var app = shared.App;
        var worlds = Enumerable.Range(100, Worlds).Select(After).ToList();
        var reports = worlds.SelectMany((w, i) => Shuffled(w.Sent, i).Concat(Shuffled(w.Sent, i + 1).Take(5))).ToArray();
        new Random(1).Shuffle(reports);
        reports = [.. OfOneThatMoved(reports).Concat(reports)];
        Assert.Contains(reports, r => r.Body?["replaces"] is not null);
        // One after the other, so that it is the order's doing who comes first; then several at once.
        var early = await SendAsync(app, reports[..(reports.Length / 2)], atOnce: 1);
        await MeasureAdoptionTests.AdoptAsync(app);
        await SendAsync(app, reports[(reports.Length / 2)..], atOnce: 4);
        Assert.True(early > 0, "no interview came from the new village before the move");
        await SettledAsync(app);

        await IsBelievedAsync(app, worlds);
        Assert.Equal(worlds.Sum(w => w.Households.Count(h => w.Living(h).Count > 0)), (int)await app.ScalarAsync<long>("select count(*) from household_directory where ended_at is null"));
        await IsMendedAsync(app);
        foreach (var world in worlds)
            foreach (var household in world.Households.Where((_, i) => i % 3 == 0).ToList())
                if (world.RejectOne(household) is { } rejected) Assert.Equal(HttpStatusCode.OK, (await app.RejectAsync(rejected)).Response.StatusCode);
        await IsBelievedAsync(app, worlds);
    }

    // What was written of replaced splits as if their households had never been is written anew at a start.
    private static async Task IsMendedAsync(TestApp app)
    {
        const string Ends = "select string_agg(concat(household_id, ' ', ended_at), ',' order by household_id) from household_directory";
        var before = await app.ScalarAsync<string>(Ends);
        Assert.True(await app.ScalarAsync<long>("""
            with spoilt as (update household_directory d set ended_at = '2000-01-01T00:00:00Z' where ended_at is null and (
                select count(distinct data->>'changeId') from mt_events where stream_id = d.household_id and type = 'household_split_off') > 1 returning 1)
            select count(*) from spoilt
            """) > 0);

        await ActivatorUtilities.CreateInstance<DirectoryMend>(app.Services).SeedAsync(TestApp.Regency, TestContext.Current.CancellationToken);

        Assert.Equal(before, await app.ScalarAsync<string>(Ends));
    }

    // Says how many interviews came before the move that makes their village the household's.
    // A first interview, and then one in the village that the household moved to, ahead of all: also of its move.
    private static SentReport[] OfOneThatMoved(SentReport[] reports)
    {
        var interviews = reports.Where(r => r.Submission is { Corrects: null, Outcome: VisitOutcome.Completed }).ToLookup(r => r.Household);
        return (from move in reports
                where move.Kind == "moves"
                let village = (string)move.Body!["to"]!["village"]!
                from later in interviews[move.Household]
                where later.Submission!.InterviewedAt > move.At && later.Submission.Place.Village == village
                let first = interviews[move.Household].MinBy(r => r.Submission!.InterviewedAt)
                where first.Submission!.InterviewedAt < move.At && first.Submission.Place.Village != village
                select new[] { first, later }).First();
    }

    private static async Task<int> SendAsync(TestApp app, IEnumerable<SentReport> reports, int atOnce)
    {
        var early = 0;
        await Parallel.ForEachAsync(reports, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = TestContext.Current.CancellationToken }, async (report, _) =>
        {
            var (path, json) = Written(report);
            var (response, body) = await app.PostAsync(json, report.Villages, path);
            Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Accepted, $"{path} {json} {body.ToJsonString()}");
            var reason = (string?)body["errors"]?[0]!["code"];
            Assert.True(reason is null or "survey.waits_for_base" or "survey.household_elsewhere", $"{json} {body.ToJsonString()}");
            if (reason == "survey.household_elsewhere") Interlocked.Increment(ref early);
        });
        return early;
    }

    private static async Task SettledAsync(TestApp app)
    {
        try
        {
            await app.UntilAsync("select not exists (select from household_changes_waiting) and not exists (select from submissions_held)");
        }
        catch (OperationCanceledException)
        {
            Assert.Fail(await app.ScalarAsync<string>("""
                select string_agg(what, E'\n') from (
                    select concat_ws(' ', kind, change_id, 'of', household_id, problem, 'waits for', waits_for, seen_version) from household_changes_waiting
                    union all select concat_ws(' ', reason, submission_id, 'of', household_id, 'in', village, watched, seen_version) from submissions_held) as left_over(what)
                """));
        }
    }

    private static async Task IsBelievedAsync(TestApp app, List<GeneratedWorld> worlds)
    {
        await app.CaughtUpAsync();
        await using var session = app.Services.GetRequiredService<IDocumentStore>().QuerySession(TestApp.Regency);
        foreach (var world in worlds)
            foreach (var household in world.Households)
                Assert.Equal(Believed(world.Events[household]), Believed((await session.Events.FetchStreamAsync(household, token: TestContext.Current.CancellationToken)).Select(e => e.Data)));
        var current = (await app.GetAsync("/api/regencies/35.22/index?measure=global-mpi-2018-without-nutrition"))["persons"]!;
        Assert.Equal(worlds.Sum(w => w.Persons.Count), (int)current);
        foreach (var (world, household) in worlds.SelectMany(w => w.Households.Where(h => w.Living(h).Count > 0).Select(h => (w, h))))
            Assert.Equal(world.State(household).LastPlace!.Village, await app.ScalarAsync<string>($"select village from household_directory where household_id = '{household}'"));
        Assert.True((await app.VerifyAsync()).IsClean);
    }

    private static bool Decide(LifeStory story, SentReport report)
    {
        if (report.Submission is { } submission)
            return (submission.Corrects is not { } corrects || story.State(report.Household).Completed.Any(i => i.SubmissionId == corrects)) && story.Interview(submission, report.Villages);
        var decision = story.Report(report.Household, report.Kind, report.Id, report.At, (JsonObject)report.Body!.DeepClone(), report.Villages);
        // What lacks something waits for it: what is true is refused in no order.
        Assert.True(decision.Refusal is null, $"{decision.Refusal?.Problem.Code}: {report.Kind} {report.At} {report.Household} {report.Body}");
        return decision.Events.Count > 0;
    }

    private static (string Path, string Json) Written(SentReport report) => report.Submission is { } submission
        ? ("/api/submissions", submission.JsonOf())
        : ($"/api/households/{report.Household}/{report.Kind}", report.Body!.ToJsonString());

    private static GeneratedWorld After(int seed)
    {
        var world = new GeneratedWorld(seed, orderly: true);
        for (var step = 0; step < Steps; step++) world.Step();
        return world;
    }

    private static SentReport[] Shuffled(IReadOnlyList<SentReport> reports, int seed)
    {
        SentReport[] shuffled = [.. reports];
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private static string Believed(IEnumerable<object> events) => Believed(Household.After(events));

    private static string Believed(Household household) => $"{household.EndedSince}\n" + string.Join('\n', Spell.Of(household).Select(s =>
        $"{s.From} {s.To} {s.Place} {s.Interview.SubmissionId} {s.Answers.Housing.Floor} {string.Join(',', s.Answers.Members.Select(m => $"{m.Id} {m.Relation}").Order())} {s.Answers.ChildDeaths?.Count}"));
}
