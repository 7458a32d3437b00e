using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using static PovertyMonitor.Tests.Duplicates.TwiceRegistered;

namespace PovertyMonitor.Tests.Duplicates;

[Collection(DuplicateApp.Name)]
public sealed class JudgeDuplicateTests(PostgresServer server, SharedApp shared)
{
    private static int _tests;

    private readonly string _village = shared.NextVillage();
    private readonly string _number = $"{Interlocked.Increment(ref _tests):00}";

    private const string Different = """{"judgement": "different", "reason": "otherPeople"}""";

    private string Card => $"35221501010805{_number}";

    private string[] Niks => [$"35221501077005{_number}", $"35221542037205{_number}", $"35221512089905{_number}"];

    [Fact]
    public async Task What_was_judged_different_stays_away_until_a_number_is_the_same_that_was_not()
    {
        await using var app = await TestApp.StartAsync(server);
        var (first, again) = (Family(_village), Family(_village, daysLater: 3));
        await SendAsync(app, first, null, Niks);
        await SendAsync(app, again, null, Niks[..2]);
        await app.ComparedAsync();
        Assert.Single(await app.PairsAsync(area: _village));

        var (status, body, _) = await app.JudgeAsync($"{PathOf(again, first)}/judgement", Different);
        Assert.Equal((201, "different", "dinsos-1"), (status, (string?)body["judgement"], (string?)body["by"]));
        await app.SearchAsync(_village);
        Assert.Empty(await app.PairsAsync(area: _village));
        Assert.Single(await app.PairsAsync("different", _village));

        await SendAsync(app, again with { SubmissionId = Guid.NewGuid(), Corrects = again.SubmissionId }, null, Niks);
        await app.ComparedAsync();
        var reopened = Assert.Single(await app.PairsAsync(area: _village))!;
        Assert.Equal(("different", "otherPeople"), ((string?)reopened["judgement"]!["judgement"], (string?)reopened["judgement"]!["reason"]));
        Assert.Equal((201, 0), ((await app.JudgeAsync($"{PathOf(first, again)}/judgement", Different, await app.TagAsync(first, again))).Status, (await app.PairsAsync(area: _village)).Count));
        Assert.Equal(201, (await app.JudgeAsync($"{PathOf(first, again)}/judgement", """{"judgement": "same", "reason": "visited"}""", await app.TagAsync(first, again))).Status);
        Assert.Single(await app.PairsAsync("same", _village));
    }

    [Fact]
    public async Task Of_two_who_judge_at_once_one_is_told_what_the_other_judged()
    {
        var app = shared.App;
        var (first, again) = (Family(_village), Family(_village, daysLater: 3));
        await app.SubmitAsync(first, again);
        var path = $"{PathOf(first, again)}/judgement";
        string[] judgements = [Different, """{"judgement": "same", "reason": "samePeople"}"""];

        var seen = await app.TagAsync(first, again);

        var answers = await Task.WhenAll(judgements.Select((j, i) => app.JudgeAsync(path, j, seen, $"dinsos-{i}")));

        Assert.Equal([201, 412], answers.Select(a => a.Status).Order());
        var refused = answers.Single(a => a.Status == 412);
        Assert.Equal(("duplicate.judged_meanwhile", answers.Single(a => a.Status == 201).Tag), ((string?)refused.Body["code"], refused.Tag));
        Assert.Equal((string?)answers.Single(a => a.Status == 201).Body["judgement"], (string?)refused.Body["judgement"]!["judgement"]);
        var winner = Array.FindIndex(answers, a => a.Status == 201);
        Assert.Equal(200, (await app.JudgeAsync(path, judgements[winner], seen, $"dinsos-{winner}")).Status);
        Assert.Equal(412, (await app.JudgeAsync($"{path}/withdrawal", """{"reason": "recordedWrongly"}""", seen)).Status);
        var (unseen, needed, _) = await app.JudgeAsync($"{path}/withdrawal", """{"reason": "recordedWrongly"}""");
        Assert.Equal((428, "duplicate.if_match_needed"), (unseen, (string?)needed["code"]));
        Assert.Equal(201, (await app.JudgeAsync($"{path}/withdrawal", """{"reason": "recordedWrongly"}""", refused.Tag)).Status);
        Assert.Equal(200, (await app.JudgeAsync($"{path}/withdrawal", """{"reason": "recordedWrongly"}""", refused.Tag)).Status);
        Assert.Equal("duplicate.not_judged", (string?)(await app.JudgeAsync($"{path}/withdrawal", """{"reason": "other"}""", await app.TagAsync(first, again))).Body["code"]);
        Assert.Equal(2L, await app.ScalarAsync<long>($"select count(*) from mt_events where type like 'duplicate_%' and data::text like '%{first.HouseholdId}%'"));
    }

    [Fact]
    public async Task A_pair_of_which_one_household_changed_since_it_was_looked_at_is_looked_at_again()
    {
        var app = shared.App;
        var (kept, absorbed) = (Family(_village, ages: [48, 46, 19]), Family(_village, daysLater: 3));
        await app.SubmitAsync(kept, absorbed);
        var (path, merge) = ($"{PathOf(kept, absorbed)}/judgement", $$"""{"judgement": "merge", "reason": "samePeople", "keep": "{{kept.HouseholdId}}"}""");
        var seen = await app.TagAsync(kept, absorbed);
        await BirthAsync(app, kept);

        var (status, body, tag) = await app.JudgeAsync(path, merge, seen);
        Assert.Equal((412, "duplicate.judged_meanwhile", await app.TagAsync(kept, absorbed)), (status, (string?)body["code"], tag));
        Assert.Equal(201, (await app.JudgeAsync(path, merge, tag)).Status);
        Assert.Equal(5, (await MembersAsync(app, kept)).Count);

        // What had happened before the merger does not stand in the way of its undoing.
        Assert.Equal(201, (await app.JudgeAsync($"{path}/withdrawal", """{"reason": "wrongHousehold"}""", await app.TagAsync(kept, absorbed))).Status);
        Assert.Equal((4, 4), ((await MembersAsync(app, kept)).Count, (await MembersAsync(app, absorbed)).Count));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public async Task Merging_leaves_one_household_with_everybody_in_it_and_taking_it_back_leaves_two_with_both_histories(int keptDay, int absorbedDay)
    {
        var app = shared.App;
        var (kept, absorbed) = (Family(_village, daysLater: keptDay, ages: [48, 46, 19]), Family(_village, daysLater: absorbedDay));
        await SendAsync(app, kept, Card, Niks);
        await SendAsync(app, absorbed, Card, Niks);
        await app.ComparedAsync();
        var path = $"{PathOf(kept, absorbed)}/judgement";
        var child = absorbed.Answers!.Members[3].Id;

        var merged = await app.JudgeAsync(path, $$"""{"judgement": "merge", "reason": "samePeople", "keep": "{{kept.HouseholdId}}"}""", await app.TagAsync(kept, absorbed));

        Assert.True(merged.Status == 201, merged.Body.ToJsonString());
        Assert.Equal((4, $"{child}"), await MembersAsync(app, kept));
        Assert.Equal("duplicate", (string?)(await app.GetAsync($"/api/households/{absorbed.HouseholdId}", Role.Dinsos))["state"]);
        await app.ComparedAsync();
        Assert.Empty(await app.PairsAsync(area: _village));
        Assert.Single(await app.PairsAsync("merged", _village));
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from duplicate_profiles where village = '{_village}'"));
        Assert.Equal("duplicate.still_merged", (string?)(await app.JudgeAsync(path, Different, await app.TagAsync(kept, absorbed))).Body["code"]);
        Assert.Equal("merged", (string?)(await app.GetAsync(PathOf(kept, absorbed), Role.Dinsos))["judgement"]!["judgement"]);

        Assert.Equal(201, (await app.JudgeAsync($"{path}/withdrawal", """{"reason": "wrongHousehold"}""", await app.TagAsync(kept, absorbed))).Status);

        Assert.Equal(3, (await MembersAsync(app, kept)).Count);
        Assert.Equal((4, $"{child}"), await MembersAsync(app, absorbed));
        await app.ComparedAsync();
        Assert.Single(await app.PairsAsync(area: _village));
        var told = (await app.GetAsync($"/api/households/{kept.HouseholdId}/timeline", Role.Dinsos)).AsArray();
        Assert.Equal(["duplicate_judged", "duplicate_judgement_withdrawn"], told.Select(e => (string)e!["kind"]!).Where(k => k.StartsWith("duplicate", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_merger_undone_at_the_household_opens_the_pair_again()
    {
        var app = shared.App;
        var (kept, absorbed) = (Family(_village), Family(_village, daysLater: 3));
        await SendAsync(app, kept, Card, Niks);
        await SendAsync(app, absorbed, Card, Niks);
        await app.ComparedAsync();
        var merge = $$"""{"judgement": "merge", "reason": "samePeople", "keep": "{{kept.HouseholdId}}", "pairs": [{{string.Join(',', kept.Answers!.Members.Zip(absorbed.Answers!.Members,
            (k, a) => $$"""{"absorbed": "{{a.Id}}", "kept": "{{k.Id}}"}"""))}}]}""";
        Assert.Equal(201, (await app.JudgeAsync($"{PathOf(kept, absorbed)}/judgement", merge)).Status);
        await app.ComparedAsync();
        var change = await app.ScalarAsync<string>($"select data->>'changeId' from mt_events where type = 'households_merged' and stream_id = '{kept.HouseholdId}'");

        var (status, body, _) = await app.JudgeAsync($"/api/households/{kept.HouseholdId}/withdrawals",
            $$"""{"changeId": "{{Guid.NewGuid()}}", "withdraws": "{{change}}", "reason": "didNotHappen"}""");

        Assert.True(status == 201, body.ToJsonString());
        await app.ComparedAsync();
        Assert.Null(Assert.Single(await app.PairsAsync(area: _village))!["judgement"]);
        Assert.Null((await app.GetAsync(PathOf(kept, absorbed), Role.Dinsos))["judgement"]);
        Assert.Equal(201, (await app.JudgeAsync($"{PathOf(kept, absorbed)}/judgement", Different, await app.TagAsync(kept, absorbed))).Status);
    }

    [Fact]
    public async Task A_merger_is_not_undone_while_one_of_its_people_lives_elsewhere_and_what_goes_along_is_told()
    {
        var app = shared.App;
        var (kept, absorbed, third) = (Family(_village, ages: [48, 46, 19]), Family(_village, daysLater: 3), Family(_village, ages: [33]));
        await app.SubmitAsync(kept, absorbed, third);
        var (path, members) = ($"{PathOf(kept, absorbed)}/judgement", absorbed.Answers!.Members);
        var pairs = string.Join(',', kept.Answers!.Members.Zip(members, (k, a) => $$"""{"absorbed": "{{a.Id}}", "kept": "{{k.Id}}"}"""));
        Assert.Equal(201, (await app.JudgeAsync(path, $$"""{"judgement": "merge", "reason": "samePeople", "keep": "{{kept.HouseholdId}}", "pairs": [{{pairs}}]}""", await app.TagAsync(kept, absorbed))).Status);
        var (joining, departure) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal(201, (await ReportAsync(app, third, "joinings", joining, $$"""
            "at": "2019-07-01T08:00:00+07:00", "member": {"id": "{{members[0].Id}}", "sex": "male", "ageYears": 48, "relation": "otherRelative", "yearsOfSchooling": 9, "nutrition": "unknown", "functioning": "unknown", "chronicIllness": false}
            """)).Status);
        Assert.Equal(201, (await ReportAsync(app, kept, "departures", departure, $$""" "at": "2019-08-01T08:00:00+07:00", "member": "{{members[3].Id}}" """)).Status);
        async Task<(int Status, JsonNode Body, string? Tag)> UndoAsync() => await app.JudgeAsync($"{path}/withdrawal", """{"reason": "wrongHousehold"}""", await app.TagAsync(kept, absorbed));

        var refused = await UndoAsync();

        Assert.Equal((409, "household.lives_elsewhere"), (refused.Status, (string?)refused.Body["code"]));
        Assert.Equal((members[0].Id, third.HouseholdId), ((Guid)refused.Body["members"]![0]!["member"]!, (Guid)refused.Body["members"]![0]!["household"]!));
        Assert.Equal(201, (await ReportAsync(app, third, "withdrawals", Guid.NewGuid(), $$""" "withdraws": "{{joining}}", "reason": "other" """)).Status);

        var seen = await app.TagAsync(kept, absorbed);
        foreach (var status in (int[])[201, 200])
        {
            var undone = await app.JudgeAsync($"{path}/withdrawal", """{"reason": "wrongHousehold"}""", seen);
            Assert.Equal(status, undone.Status);
            Assert.Equal(await app.TagAsync(kept, absorbed), undone.Tag);
            var along = Assert.Single(undone.Body["wentAlong"]!.AsArray())!;
            Assert.Equal((departure, absorbed.HouseholdId, members[3].Id), ((Guid)along["change"]!, (Guid)along["household"]!, (Guid)along["member"]!));
        }
        Assert.Equal((3, 3), ((await MembersAsync(app, kept)).Count, (await MembersAsync(app, absorbed)).Count));
    }

    [Fact]
    public async Task Whoever_judges_households_that_were_merged_by_a_report_is_told_which_to_withdraw()
    {
        var app = shared.App;
        var (kept, absorbed, merge) = (Family(_village), Family(_village, daysLater: 3), Guid.NewGuid());
        await app.SubmitAsync(kept, absorbed);
        Assert.Equal(201, (await ReportAsync(app, kept, "merges", merge, $$""" "at": "2019-07-01T08:00:00+07:00", "absorbed": "{{absorbed.HouseholdId}}", "duplicate": true, "members": [] """)).Status);
        var path = $"{PathOf(kept, absorbed)}/judgement";

        var (status, body, _) = await app.JudgeAsync(path, Different);

        Assert.Equal((409, "duplicate.merged_at_household", merge), (status, (string?)body["code"], (Guid)body["change"]!));
        Assert.Contains($"merged into {kept.HouseholdId}", (string)body["detail"]!, StringComparison.Ordinal);
        Assert.Contains($"/api/households/{kept.HouseholdId}/withdrawals with withdraws {merge}", body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(201, (await ReportAsync(app, kept, "withdrawals", Guid.NewGuid(), $$""" "withdraws": "{{merge}}", "reason": "other" """)).Status);
        Assert.Equal(201, (await app.JudgeAsync(path, Different, await app.TagAsync(kept, absorbed))).Status);
    }

    [Fact]
    public async Task A_merger_stands_though_what_is_kept_of_the_absorbed_household_is_of_before()
    {
        var app = shared.App;
        var (kept, absorbed) = (Family(_village), Family(_village, daysLater: 3));
        await SendAsync(app, kept, Card, Niks);
        await SendAsync(app, absorbed, Card, Niks);
        await app.ComparedAsync();
        var profile = await app.ScalarAsync<string>($"select to_jsonb(p)::text from duplicate_profiles p where household_id = '{absorbed.HouseholdId}'");
        Assert.Equal(201, (await app.JudgeAsync($"{PathOf(kept, absorbed)}/judgement", $$"""{"judgement": "merge", "reason": "samePeople", "keep": "{{kept.HouseholdId}}"}""")).Status);
        await app.ComparedAsync();
        // As where the two households' turns come one after the other.
        await app.ScalarAsync<object>($"insert into duplicate_profiles select * from jsonb_populate_record(null::duplicate_profiles, '{profile}')");
        await BirthAsync(app, kept);
        await app.ComparedAsync();

        Assert.Single(await app.PairsAsync("merged", _village));
        Assert.Empty(await app.PairsAsync(area: _village));
        await app.ScalarAsync<object>($"delete from duplicate_profiles where household_id = '{absorbed.HouseholdId}'");
    }

    [Fact]
    public async Task What_is_no_judgement_is_refused_with_the_field()
    {
        var app = shared.App;
        var (first, again) = (Family(_village), Family(_village, daysLater: 3));
        await app.SubmitAsync(first, again);
        var (kept, member) = (first.HouseholdId, first.Answers!.Members[0].Id);

        foreach (var (json, field) in new[]
        {
            ("""{"judgement": "perhaps", "reason": "samePeople"}""", "judgement"),
            ("""{"judgement": "same", "reason": "because"}""", "reason"),
            ($$"""{"judgement": "same", "reason": "visited", "keep": "{{kept}}"}""", "keep"),
            ($$"""{"judgement": "merge", "reason": "visited", "keep": "{{member}}"}""", "keep"),
            ($$"""{"judgement": "merge", "reason": "visited", "keep": "{{kept}}", "pairs": [{"absorbed": "{{kept}}", "kept": "{{member}}"}]}""", "pairs[0].absorbed"),
        })
        {
            var (status, body, _) = await app.JudgeAsync($"{PathOf(first, again)}/judgement", json);
            Assert.Equal((422, field), (status, (string?)Assert.Single(body["errors"]!.AsArray())!["field"]));
        }
        Assert.Equal(404, (await app.JudgeAsync($"/api/duplicates/{kept}/{Guid.NewGuid()}/judgement", Different)).Status);
        var (_, nobody, _) = await app.JudgeAsync($"{PathOf(first, again)}/judgement", $$"""{"judgement": "merge", "reason": "visited", "keep": "{{kept}}", "pairs": [null]}""");
        Assert.Equal([("pairs[0].absorbed", "duplicate.not_a_member"), ("pairs[0].kept", "duplicate.not_a_member")], nobody["errors"]!.AsArray().Select(e => ((string)e!["field"]!, (string)e["code"]!)));
        var (status422, same, _) = await app.JudgeAsync($"/api/duplicates/{kept}/{kept}/judgement", Different);
        Assert.Equal((422, "duplicate.same_household"), (status422, (string?)same["code"]));
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from mt_events where type like 'duplicate_%' and data::text like '%{first.HouseholdId}%'"));
    }

    private static Task<(int Status, JsonNode Body, string? Tag)> ReportAsync(TestApp app, Submission household, string kind, Guid change, string fields) =>
        app.JudgeAsync($"/api/households/{household.HouseholdId}/{kind}", $$"""{"changeId": "{{change}}", {{fields}}}""");

    private static async Task BirthAsync(TestApp app, Submission household)
    {
        var birth = $$"""
            {"changeId": "{{Guid.NewGuid()}}", "at": "2019-06-01T08:00:00+07:00", "member": {"id": "{{Guid.NewGuid()}}", "sex": "female",
                "ageYears": 0, "ageMonths": 0, "relation": "child", "chronicIllness": false, "nutrition": "unknown"} }
            """;
        var (response, body) = await app.PostAsync(birth, household.Place.Village, $"/api/households/{household.HouseholdId}/births");
        Assert.True(response.IsSuccessStatusCode, body.ToJsonString());
    }

    private static async Task<(int Count, string? Last)> MembersAsync(TestApp app, Submission household)
    {
        var members = (await app.GetAsync($"/api/households/{household.HouseholdId}", Role.Dinsos))["members"]!.AsArray();
        return (members.Count, (string?)members[^1]!["id"]);
    }
}
