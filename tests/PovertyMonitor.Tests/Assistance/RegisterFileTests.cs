using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Files.Format.Xlsx;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Reviews;

namespace PovertyMonitor.Tests.Assistance;

public sealed class RegisterFileTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Village = "35.22.15.2002";
    private const string Without = "global-mpi-2018-without-nutrition";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => shared.App;

    [Fact]
    public async Task Rows_are_matched_by_nik_then_by_card_and_what_remains_is_shown()
    {
        var (one, twin, other) = (await HouseholdAsync(App, "3522154107650101"), await HouseholdAsync(App, "3522154107650102", "3522150101080102"), await HouseholdAsync(App, "3522154107650102", "3522150101080103"));
        var later = SampleInterview.Of(true, Village, "2018-1", March, 2);
        var csv = Csv("3522154107650101,,1,PKH", "3522154107650102,3522150101080103,4,BPNT|KIP", "3522154107650102,,5,", "3522154107650104,,2,PKH", "12,,2,PKH");

        var (status, file) = await UploadAsync(App, csv, "?asOf=2026-01-01");
        var (again, same) = await UploadAsync(App, csv, "?asOf=2026-01-01");

        Assert.Equal((201, 200, (string)file["fileId"]!), (status, again, (string)same["fileId"]!));
        Assert.Equal((4, 2, 1, 1, 1), ((int)file["rows"]!, (int)file["matched"]!, (int)file["ambiguous"]!, (int)file["unmatched"]!, (int)file["refused"]!));
        var entries = (await App.GetAsync($"/api/register-files/{file["fileId"]}/entries", Role.Dinsos))["entries"]!.AsArray();
        Assert.Equal([(2, "matched", one.ToString(), 1, "PKH"), (3, "matched", other.ToString(), 4, "BPNT,PIP"), (4, "ambiguous", null, 5, ""), (5, "unmatched", null, 2, "PKH")],
            entries.Select(e => ((int)e!["row"]!, (string)e["state"]!, (string?)e["householdId"], (int)e["decile"]!, string.Join(',', e["programmes"]!.AsArray().Select(p => (string)p!)))));

        Assert.Equal(new[] { twin, other }.Select(h => $"{h}").Order(StringComparer.Ordinal), entries[2]!["candidates"]!.AsArray().Select(c => (string)c!).Order(StringComparer.Ordinal));
        Assert.All([entries[0], entries[1], entries[3]], e => Assert.Null(e!["candidates"]));

        await HouseholdAsync(App, "3522154107650104", null, later);
        var rematched = await SendAsync(App, HttpMethod.Post, $"/api/register-files/{file["fileId"]}/rematch", null);
        Assert.Equal((3, 0), ((int)rematched["matched"]!, (int)rematched["unmatched"]!));
        Assert.Equal(later.HouseholdId.ToString(), (string?)(await App.GetAsync($"/api/register-files/{file["fileId"]}/entries?state=matched&after=4", Role.Dinsos))["entries"]![0]!["householdId"]);
        // Found to be one household recorded twice, it is ambiguous no more; matched once more, nothing changes.
        await App.PostAsync($$"""{"changeId": "{{Guid.NewGuid()}}", "at": "2018-06-01T08:00:00+07:00", "absorbed": "{{twin}}", "duplicate": true}""", Village, $"/api/households/{other}/merges");
        for (var i = 0; i < 2; i++) rematched = await SendAsync(App, HttpMethod.Post, $"/api/register-files/{file["fileId"]}/rematch", null);
        Assert.Equal((4, 0), ((int)rematched["matched"]!, (int)rematched["ambiguous"]!));
        Assert.Equal(3L, await App.ScalarAsync<long>($"select count(*) from mt_events where type = 'register_file_matched' and data->>'fileId' = '{file["fileId"]}'"));
        Assert.Equal("register_file.unknown_state", (string?)(await SendAsync(App, HttpMethod.Get, $"/api/register-files/{file["fileId"]}/entries?state=x", null))["code"]);
        Assert.Equal("register_file.unknown", (string?)(await SendAsync(App, HttpMethod.Post, $"/api/register-files/{Guid.NewGuid()}/rematch", null))["code"]);
    }

    [Fact]
    public async Task A_rejected_interview_and_who_has_left_match_nothing()
    {
        var (rejected, real) = (SampleInterview.Of(true, Village, "2018-1", March, 2), SampleInterview.Of(true, Village, "2018-1", March, 2));
        var left = SampleInterview.Of(true, Village, "2018-1", March, 2);
        await HouseholdAsync(App, "3522154107650501", null, rejected);
        await HouseholdAsync(App, "3522154107650502", null, left);
        var (_, file) = await UploadAsync(App, Csv("3522154107650501,,1,PKH", "3522154107650502,,1,PKH"), "?asOf=2026-01-02");
        Assert.Equal(2, (int)file["matched"]!);

        Assert.Equal(200, (int)(await App.RejectAsync(rejected.SubmissionId)).Response.StatusCode);
        var leaving = $$"""{"changeId": "{{Guid.NewGuid()}}", "at": "2018-06-01T08:00:00+07:00", "member": "{{left.Answers!.Members[0].Id}}", "newHead": "{{left.Answers.Members[1].Id}}"}""";
        Assert.Equal(201, (int)(await App.PostAsync(leaving, Village, $"/api/households/{left.HouseholdId}/departures")).Response.StatusCode);
        var (_, after) = await UploadAsync(App, Csv("3522154107650501,,1,PKH", "3522154107650502,,1,PKH"), "?asOf=2026-01-03");
        var again = await SendAsync(App, HttpMethod.Post, $"/api/register-files/{file["fileId"]}/rematch", null);
        Assert.Equal((0, 2, 0, 2), ((int)after["matched"]!, (int)after["unmatched"]!, (int)again["matched"]!, (int)again["unmatched"]!));

        await HouseholdAsync(App, "3522154107650501", null, real);
        // Who splits off is matched where they live now.
        var (old, into) = (SampleInterview.Of(true, Village, "2018-1", March, 2), Guid.NewGuid());
        await HouseholdAsync(App, "3522154107650503", null, old);
        var split = $$"""
            {"changeId": "{{Guid.NewGuid()}}", "at": "2018-06-01T08:00:00+07:00", "into": "{{into}}", "members": ["{{old.Answers!.Members[0].Id}}"], "head": "{{old.Answers.Members[0].Id}}",
                "newHead": "{{old.Answers.Members[1].Id}}", "to": {"village": "{{Village}}"} }
            """;
        var (apart, told) = await App.PostAsync(split, Village, $"/api/households/{old.HouseholdId}/splits");
        Assert.True((int)apart.StatusCode == 201, told.ToJsonString());
        var (_, moved) = await UploadAsync(App, Csv("3522154107650503,,1,PKH"), "?asOf=2026-01-04");
        Assert.Equal(into, (Guid?)(await App.GetAsync($"/api/register-files/{moved["fileId"]}/entries", Role.Dinsos))["entries"]![0]!["householdId"]);
        again = await SendAsync(App, HttpMethod.Post, $"/api/register-files/{file["fileId"]}/rematch", null);
        Assert.Equal((1, 0), ((int)again["matched"]!, (int)again["ambiguous"]!));
        var entry = Assert.Single((await App.GetAsync($"/api/register-files/{file["fileId"]}/entries?state=matched", Role.Dinsos))["entries"]!.AsArray());
        Assert.Equal(real.HouseholdId, (Guid)entry!["householdId"]!);
    }

    [Fact]
    public async Task Who_was_recorded_in_a_household_that_was_another_one_is_matched_to_that()
    {
        var (kept, twin) = (SampleInterview.Of(true, Village, "2018-1", March, 2), SampleInterview.Of(true, Village, "2018-1", March, 2));
        await App.SubmitAsync(kept);
        await HouseholdAsync(App, "3522154107650601", null, twin);
        var (_, file) = await UploadAsync(App, Csv("3522154107650601,,1,PKH"), "?asOf=2026-01-05");
        var merge = $$"""{"changeId": "{{Guid.NewGuid()}}", "at": "2018-06-01T08:00:00+07:00", "absorbed": "{{twin.HouseholdId}}", "duplicate": true}""";
        Assert.Equal(201, (int)(await App.PostAsync(merge, Village, $"/api/households/{kept.HouseholdId}/merges")).Response.StatusCode);

        var again = await SendAsync(App, HttpMethod.Post, $"/api/register-files/{file["fileId"]}/rematch", null);

        Assert.Equal((1, 0), ((int)again["matched"]!, (int)again["unmatched"]!));
        Assert.Equal(kept.HouseholdId, (Guid?)(await App.GetAsync($"/api/register-files/{file["fileId"]}/entries", Role.Dinsos))["entries"]![0]!["householdId"]);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Whoever_came_to_live_elsewhere_under_their_id_is_matched_there_in_whatever_order_it_is_told(bool leftFirst, bool named)
    {
        var nik = $"352215410765{(leftFirst ? named ? "0701" : "0702" : named ? "0704" : "0703")}";
        var (old, home) = (SampleInterview.Of(true, Village, "2018-1", March, 2), SampleInterview.Of(true, Village, "2018-1", March, 2));
        await HouseholdAsync(App, nik, null, old);
        await App.SubmitAsync(home);
        var (who, heads) = (old.Answers!.Members[0].Id, old.Answers.Members[1].Id);
        var personal = named ? $$""","personal": {"members": [{"id": "{{who}}", "name": "Bu Siti"}]}""" : "";
        var left = ("departures", old.HouseholdId, $$"""{"changeId": "{{Guid.NewGuid()}}", "at": "2018-06-01T08:00:00+07:00", "member": "{{who}}", "newHead": "{{heads}}"}""");
        var came = ("joinings", home.HouseholdId, $$"""
            {"changeId": "{{Guid.NewGuid()}}", "at": "2018-07-01T08:00:00+07:00", "member": {"id": "{{who}}", "sex": "male", "ageYears": 30, "relation": "otherRelative", "yearsOfSchooling": 9,
                "nutrition": "unknown", "functioning": "unknown", "chronicIllness": false}{{personal}} }
            """);
        foreach (var (kind, household, body) in leftFirst ? [left, came] : new[] { came, left })
            Assert.Equal(201, (int)(await App.PostAsync(body, Village, $"/api/households/{household}/{kind}")).Response.StatusCode);

        var (_, file) = await UploadAsync(App, Csv($"{nik},,1,PKH"), $"?asOf=2026-03-{nik[^2..]}");

        Assert.Equal((1, 0), ((int)file["matched"]!, (int)file["unmatched"]!));
        Assert.Equal(home.HouseholdId, (Guid?)(await App.GetAsync($"/api/register-files/{file["fileId"]}/entries", Role.Dinsos))["entries"]![0]!["householdId"]);
    }

    [Fact]
    public async Task A_workbook_is_matched_as_a_csv_is_and_a_broken_file_leaves_nothing()
    {
        await HouseholdAsync(App, "3522154107650201");
        var book = new MemoryStream();
        using (var writer = new XlsxWriter(book)) writer.Add("DTSEN", [["NIK", "Desil", "Program"], ["3522154107650201", "1", "PKH"]]);
        var (status, file) = await UploadAsync(App, new ByteArrayContent(book.ToArray()), "");
        Assert.Equal((201, 1), (status, (int)file["matched"]!));

        var files = await App.ScalarAsync<long>("select count(*) from register_files");
        var (broken, problem) = await UploadAsync(App, Csv([.. Enumerable.Range(0, 500).Select(i => $"35221541076{i:00000},,1,PKH"), $"\"{new string('x', 300_000)}"]), "");
        Assert.Equal((422, "file.row_too_long"), (broken, (string?)problem["code"]));
        var (none, empty) = await UploadAsync(App, Csv("1,2,3,4"), "");
        Assert.Equal((422, "register_file.nothing_taken"), (none, (string?)empty["code"]));
        Assert.Equal(400, (await UploadAsync(App, Csv("3522154107650201,,1,PKH"), "?asOf=2999-01-01")).Status);
        Assert.Equal(files, await App.ScalarAsync<long>("select count(*) from register_files"));
        Assert.Equal(403, (int)(await App.SendAsync(HttpMethod.Post, "/api/register-files", App.TokenFor(Role.Operator), Csv("3522154107650201,,1,PKH"))).StatusCode);
    }

    [Fact]
    public async Task Who_is_poor_here_and_not_served_is_listed_page_by_page_and_the_reverse()
    {
        const string Here = "35.22.15.2003";
        await using var app = await TestApp.StartAsync(server);
        var poor = new List<Guid>();
        for (var i = 0; i < 103; i++) poor.Add(Guid.NewGuid());
        await app.SubmitAsync([.. poor.Select(id => SampleInterview.Of(true, Here, "2018-1", March, 1, id))]);
        var served = await HouseholdAsync(app, "3522154107650301", null, SampleInterview.Of(true, Here, "2018-1", March, 1), "Bu Siti");
        var rich = await HouseholdAsync(app, "3522154107650302", null, SampleInterview.Of(false, Here, "2018-1", March, 1), "Pak Budi");
        var lately = SampleInterview.Of(true, Here, "2018-1", March, 1);
        await app.SubmitAsync(lately, SampleInterview.Of(false, Here, "2018-1", March, 1));
        var today = SystemClock.Instance.GetCurrentInstant().InUtc().Date;
        Assert.Equal(201, (int)(await HelpAsync(app, lately.HouseholdId, "BLT-DD", today.PlusMonths(-11))).StatusCode);
        Assert.Equal(201, (int)(await HelpAsync(app, poor[0], "BLT-DD", today.PlusMonths(-13))).StatusCode);
        await UploadAsync(app, Csv("3522154107650301,,1,PKH", "3522154107650302,,9,BPNT"), "?asOf=2026-02-01");
        await UploadAsync(app, Csv("3522154107650301,,1,"), "?asOf=2025-02-01");
        await app.CaughtUpAsync();
        Task<JsonNode> Gaps(string query) => app.GetAsync($"/api/assistance/gaps?measure={Without}&{query}", Role.Dinsos);

        var first = await Gaps("kind=poor_unserved&area=35.22.15");
        var second = await Gaps($"kind=poor_unserved&area=35.22.15&after={first["next"]}");
        Assert.Equal((100, 3, null), (first["households"]!.AsArray().Count, second["households"]!.AsArray().Count, (string?)second["next"]));
        Assert.Equal(poor.Order(), first["households"]!.AsArray().Concat(second["households"]!.AsArray()).Select(h => (Guid)h!["householdId"]!).Order());
        Assert.Equal(["child-mortality"], first["households"]![0]!["deprivations"]!.AsArray().Select(d => (string)d!["code"]!));
        Assert.Equal((Here, Here), ((string)first["households"]![0]!["village"]!, (string)second["households"]![2]!["village"]!));
        Assert.Contains("bukan hak", (string)first["note"]!, StringComparison.Ordinal);

        var reverse = Assert.Single((await Gaps("kind=served_not_poor"))["households"]!.AsArray())!;
        Assert.Equal((rich, 9, "BPNT", null), ((Guid)reverse["householdId"]!, (int)reverse["decile"]!, (string)reverse["programmes"]![0]!, (string?)reverse["head"]));
        Assert.Empty((await Gaps("kind=served_not_poor&programme=PKH"))["households"]!.AsArray());
        Assert.Empty((await Gaps("kind=served_not_poor&area=35.22.15.2002"))["households"]!.AsArray());
        // Served, but by another programme than the one asked for.
        var food = await Gaps("kind=poor_unserved&programme=BPNT");
        var withoutFood = food["households"]!.AsArray().Concat((await Gaps($"kind=poor_unserved&programme=BPNT&after={food["next"]}"))["households"]!.AsArray())
            .Select(h => (Guid)h!["householdId"]!).ToHashSet();
        Assert.Equal((105, true, true), (withoutFood.Count, withoutFood.Contains(served), withoutFood.Contains(lately.HouseholdId)));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from personal_readings"));

        Assert.Equal("Pak Budi", (string?)(await Gaps("kind=served_not_poor&names=true&purpose=verification"))["households"]![0]!["head"]);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from personal_readings where purpose = 'assistance gaps: verification'"));
        // What the other record of a household got, it got.
        var merge = $$"""{"changeId": "{{Guid.NewGuid()}}", "at": "2018-12-01T08:00:00+07:00", "absorbed": "{{lately.HouseholdId}}", "duplicate": true}""";
        Assert.Equal(201, (int)(await app.PostAsync(merge, [Here, Village], $"/api/households/{poor[1]}/merges")).Response.StatusCode);
        await app.CaughtUpAsync();
        Assert.DoesNotContain(poor[1], (await Gaps("kind=poor_unserved"))["households"]!.AsArray().Select(h => (Guid)h!["householdId"]!));
        Assert.Contains("BLT-DD", (await app.GetAsync($"/api/households/{poor[1]}/assistance?measure={Without}", Role.Dinsos)).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("assistance_recorded", (await app.GetAsync($"/api/households/{poor[1]}/timeline", Role.Dinsos)).ToJsonString(), StringComparison.Ordinal);
        foreach (var (query, code) in ((string, string)[])[("kind=all", "assistance.unknown_kind"), ("kind=poor_unserved&names=true", "assistance.no_purpose"),
            ("kind=poor_unserved&names=true&purpose=Bu+Siti", "assistance.no_purpose"), ("kind=poor_unserved&after=x", "assistance.wrong_cursor"),
            ("kind=poor_unserved&programme=X", "assistance.programme_not_found"), ("kind=poor_unserved&area=35.22.99", "regions.unknown_area")])
            Assert.Equal(code, (string?)(await SendAsync(app, HttpMethod.Get, $"/api/assistance/gaps?{query}", null))["code"]);
    }

    [Fact]
    public async Task No_number_of_the_file_is_in_any_table_or_log()
    {
        string[] planted = ["3522154107650403", "3522154107650404", "3522150101080405", "Wiryodikromo", "352215410765040"];
        await using var app = await TestApp.StartAsync(server, TestApp.LogEverything);
        await HouseholdAsync(app, planted[0], planted[2]);
        var file = Csv($"{planted[0]},{planted[2]},1,PKH", $"{planted[1]},{planted[2]},1,Program Wiryodikromo", $"{planted[4]},x,Wiryodikromo,{planted[0]}");
        var (status, view) = await UploadAsync(app, file, "?asOf=2026-01-01");
        await UploadAsync(app, Csv($"{planted[0]},,1,PKH", $"\"{new string('x', 300_000)}{planted[1]}"), "");
        await SendAsync(app, HttpMethod.Post, $"/api/register-files/{view["fileId"]}/rematch", null);
        await app.CaughtUpAsync();

        Assert.Equal((201, 1, 1), (status, (int)view["matched"]!, (int)view["refused"]!));
        Assert.DoesNotContain(planted, p => view.ToJsonString().Contains(p, StringComparison.Ordinal));
        Assert.Empty(await app.TablesWithAsync(planted));
        await app.StopServingAsync();
        var log = app.Services.GetRequiredService<LogCollector>().Lines;
        Assert.NotEmpty(log);
        Assert.DoesNotContain(log, line => planted.Any(p => line.Contains(p, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<Guid> HouseholdAsync(TestApp app, string nik, string? card = null, Submission? interview = null, string? head = null)
    {
        interview ??= SampleInterview.Of(true, Village, "2018-1", March, 2);
        var json = JsonNode.Parse(interview.JsonOf())!.AsObject();
        json["personal"] = new JsonObject
        {
            ["familyCard"] = card,
            ["members"] = new JsonArray(new JsonObject { ["id"] = interview.Answers!.Members[0].Id.ToString(), ["nik"] = nik, ["name"] = head }),
        };
        if (card is null) json["personal"]!.AsObject().Remove("familyCard");
        if (head is null) json["personal"]!["members"]![0]!.AsObject().Remove("name");
        var (_, answer) = await app.PostAsync(json.ToJsonString(), interview.Place.Village);
        Assert.True((string?)answer["status"] == "accepted", answer.ToJsonString());
        return interview.HouseholdId;
    }

    private static Task<HttpResponseMessage> HelpAsync(TestApp app, Guid household, string programme, LocalDate date) => app.SendAsync(
        HttpMethod.Post, $"/api/households/{household}/assistance", app.TokenFor(Role.Dinsos),
        new StringContent($$"""{"assistanceId": "{{Guid.NewGuid()}}", "programme": "{{programme}}", "date": "{{date:uuuu-MM-dd}}", "amount": 300000}""", new MediaTypeHeaderValue("application/json")));

    private static StringContent Csv(params string[] rows) => new($"NIK,No KK,Desil,Program\n{string.Join('\n', rows)}\n", Encoding.UTF8, "text/csv");

    private static async Task<(int Status, JsonNode Body)> UploadAsync(TestApp app, HttpContent file, string query)
    {
        var response = await app.SendAsync(HttpMethod.Post, $"/api/register-files{query}", app.TokenFor(Role.Dinsos), file, "en");
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private static async Task<JsonNode> SendAsync(TestApp app, HttpMethod method, string path, HttpContent? body)
    {
        var response = await app.SendAsync(method, path, app.TokenFor(Role.Dinsos), body);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
