using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Rounds.Coverage;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Reviews;

namespace PovertyMonitor.Tests.Surveys.Rounds;

[Collection(RoundApp.Name)]
public sealed class CoverageTests(SharedApp shared)
{
    private const string Here = "35.22.15.2002";
    private const string There = "35.22.15.2003";
    private const string Measure = "measure=global-mpi-2018-without-nutrition";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => shared.App;

    [Fact]
    public async Task Coverage_is_completed_over_expected_with_every_outcome_per_district_village_and_group()
    {
        await App.SetRoundAsync("cov-1", "open");
        var absentThenDone = Visit("cov-1", Here, "Melati 1", VisitOutcome.Absent);
        await App.SubmitAsync(
            Done("cov-1", Here, "Melati 1"), Done("cov-1", Here, "melati 1"), Visit("cov-1", Here, "Melati 1", VisitOutcome.Refused), absentThenDone,
            Done("cov-1", Here, "Melati 1", absentThenDone.HouseholdId), Visit("cov-1", Here, "Melati 2", VisitOutcome.Vacant), Visit("cov-1", Here, null, VisitOutcome.Duplicate),
            Done("cov-1", There, null), Visit("cov-1", There, null, VisitOutcome.Moved));
        await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-1/expected", App.TokenFor(Role.Planner), Json($$"""{"{{Here}}": 20, "{{Here}}/Melati 1": 10, "{{Here}}/Melati 3": 4}"""));

        var villages = (await App.GetAsync("/api/rounds/cov-1/coverage?by=village"))["rows"]!.AsArray();
        var groups = (await App.GetAsync($"/api/rounds/cov-1/coverage?by=group&area={Here}", Role.Dinsos))["rows"]!.AsArray();
        var district = Assert.Single((await App.GetAsync("/api/rounds/cov-1/coverage?by=district"))["rows"]!.AsArray())!;

        Assert.Equal([(Here, 20, 14, 3, 1, 14, 0.15, "expected"), (There, 1, null, 1, 0, 0, 1.0, "found")],
            villages.Select(r => ((string)r!["area"]!, (int)r["expected"]!, (int?)r["groupsExpected"], (int)r["completed"]!, (int)r["refused"]!, (int)r["notVisited"]!, (double)r["coverage"]!, (string)r["basis"]!)));
        Assert.Equal([(null, 0, 0, "found"), ("Melati 1", 10, 3, "expected"), ("Melati 2", 0, 0, "found"), ("Melati 3", 4, 0, "expected")],
            groups.Select(r => ((string?)r!["dasaWisma"], (int)r["expected"]!, (int)r["completed"]!, (string)r["basis"]!)));
        Assert.Equal(("35.22.15", 21, 4, 1, 1, 1), ((string)district["area"]!, (int)district["expected"]!, (int)district["completed"]!, (int)district["vacant"]!, (int)district["duplicate"]!, (int)district["moved"]!));
    }

    [Fact]
    public async Task Every_household_counts_once_as_it_does_in_the_poverty_projection_whatever_was_corrected()
    {
        var dice = new Random(20181);
        string[] villages = [Here, There, "35.22.15.2005"];
        await App.SetRoundAsync("cov-2", "open");
        await App.SetRoundAsync("cov-3", "open");
        var sent = new List<Submission>();
        for (var i = 0; i < 120; i++)
        {
            var earlier = sent.Count > 0 && dice.Next(2) == 0 ? sent[dice.Next(sent.Count)] : null;
            var at = March + Duration.FromHours(dice.Next(2000));
            var (round, village) = (dice.Next(5) == 0 ? "cov-3" : "cov-2", villages[dice.Next(3)]);
            var next = dice.Next(3) == 0 ? Visit(round, village, null, (VisitOutcome)dice.Next(1, 6)) : Done(round, village, null);
            next = next with { InterviewedAt = at, HouseholdId = earlier?.HouseholdId ?? next.HouseholdId };
            if (earlier is not null && dice.Next(2) == 0) next = Done(round, village, null, earlier.HouseholdId) with { Corrects = earlier.SubmissionId, InterviewedAt = earlier.InterviewedAt + Duration.FromHours(1), Round = earlier.Round };
            sent.Add(next);
        }
        // A second correction of one submission goes to review; the rest is taken.
        var (_, answer) = await App.PostAsync($"[{string.Join(',', sent.Select(s => s.JsonOf()))}]", villages);
        Assert.Null(answer["counts"]!["invalid"]);
        foreach (var rejected in sent.Where((_, i) => i % 15 == 0)) await App.RejectAsync(rejected.SubmissionId);
        var twins = sent.Where(s => s.Corrects is null && s.Answers is not null).Select(s => s.HouseholdId).Distinct().TakeLast(6).ToArray();
        for (var i = 0; i < twins.Length; i += 2)
            await App.PostAsync($$"""{"changeId": "{{Guid.NewGuid()}}", "at": "2018-12-31T08:00:00+07:00", "absorbed": "{{twins[i]}}", "duplicate": true}""", villages, $"/api/households/{twins[i + 1]}/merges");
        await App.CaughtUpAsync();

        foreach (var round in (string[])["cov-2", "cov-3"])
        {
            var rows = (await App.GetAsync($"/api/rounds/{round}/coverage?by=village"))["rows"]!.AsArray();
            foreach (var row in rows)
                foreach (var outcome in (string[])["completed", "refused", "absent", "moved", "vacant", "duplicate"])
                    Assert.Equal(
                        await App.ScalarAsync<long>($"select coalesce(sum(households), 0)::bigint from poverty_visits_v5 where round = '{round}' and village = '{row!["area"]}' and outcome = '{outcome}'"),
                        (int)row[outcome]!);
            Assert.Equal(
                await App.ScalarAsync<long>($"select sum(households)::bigint from poverty_visits_v5 where round = '{round}'"),
                rows.Sum(r => (int)r!["completed"]! + (int)r["refused"]! + (int)r["absent"]! + (int)r["moved"]! + (int)r["vacant"]! + (int)r["duplicate"]!));
        }
        Assert.True(await App.ScalarAsync<long>("select count(*) from mt_events where type = 'household_merged_into'") > 0);
        Assert.True(await App.ScalarAsync<long>("select count(*) from submission_receipts where state = 'withdrawn'") > 3);
        Assert.True(await App.ScalarAsync<long>("select count(*) from submission_receipts where superseded_by is not null and round in ('cov-2', 'cov-3')") > 8);
    }

    [Fact]
    public async Task What_comes_late_counts_and_is_flagged_to_whoever_sent_it()
    {
        await App.SetRoundAsync("cov-4", "open");
        var early = Done("cov-4", Here, null);
        var late = Done("cov-4", Here, null) with { InterviewedAt = Instant.FromUtc(2018, 3, 31, 17, 30) };
        await App.SubmitAsync(early, late);
        await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-4/design", App.TokenFor(Role.Planner), Json("""{"kind": "census", "from": "2018-03-01", "until": "2018-03-31", "graceDays": 366}"""));
        Assert.Equal((2, 2), await LateAsync("cov-4"));

        // A service that receives now what was visited in 2018 can't be in time; a round that ends now is.
        var today = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).Date;
        await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-4/design", App.TokenFor(Role.Planner),
            Json($$"""{"kind": "census", "from": "2018-03-01", "until": "{{today.PlusDays(-3):uuuu-MM-dd}}", "graceDays": 3}"""));
        Assert.Equal((2, 0), await LateAsync("cov-4"));
        await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-4/design", App.TokenFor(Role.Planner),
            Json($$"""{"kind": "census", "from": "2018-03-01", "until": "{{today.PlusDays(-3):uuuu-MM-dd}}", "graceDays": 2}"""));
        Assert.Equal((2, 2), await LateAsync("cov-4"));

        Assert.True((bool)(await App.GetAsync($"/api/submissions/{early.SubmissionId}", Role.Dinsos))["isLate"]!);
        var sent = JsonNode.Parse(await ReadAsync("/api/sent?round=cov-4", App.TokenFor(Role.Enumerator, Here)))!["latest"]!.AsArray();
        Assert.True((bool)sent.Single(s => (string)s!["submissionId"]! == early.SubmissionId.ToString())!["isLate"]!);
        Assert.Contains("(terlambat)", await ReadAsync("/api/sent?round=cov-4", App.TokenFor(Role.Enumerator, Here), "text/html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2018-03-31T16:59:59Z", "2018-04-07T16:59:59Z", false)]
    [InlineData("2018-03-31T17:00:00Z", "2018-03-31T17:00:00Z", true)]
    [InlineData("2018-03-02T03:00:00Z", "2018-04-07T17:00:00Z", true)]
    public async Task The_last_day_ends_at_midnight_in_the_regency(string visited, string received, bool late)
    {
        var receipt = $"(values ('{visited}'::timestamptz, '{received}'::timestamptz)) as r(visited_at, received_at)";
        Assert.Equal(late, await App.ScalarAsync<bool>($"select {Lateness.Sql("r", "d")} from {receipt}, (values ('2018-03-31'::date, 7)) as d(until_date, grace_days)"));
        Assert.False(await App.ScalarAsync<bool>($"select {Lateness.Sql("r", "d")} from {receipt}, (values (null::date, null::int)) as d(until_date, grace_days)"));
    }

    [Fact]
    public async Task A_cadre_sees_own_groups_only_and_a_spreadsheet_gets_csv()
    {
        await App.SetRoundAsync("cov-5", "open");
        await App.SubmitAsync(Done("cov-5", Here, "Melati 1"), Done("cov-5", Here, "Mawar"), Done("cov-5", There, "Melati 1"));
        var cadre = App.TokenOf(new Caller("cadre", Role.Enumerator, TestApp.Regency, [], [new(Here, "melati 1")]));

        var own = Assert.Single(JsonNode.Parse(await ReadAsync("/api/rounds/cov-5/coverage", cadre))!["rows"]!.AsArray())!;
        Assert.Equal((Here, "Melati 1"), ((string)own["area"]!, (string)own["dasaWisma"]!));
        Assert.Equal(403, (int)(await App.SendAsync(HttpMethod.Get, "/api/rounds/cov-5/coverage?by=village", cadre)).StatusCode);
        Assert.Equal(400, (int)(await App.SendAsync(HttpMethod.Get, "/api/rounds/cov-5/coverage?by=district", cadre)).StatusCode);
        foreach (var role in new[] { Role.Planner, Role.Operator })
            Assert.Equal(400, (int)(await App.SendAsync(HttpMethod.Get, "/api/rounds/cov-5/coverage?by=group", App.TokenFor(role))).StatusCode);
        Assert.Equal(404, (int)(await App.SendAsync(HttpMethod.Get, "/api/rounds/cov-5/coverage?area=35.22.99", App.TokenFor(Role.Dinsos))).StatusCode);

        var camat = App.TokenOf(new Caller("camat", Role.District, TestApp.Regency, [], []) { Districts = ["35.22.15"] });
        Assert.Equal(3, (int)Assert.Single(JsonNode.Parse(await ReadAsync("/api/rounds/cov-5/coverage?by=district", camat))!["rows"]!.AsArray())!["completed"]!);
        Assert.Equal(403, (int)(await App.SendAsync(HttpMethod.Get, "/api/rounds/cov-5/coverage?area=35.22.01", camat)).StatusCode);
        Assert.Equal(There, (string)Assert.Single(JsonNode.Parse(await ReadAsync("/api/rounds/cov-5/coverage", App.TokenFor(Role.Village, There)))!["rows"]!.AsArray())!["area"]!);

        var csv = await ReadAsync("/api/rounds/cov-5/coverage?by=village", App.TokenFor(Role.Planner), "text/csv");
        Assert.StartsWith("area,name,dasaWisma,expected,basis", csv, StringComparison.Ordinal);
        Assert.Contains($"{Here},", csv, StringComparison.Ordinal);
        Assert.Equal(3, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Groups_that_add_up_to_another_number_than_the_village_are_shown_not_refused()
    {
        var put = await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-6/expected", App.TokenFor(Role.Planner), Json($$"""{"{{Here}}": 20, "{{Here}}/Melati 1": 10, "{{There}}/Mawar": 5}"""));
        var difference = Assert.Single(JsonNode.Parse(await put.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray())!;
        Assert.Equal((Here, 20, 10), ((string)difference["village"]!, (int)difference["expected"]!, (int)difference["groupsExpected"]!));

        var mended = await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-6/expected", App.TokenFor(Role.Planner), Json($$"""{"{{Here}}/MELATI 1": 20}"""));
        Assert.Equal(204, (int)mended.StatusCode);
        foreach (var wrong in (string[])["""{"35.22.99.2001": 3}""", $$"""{"{{Here}}/": 3}""", $$"""{"{{Here}}/3522154107650003": 3}""", $$"""{"{{Here}}": -1}"""])
            Assert.Equal(422, (int)(await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-6/expected", App.TokenFor(Role.Planner), Json(wrong))).StatusCode);
        var unnamed = await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-6/expected", App.TokenFor(Role.Planner), Json("""{"": 5}"""));
        Assert.Equal("\"\"", (string?)JsonNode.Parse(await unnamed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task A_sample_round_expects_its_sample_and_counts_nobody_else()
    {
        await App.SetRoundAsync("cov-7a", "open");
        Submission unmet = Done("cov-7a", Here, null), elsewhere = Done("cov-7a", There, "Mawar"), moved = Done("cov-7a", There, "Mawar"), told = Done("cov-7a", Here, "Melati 2");
        await App.SubmitAsync(unmet, elsewhere, moved, told);
        Submission done = Done("cov-7", Here, "Melati 1"), refused = Visit("cov-7", Here, "melati 1", VisitOutcome.Refused);
        var rejected = Visit("cov-7", Here, "Melati 2", VisitOutcome.Refused) with { HouseholdId = told.HouseholdId, InterviewedAt = March + Duration.FromDays(9) };
        Guid[] drawn = [unmet.HouseholdId, elsewhere.HouseholdId, moved.HouseholdId, told.HouseholdId, done.HouseholdId, refused.HouseholdId, Guid.NewGuid()];
        await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-7/design", App.TokenFor(Role.Planner), Json("""{"kind": "sample", "from": "2018-03-01", "until": "2018-05-31"}"""));
        await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-7/sample", App.TokenFor(Role.Planner),
            Json($"[{string.Join(',', drawn.Select((h, i) => $$"""{"household": "{{h}}", "stratum": "a", "psu": "{{i % 2}}", "weight": 2}"""))}]"));
        await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-7/expected", App.TokenFor(Role.Planner), Json($$"""{"{{Here}}": 100, "{{Here}}/Melati 1": 40}"""));
        await App.SetRoundAsync("cov-7", "open");
        await App.SubmitAsync(
            done, refused, rejected, Done("cov-7", Here, "Melati 2", moved.HouseholdId) with { InterviewedAt = March + Duration.FromDays(9) },
            Done("cov-7", Here, "Melati 1"), Visit("cov-7", There, null, VisitOutcome.Absent));
        await App.RejectAsync(rejected.SubmissionId);
        await App.CaughtUpAsync();

        var coverage = await App.GetAsync("/api/rounds/cov-7/coverage?by=village");
        Assert.Equal([(Here, 5, 2, 1, 2, 1, 0.4, "sample"), (There, 1, 0, 0, 1, 1, 0.0, "sample")],
            coverage["rows"]!.AsArray().Select(r => ((string)r!["area"]!, (int)r["expected"]!, (int)r["completed"]!, (int)r["refused"]!, (int)r["notVisited"]!, (int)r["outsideSample"]!, (double)r["coverage"]!, (string)r["basis"]!)));
        Assert.Equal(1, (int)coverage["unplaced"]!);
        var groups = (await App.GetAsync($"/api/rounds/cov-7/coverage?by=group&area={Here}", Role.Dinsos))["rows"]!.AsArray();
        Assert.Equal([(null, 1, 0, 0), ("Melati 1", 2, 1, 1), ("Melati 2", 2, 1, 0)],
            groups.Select(r => ((string?)r!["dasaWisma"] is { } name ? char.ToUpperInvariant(name[0]) + name[1..] : null, (int)r["expected"]!, (int)r["completed"]!, (int)r["outsideSample"]!)));

        (int, int, int, double, string) Of(JsonNode of) => ((int)of["completed"]!, (int)of["expected"]!, (int)of["outsideSample"]!, Math.Round((double)of["ratio"]!, 3), (string)of["basis"]!);
        Assert.Equal((2, 5, 1, 0.4, "sample"), Of((await App.GetAsync($"/api/villages/{Here}/index?{Measure}&round=cov-7"))["coverage"]!));
        Assert.Equal((2, 7, 2, 0.286, "sample"), Of((await App.GetAsync($"/api/regencies/35.22/index?{Measure}&round=cov-7"))["coverage"]!));
        Assert.Equal(0.4, (double)(await App.GetAsync($"/api/villages?{Measure}&round=cov-7&district=35.22.15"))["villages"]!.AsArray().Single(v => (string)v!["code"]! == Here)!["coverage"]!);

        var report = (await App.GetAsync($"/api/reports/coverage?by=village&{Measure}&round=cov-7", Role.Dinsos))["rows"]!.AsArray();
        Assert.Equal([(Here, 5, 2, 1, 0, 0.4), (There, 1, 0, 0, 0, 0.0)],
            report.Where(r => (string)r!["area"]! is Here or There).Select(r => ((string)r!["area"]!, (int)r["expected"]!, (int)r["completed"]!, (int)r["refused"]!, (int)r["absent"]!, (double)r["coverage"]!)));
    }

    [Fact]
    public async Task A_household_found_to_be_another_one_is_in_no_coverage_and_the_other_stands_for_it_in_a_sample()
    {
        Submission absent = Visit("cov-8", Here, null, VisitOutcome.Absent), kept = Done("cov-8", Here, null);
        Submission drawn = Visit("cov-9", Here, null, VisitOutcome.Absent), beside = Done("cov-9", Here, null), other = Done("cov-9", Here, null);
        await App.SetRoundAsync("cov-8a", "open");
        await App.SetRoundAsync("cov-8", "open");
        await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-9/design", App.TokenFor(Role.Planner), Json("""{"kind": "sample", "from": "2018-03-01", "until": "2018-05-31"}"""));
        await App.SendAsync(HttpMethod.Put, "/api/rounds/cov-9/sample", App.TokenFor(Role.Planner),
            Json($"[{string.Join(',', ((Submission[])[drawn, other]).Select((s, i) => $$"""{"household": "{{s.HouseholdId}}", "stratum": "a", "psu": "{{i}}", "weight": 2}"""))}]"));
        await App.SetRoundAsync("cov-9", "open");
        await App.SubmitAsync(Done("cov-8a", Here, null, absent.HouseholdId), Done("cov-8a", Here, null, drawn.HouseholdId), absent, kept, drawn, beside, other);
        await App.CaughtUpAsync();
        var before = await App.ScalarAsync<long>("select max(seq_id) from mt_events");
        Assert.Equal([(1, 1), (1, 1), (1, 1)], await ToldAsync("cov-8", ""));
        Assert.Equal([(1, 1), (1, 1), (1, 1)], await ToldAsync("cov-9", ""));

        await MergeAsync(absent, kept);
        await MergeAsync(drawn, beside);
        await App.CaughtUpAsync();

        var now = await App.ScalarAsync<long>("select max(seq_id) from mt_events");
        Assert.Equal([(1, 0), (1, 0), (1, 0)], await ToldAsync("cov-8", $"&knownAt={now}"));
        Assert.Equal([(2, 0), (2, 0), (2, 0)], await ToldAsync("cov-9", $"&knownAt={now}"));
        Assert.Equal((1, 1), (await ToldAsync("cov-8", $"&knownAt={before}"))[2]);
        Assert.Equal((1, 1), (await ToldAsync("cov-9", $"&knownAt={before}"))[2]);
        var index = await App.GetAsync($"/api/villages/{Here}/index?{Measure}&round=cov-9");
        Assert.Equal((2, 2, 0), ((int)index["coverage"]!["expected"]!, (int)index["households"]!, (int)index["sample"]!["notInSample"]!));
        Assert.Equal(1, (int)(await App.GetAsync($"/api/villages/{Here}/index?{Measure}&round=cov-9&knownAt={before}"))["households"]!);
        Assert.Equal(["completed"], index["coverage"]!["byOutcome"]!.AsObject().Select(o => o.Key));
        Assert.Equal(0, (int)(await App.GetAsync("/api/rounds/cov-9/coverage?by=village"))["rows"]![0]!["notVisited"]!);

        // As the coverage, the index and the report tell completed and absent.
        async Task<(int, int)[]> ToldAsync(string round, string known)
        {
            static (int, int) Of(JsonNode of) => ((int)of["completed"]!, (int?)of["absent"] ?? 0);
            var coverage = (await App.GetAsync($"/api/rounds/{round}/coverage?by=village"))["rows"]!.AsArray();
            var report = (await App.GetAsync($"/api/reports/coverage?by=village&{Measure}&round={round}{known}", Role.Dinsos))["rows"]!.AsArray();
            return [Of(Assert.Single(coverage)!), Of((await App.GetAsync($"/api/villages/{Here}/index?{Measure}&round={round}"))["coverage"]!["byOutcome"]!),
                Of(report.Single(r => (string)r!["area"]! == Here)!)];
        }

        async Task MergeAsync(Submission absorbed, Submission into)
        {
            var merge = $$"""{"changeId": "{{Guid.NewGuid()}}", "at": "2018-06-01T08:00:00+07:00", "absorbed": "{{absorbed.HouseholdId}}", "duplicate": true}""";
            Assert.Equal(HttpStatusCode.Created, (await App.PostAsync(merge, Here, $"/api/households/{into.HouseholdId}/merges")).Response.StatusCode);
        }
    }

    private static Submission Done(string round, string village, string? group, Guid? household = null)
    {
        var interview = SampleInterview.Of(false, village, round, March + Duration.FromDays(1), 2, household);
        return interview with { Place = interview.Place with { DasaWisma = group } };
    }

    private static Submission Visit(string round, string village, string? group, VisitOutcome outcome) =>
        Done(round, village, group) with { Outcome = outcome, Consent = false, Answers = null, InterviewedAt = March };

    private async Task<(int Completed, int Late)> LateAsync(string round)
    {
        var row = Assert.Single((await App.GetAsync($"/api/rounds/{round}/coverage"))["rows"]!.AsArray())!;
        return ((int)row["completed"]!, (int)row["late"]!);
    }

    private async Task<string> ReadAsync(string path, string token, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Accept.ParseAdd(accept);
        var response = await App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static StringContent Json(string json) => new(json, new MediaTypeHeaderValue("application/json"));
}
