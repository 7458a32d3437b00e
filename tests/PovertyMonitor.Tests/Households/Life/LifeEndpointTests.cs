using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>What happens to households, over HTTP, and what figures make of it.</summary>
public sealed class LifeEndpointTests(PostgresServer server)
{
    private const string Here = "35.22.15.2002";
    private const string There = "35.22.15.2003";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task A_split_and_its_withdrawal_leave_the_figures_right_in_both_villages()
    {
        await using var app = await TestApp.StartAsync(server);
        var interview = SampleInterview.Of(true, Here, "2018-1", March, 5);
        await app.SubmitAsync(interview);
        var (into, change) = (Guid.NewGuid(), Guid.NewGuid());
        var leaving = interview.Answers!.Members.Skip(3).Select(m => $"\"{m.Id}\"").ToList();
        var split = $$"""
            {"changeId":"{{change}}","at":"2018-06-01T08:00:00+07:00","into":"{{into}}","members":[{{string.Join(',', leaving)}}],"head":{{leaving[0]}},"to":{"village":"{{There}}"} }
            """;

        Assert.Equal((201, "recorded"), await ReportAsync(app, interview.HouseholdId, "splits", split));
        Assert.Equal((200, "already"), await ReportAsync(app, interview.HouseholdId, "splits", split));
        Assert.Equal("household.other_change", await RefusedAsync(app, interview.HouseholdId, "splits", split.Replace(There, Here, StringComparison.Ordinal)));
        Assert.Equal("household.other_change", await RefusedAsync(app, interview.HouseholdId, "splits", split.Replace($"\"head\":{leaving[0]}", $"\"head\":{leaving[1]}", StringComparison.Ordinal)));
        await app.CaughtUpAsync();
        Assert.Equal((3, 2), (await PersonsAsync(app, Here), await PersonsAsync(app, There)));
        Assert.Equal(5, await PersonsAsync(app, Here, "2018-1"));

        var undo = $$"""{"changeId":"{{Guid.NewGuid()}}","withdraws":"{{change}}","reason":"didNotHappen"}""";
        Assert.Equal((201, "recorded"), await ReportAsync(app, into, "withdrawals", undo));
        await app.CaughtUpAsync();
        Assert.Equal((5, 0), (await PersonsAsync(app, Here), await PersonsAsync(app, There)));
        Assert.Equal("household.already_withdrawn", await RefusedAsync(app, into, "withdrawals", undo.Replace(undo[13..49], Guid.NewGuid().ToString(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_merge_counts_everybody_once_a_duplicate_counts_nowhere_and_both_can_be_undone()
    {
        await using var app = await TestApp.StartAsync(server);
        var (one, other) = (SampleInterview.Of(true, Here, "2018-1", March, 4), SampleInterview.Of(false, There, "2018-1", March, 3));
        await app.SubmitAsync(one, other);
        var (joined, found) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal((201, "recorded"), await ReportAsync(app, one.HouseholdId, "merges", $$"""{"changeId":"{{joined}}","at":"2018-06-01T08:00:00+07:00","absorbed":"{{other.HouseholdId}}"}"""));
        await app.CaughtUpAsync();
        Assert.Equal((7, 0, 3), (await PersonsAsync(app, Here), await PersonsAsync(app, There), await PersonsAsync(app, There, "2018-1")));
        Assert.Equal("household.merged", await RefusedAsync(app, other.HouseholdId, "moves", Move(Guid.NewGuid(), Here, "2018-07-01")));

        // What became of one of them goes along, and its id there is told.
        var left = Guid.NewGuid();
        await ReportAsync(app, one.HouseholdId, "departures", $$"""{"changeId":"{{left}}","at":"2018-07-01T08:00:00+07:00","member":"{{other.Answers!.Members[2].Id}}"}""");
        var back = $$"""{"changeId":"{{Guid.NewGuid()}}","withdraws":"{{joined}}","reason":"recordedWrongly"}""";
        var along = new List<(Guid, Guid, Guid)>();
        for (var sent = 0; sent < 2; sent++)
        {
            var went = (await app.PostAsync(back, [Here, There], $"/api/households/{other.HouseholdId}/withdrawals")).Body["wentAlong"]![0]!;
            along.Add(((Guid)went["change"]!, (Guid)went["household"]!, (Guid)went["thereAs"]!));
        }
        Assert.Equal((left, other.HouseholdId, along[1].Item3), along[0]);
        Assert.Equal((201, "recorded"), await ReportAsync(app, other.HouseholdId, "withdrawals", $$"""{"changeId":"{{Guid.NewGuid()}}","withdraws":"{{along[0].Item3}}","reason":"didNotHappen"}"""));
        Assert.Equal((201, "recorded"), await ReportAsync(app, one.HouseholdId, "merges", $$"""{"changeId":"{{found}}","at":"2018-06-01T08:00:00+07:00","absorbed":"{{other.HouseholdId}}","duplicate":true}"""));
        await app.CaughtUpAsync();
        Assert.Equal((4, 0, 0), (await PersonsAsync(app, Here), await PersonsAsync(app, There), await PersonsAsync(app, There, "2018-1")));

        await ReportAsync(app, one.HouseholdId, "withdrawals", $$"""{"changeId":"{{Guid.NewGuid()}}","withdraws":"{{found}}","reason":"recordedWrongly"}""");
        await app.CaughtUpAsync();
        Assert.Equal((4, 3, 3), (await PersonsAsync(app, Here), await PersonsAsync(app, There), await PersonsAsync(app, There, "2018-1")));
    }

    [Fact]
    public async Task What_comes_before_what_it_refers_to_waits_for_it()
    {
        await using var app = await TestApp.StartAsync(server);
        var interview = SampleInterview.Of(false, Here, "2018-1", March, 3);
        var newcomer = Guid.NewGuid();
        var (leaving, joining) = ($$"""{"changeId":"{{Guid.NewGuid()}}","at":"2018-08-01T08:00:00+07:00","member":"{{newcomer}}"}""", Joining(newcomer, "2018-07-01"));

        Assert.Equal((202, "waiting"), await ReportAsync(app, interview.HouseholdId, "departures", leaving));
        Assert.Equal((202, "waiting"), await ReportAsync(app, interview.HouseholdId, "joinings", joining));
        Assert.Equal((202, "waiting"), await ReportAsync(app, interview.HouseholdId, "joinings", joining));
        Assert.Equal(2, (await app.GetAsync("/api/household-changes/waiting", Role.Dinsos)).AsArray().Count);
        await app.SubmitAsync(interview);
        await app.UntilAsync("select count(*) = 0 from household_changes_waiting");

        Assert.Equal(["household_registered", "interview_completed", "member_joined", "member_left"],
            ((string)(await app.ScalarAsync<string>("select string_agg(type, ',' order by seq_id) from mt_events where tenant_id = '35.22' and (type like 'household%' or type like 'interview%' or type like 'member%')"))!).Split(','));
        Assert.Equal((200, "already"), await ReportAsync(app, interview.HouseholdId, "joinings", joining));
    }

    [Fact]
    public async Task Of_two_who_change_the_same_household_one_sees_what_the_other_did()
    {
        await using var app = await TestApp.StartAsync(server);
        var interview = SampleInterview.Of(false, Here, "2018-1", March, 3);
        await app.SubmitAsync(interview);
        var seen = (await app.SendAsync(HttpMethod.Get, $"/api/households/{interview.HouseholdId}", app.TokenFor(Role.Dinsos))).Headers.ETag!;

        var first = await SendAsync(app, interview.HouseholdId, "joinings", Joining(Guid.NewGuid(), "2018-07-01"), seen);
        var second = await SendAsync(app, interview.HouseholdId, "joinings", Joining(Guid.NewGuid(), "2018-07-01"), seen);
        var body = JsonNode.Parse(await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal((201, 412, "household.changed_since"), ((int)first.StatusCode, (int)second.StatusCode, (string)body["code"]!));
        Assert.Equal("A new member came (male, 30).", (string)Assert.Single(body["changes"]!.AsArray())!);
    }

    [Theory]
    [InlineData(Here)]
    [InlineData(There)]
    public async Task Who_saw_a_household_before_it_left_their_area_is_told_so_and_nothing_of_its_life_since(string to)
    {
        await using var app = await TestApp.StartAsync(server);
        var interview = SampleInterview.Of(false, Here, "2018-1", March, 3);
        await app.SubmitAsync(interview);
        var seen = (await app.SendAsync(HttpMethod.Get, $"/api/households/{interview.HouseholdId}", app.TokenFor(Role.Dinsos))).Headers.ETag!;
        await ReportAsync(app, interview.HouseholdId, "moves", Move(Guid.NewGuid(), There, "2018-06-01"));
        await ReportAsync(app, interview.HouseholdId, "joinings", Joining(Guid.NewGuid(), "2018-07-01"));

        var response = await SendAsync(app, interview.HouseholdId, "moves", Move(Guid.NewGuid(), to, "2018-08-01"), seen, app.TokenFor(Role.Enumerator, Here));
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal((412, "household.changed_since"), ((int)response.StatusCode, (string)body["code"]!));
        Assert.StartsWith("The household moved to ", (string)Assert.Single(body["changes"]!.AsArray())!, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from household_changes_waiting"));
        // Whoever never had it is told nothing.
        Assert.NotEqual(412, (int)(await SendAsync(app, interview.HouseholdId, "moves", Move(Guid.NewGuid(), to, "2018-08-01"), seen, app.TokenFor(Role.Enumerator, "35.22.15.2008"))).StatusCode);
    }

    [Fact]
    public async Task What_is_not_possible_is_refused_with_a_code()
    {
        await using var app = await TestApp.StartAsync(server);
        var interview = SampleInterview.Of(false, Here, "2018-1", March, 3);
        var id = interview.HouseholdId;
        await app.SubmitAsync(interview);
        string Body(string fields) => $$"""{"changeId":"{{Guid.NewGuid()}}","at":"2018-06-01T08:00:00+07:00",{{fields}}}""";

        Assert.Equal("household.splits_off_nobody", await RefusedAsync(app, id, "splits", Body($"\"into\":\"{Guid.NewGuid()}\",\"members\":[],\"head\":\"{Guid.NewGuid()}\"")));
        Assert.Equal("household.splits_off_nobody", await RefusedAsync(app, id, "splits", Body($"\"into\":\"{Guid.NewGuid()}\",\"members\":[]")));
        Assert.Equal("household.head_needed", await RefusedAsync(app, id, "deaths", Body($"\"member\":\"{interview.Answers!.Members[0].Id}\"")));
        Assert.Equal("household.merges_itself", await RefusedAsync(app, id, "merges", Body($"\"absorbed\":\"{id}\"")));
        Assert.Equal("household.invalid_change", await RefusedAsync(app, id, "dissolution", Body("\"reason\":\"bored\"")));
        Assert.Equal((201, "recorded"), await ReportAsync(app, id, "dissolution", Body("\"reason\":\"leftRegency\"")));
        Assert.Equal("household.dissolved", await RefusedAsync(app, id, "moves", Move(Guid.NewGuid(), There, "2018-07-01")));
        Assert.Equal("household.dissolved", await RefusedAsync(app, id, "dissolution", Body("\"reason\":\"leftRegency\"")));

        // Whoever came to live elsewhere since would live in both.
        var other = SampleInterview.Of(false, There, "2018-1", March, 2);
        await app.SubmitAsync(other);
        var gone = interview.Answers.Members[1].Id;
        Assert.Equal((201, "recorded"), await ReportAsync(app, other.HouseholdId, "joinings", Joining(gone, "2018-07-01")));
        var dissolution = await app.ScalarAsync<string>($"select data->>'changeId' from mt_events where stream_id = '{id}' and type = 'household_dissolved'");
        var (elsewhere, where) = await app.PostAsync($$"""{"changeId":"{{Guid.NewGuid()}}","withdraws":"{{dissolution}}","reason":"didNotHappen"}""", [Here, There], $"/api/households/{id}/withdrawals");
        Assert.Equal((409, "household.lives_elsewhere"), ((int)elsewhere.StatusCode, (string?)where["code"]));
        Assert.Equal((gone, other.HouseholdId), ((Guid)where["members"]![0]!["member"]!, (Guid)where["members"]![0]!["household"]!));

        var late = SampleInterview.Of(false, Here, "2019-1", Instant.FromUtc(2019, 3, 1, 0, 0), 3, id);
        var (_, answer) = await app.PostAsync(late.JsonOf(), Here);
        Assert.Equal("survey.household_ended", (string?)answer["errors"]![0]!["code"]);
    }

    [Fact]
    public void A_village_that_is_not_in_the_register_is_named_and_one_that_is_missing_is_shown_by_an_example()
    {
        FieldErrorBody ErrorOf(string to)
        {
            using var json = System.Text.Json.JsonDocument.Parse($$"""{"changeId":"{{Guid.NewGuid()}}","at":"2018-06-01T08:00:00+07:00","to":{{to}}}""");
            var fields = new LifeFields(json.RootElement, new([]), Instant.MaxValue);
            LifeUseCase.All.Single(u => u.Kind == "moves").Read(fields);
            return Assert.Single(fields.Errors).In(Language.English);
        }

        var unknown = ErrorOf("""{"village":"35.22.15.9999"}""");
        Assert.Equal(("to.village", "household.unknown_village", "35.22.15.9999 is not the code of a village in the register."), (unknown.Field, unknown.Code, unknown.Message));
        Assert.Equal("Give a value such as 35.22.15.2002.", ErrorOf("{}").Advice);
    }

    [Theory]
    [InlineData("splits", "replaces")]
    [InlineData("withdrawals", "withdraws")]
    public void What_names_itself_is_wrong_and_does_not_wait_for_itself(string kind, string field)
    {
        var (change, into) = (Guid.NewGuid(), Guid.NewGuid());
        var report = kind == "splits"
            ? $$"""{"changeId":"{{change}}","at":"2018-06-01T08:00:00+07:00","into":"{{into}}","members":["{{into}}"],"head":"{{into}}","replaces":"{{change}}"}"""
            : $$"""{"changeId":"{{change}}","withdraws":"{{change}}","reason":"other"}""";
        using var json = System.Text.Json.JsonDocument.Parse(report);
        var fields = new LifeFields(json.RootElement, new([]), Instant.MaxValue);

        LifeUseCase.All.Single(u => u.Kind == kind).Read(fields);

        Assert.Equal((field, "household.names_itself"), (Assert.Single(fields.Errors).Field, fields.Errors[0].Problem.Code));
    }

    [Theory]
    [InlineData("\"ageYears\":30,\"ageMonths\":2,\"chronicIllness\":false", "member.ageMonths", "Leave it out")]
    [InlineData("\"ageYears\":3,\"ageMonths\":40,\"nutrition\":\"unknown\",\"chronicIllness\":false", "member.ageYears", "Give 0.")]
    [InlineData("\"ageYears\":0,\"ageMonths\":40,\"nutrition\":\"unknown\",\"chronicIllness\":false", "member.ageMonths", "Give 0..11.")]
    public void What_is_wrong_with_a_childs_age_is_said_with_what_to_give(string answers, string field, string advice)
    {
        using var json = System.Text.Json.JsonDocument.Parse($$"""
            {"changeId":"{{Guid.NewGuid()}}","at":"2018-06-01T08:00:00+07:00","member":{"id":"{{Guid.NewGuid()}}","sex":"female","relation":"child",{{answers}}} }
            """);
        var fields = new LifeFields(json.RootElement, new([]), Instant.MaxValue);

        RecordBirth.UseCase.Read(fields);

        var error = fields.Errors.Single(e => e.Field == field).In(PovertyMonitor.Platform.Problems.Language.English);
        Assert.StartsWith(advice, error.Advice, StringComparison.Ordinal);
        Assert.All(fields.Errors, e => Assert.DoesNotContain("Give .", e.In(PovertyMonitor.Platform.Problems.Language.English).Advice, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_timeline_tells_it_in_words_and_without_a_name()
    {
        await using var app = await TestApp.StartAsync(server);
        var interview = SampleInterview.Of(false, Here, "2018-1", March, 3);
        await app.SubmitAsync(interview);
        var joining = Joining(Guid.NewGuid(), "2018-07-01", """, "personal":{"members":[{"id":"ID","name":"Siti Aminah","nik":"3522155203880001"}]}""");
        await ReportAsync(app, interview.HouseholdId, "joinings", joining);
        // Of who people are no event says anything, and the same id with another name is another report all the same.
        Assert.Equal("household.other_change", await RefusedAsync(app, interview.HouseholdId, "joinings", joining.Replace("Aminah", "Aisyah", StringComparison.Ordinal)));
        Assert.Equal((200, "already"), await ReportAsync(app, interview.HouseholdId, "joinings", joining));
        var (_, waits) = await app.PostAsync($$"""{"changeId":"{{Guid.NewGuid()}}","at":"2018-08-01T08:00:00+07:00","member":"{{Guid.NewGuid()}}"}""", Here, $"/api/households/{interview.HouseholdId}/departures");
        Assert.Equal("household.member_not_here", (string?)waits["note"]!["code"]);
        await app.SubmitAsync(interview with { SubmissionId = Guid.NewGuid(), Corrects = interview.SubmissionId, Answers = interview.Answers! with { Housing = interview.Answers.Housing with { Floor = PovertyMonitor.Households.Questionnaire.FloorMaterial.Earth } } });

        var response = await app.SendAsync(HttpMethod.Get, $"/api/households/{interview.HouseholdId}/timeline", app.TokenFor(Role.Enumerator, Here), language: "id");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var told = JsonNode.Parse(text)!.AsArray();

        Assert.Equal(["household_registered", "interview_completed", "interview_corrected", "member_joined"], told.Select(t => (string)t!["kind"]!).Order());
        Assert.Contains("Wawancara putaran 2018-1 selesai di Pacul (35.22.15.2002)", text, StringComparison.Ordinal);
        Assert.Equal("Tanah atau pasir", (string?)told.Single(t => (string)t!["kind"]! == "interview_corrected")!["answers"]![0]!["answer"]);
        Assert.DoesNotContain("Siti", text, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from mt_events where data::text like '%Siti%'"));
    }

    private static string Joining(Guid member, string day, string more = "") => $$"""
        {"changeId":"{{Guid.NewGuid()}}","at":"{{day}}T08:00:00+07:00","member":{"id":"{{member}}","sex":"male","ageYears":30,"relation":"otherRelative","yearsOfSchooling":9,"nutrition":"unknown","functioning":"unknown","chronicIllness":false}{{more.Replace("ID", member.ToString(), StringComparison.Ordinal)}} }
        """;

    private static string Move(Guid change, string village, string day) => $$"""{"changeId":"{{change}}","at":"{{day}}T08:00:00+07:00","to":{"village":"{{village}}"} }""";

    private static async Task<HttpResponseMessage> SendAsync(TestApp app, Guid household, string kind, string json, EntityTagHeaderValue seen, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/households/{household}/{kind}") { Content = new StringContent(json, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = new("Bearer", token ?? app.TokenFor(Role.Dinsos));
        request.Headers.AcceptLanguage.ParseAdd("en");
        request.Headers.IfMatch.Add(seen);
        return await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<(int, string?)> ReportAsync(TestApp app, Guid household, string kind, string json)
    {
        var (response, body) = await app.PostAsync(json, [Here, There], $"/api/households/{household}/{kind}");
        return ((int)response.StatusCode, (string?)body["state"] ?? body.ToJsonString());
    }

    private static async Task<string?> RefusedAsync(TestApp app, Guid household, string kind, string json) =>
        (string?)(await app.PostAsync(json, [Here, There], $"/api/households/{household}/{kind}")).Body["code"];

    private static async Task<int> PersonsAsync(TestApp app, string village, string? round = null) =>
        (int)(await app.GetAsync($"/api/villages/{village}/index?measure=global-mpi-2018-without-nutrition{(round is null ? "" : $"&round={round}")}"))["persons"]!;
}
