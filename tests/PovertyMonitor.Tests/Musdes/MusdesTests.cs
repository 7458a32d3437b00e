using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>A village's list from the interviews to the bupati's decree. Each test has a village of its own.</summary>
[Collection(MusdesApp.Name)]
public sealed class MusdesTests(SharedApp shared)
{
    private static readonly byte[] Scan = Encoding.ASCII.GetBytes("%PDF-1.4 tanda tangan");

    [Fact]
    public async Task A_list_goes_from_the_village_through_the_camat_to_the_decree_and_touches_no_figure()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.2002");
        var interviews = await musdes.InterviewAsync(poor: 3);
        var figures = await FiguresAsync(musdes);
        var drawn = await musdes.DrawAsync();
        var list = (string)drawn["listId"]!;
        Assert.Equal(interviews.Take(3).Select(i => i.HouseholdId.ToString()), drawn["lines"]!.AsArray().Select(l => (string)l!["household"]!));
        Assert.Equal(("001", "Melati 1", 4, "Child mortality"),
            ((string)drawn["lines"]![0]!["rt"]!, (string)drawn["lines"]![0]!["dasaWisma"]!, (int)drawn["lines"]![0]!["persons"]!, (string)drawn["lines"]![0]!["deprivations"]![0]!));
        Assert.Equal(HttpStatusCode.OK, (await musdes.CallAsync(HttpMethod.Post, "/api/musdes/lists", Role.Village, new { village = musdes.Village, round = Musyawarah.Round })).Response.StatusCode);

        Assert.Equal((4, 3, 0, 0, 0), await StagesAsync(musdes));
        await musdes.DoneAsync(list, "verification", Role.Village, new { });
        Assert.Equal((4, 3, 3, 0, 0), await StagesAsync(musdes));
        var decided = await musdes.DoneAsync(list, "meetings", Role.Village, Musyawarah.Meeting("ccr"));
        Assert.Equal((4, 3, 3, 2, 0), await StagesAsync(musdes));
        Assert.Equal("to be set by the regency", (string)decided["objecting"]!["note"]!);
        Assert.Equal(HttpStatusCode.Created, (await musdes.ScanAsync(list, Scan)).StatusCode);
        Assert.Equal("musdes.not_forwarded", await DecreeAsync(musdes, list));
        await musdes.DoneAsync(list, "review", Role.District, new { outcome = "forwarded" });
        Assert.Null(await DecreeAsync(musdes, list));

        Assert.Equal((4, 3, 3, 2, 2), await StagesAsync(musdes));
        Assert.Equal("decreed", (string)(await musdes.ReadAsync($"/api/musdes/lists/{list}", Role.District))["state"]!);
        Assert.Equal(figures, await FiguresAsync(musdes));
        Assert.Equal(0L, await shared.App.ScalarAsync<long>($"select count(*) from mt_events where stream_id = '{list}' and data::text ~ '(name|nik)'"));
    }

    [Fact]
    public async Task A_list_of_no_village_is_told_which_field_is_missing()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.2002");
        foreach (var body in (object[])[new { }, new { village = (string?)null }, new { village = " " }])
        {
            var (response, problem) = await musdes.CallAsync(HttpMethod.Post, "/api/musdes/lists", Role.Dinsos, body);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "village"), (response.StatusCode, (string?)problem["errors"]![0]!["field"]));
        }
    }

    [Fact]
    public async Task The_signed_minutes_come_back_byte_by_byte_and_lie_sealed()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.2003");
        await musdes.InterviewAsync(poor: 1);
        var list = await musdes.DecideAsync("c");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await musdes.ScanAsync(list, Encoding.ASCII.GetBytes("<html>"))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await musdes.ScanAsync(list, new byte[(10 * 1024 * 1024) + 1])).StatusCode);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), ((await musdes.ScanAsync(list, Scan)).StatusCode, (await musdes.ScanAsync(list, Scan)).StatusCode));
        var response = await shared.App.SendAsync(HttpMethod.Get, $"/api/musdes/lists/{list}/minutes", shared.App.TokenFor(Role.District, "35.22.15"));
        Assert.Equal(Scan, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1L, await shared.App.ScalarAsync<long>($"select count(*) from personal_readings where subject_id = '{list}' and purpose = 'signed minutes'"));
        Assert.Equal(1L, await shared.App.ScalarAsync<long>($"select count(*) from musdes_scans where list_id = '{list}' and position('tangan'::bytea in sealed) = 0"));
        Assert.Equal(1L, await shared.App.ScalarAsync<long>($"""
            select count(*) from mt_events where stream_id = '{list}' and type = 'minutes_filed' and data->>'sha256' = encode(sha256('{Encoding.ASCII.GetString(Scan)}'::bytea), 'hex')
            """));
    }

    [Fact]
    public async Task Of_a_result_that_came_again_under_its_number_each_shows_and_gives_its_own_scan()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.1005");
        await musdes.InterviewAsync(poor: 1);
        var list = await musdes.DecideAsync("c");
        await musdes.ScanAsync(list, Scan);
        await musdes.DoneAsync(list, "review", Role.District, new { outcome = "returned", reason = "scanDiffers" });
        var again = await musdes.DoneAsync(list, "meetings", Role.Village, Musyawarah.Meeting("r"));
        Assert.Null(again["meetings"]![1]!["scan"]);
        Assert.Equal("musdes.scan_missing", await musdes.RefusedAsync(list, "review", Role.District, new { outcome = "forwarded" }));
        Assert.Equal(HttpStatusCode.NotFound, (await ScanOfAsync("minutes=140/1/2019")).StatusCode);

        byte[] other = [.. Scan, 0x21];
        Assert.Equal(HttpStatusCode.Created, (await musdes.ScanAsync(list, other)).StatusCode);

        var hashes = (await musdes.ReadAsync($"/api/musdes/lists/{list}", Role.Village))["meetings"]!.AsArray().Select(m => (string)m!["scan"]!["sha256"]!).ToList();
        Assert.Equal(2, hashes.Distinct().Count());
        Assert.Equal(Scan, await (await ScanOfAsync($"sha256={hashes[0]}")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(other, await (await ScanOfAsync("minutes=140/1/2019")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        // A scan in whose place another one came is still there, and is named; one that never came is said not to be.
        byte[] third = [.. Scan, 0x22];
        Assert.Equal(HttpStatusCode.Created, (await musdes.ScanAsync(list, third)).StatusCode);
        var earlier = Assert.Single((await musdes.ReadAsync($"/api/musdes/lists/{list}", Role.Village))["meetings"]![1]!["earlierScans"]!.AsArray())!;
        Assert.Equal(other, await (await ScanOfAsync($"sha256={earlier["sha256"]}")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var none = await ScanOfAsync($"sha256={new string('0', 64)}");
        Assert.Equal((HttpStatusCode.NotFound, "musdes.scan_not_filed"), (none.StatusCode, (string?)JsonNode.Parse(await none.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]));

        Task<HttpResponseMessage> ScanOfAsync(string which) => shared.App.SendAsync(HttpMethod.Get, $"/api/musdes/lists/{list}/minutes?{which}", shared.App.TokenFor(Role.District, "35.22.15"));
    }

    [Fact]
    public async Task A_disputed_household_is_to_be_revisited_until_a_later_interview_of_it_comes_in()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.2015");
        var interviews = await musdes.InterviewAsync(poor: 2);
        var list = await musdes.DecideAsync("dc");
        var open = Assert.Single((await musdes.ReadAsync("/api/musdes/revisits", Role.Enumerator)).AsArray())!;
        Assert.Equal((interviews[0].HouseholdId.ToString(), "factsWrong"), ((string)open["household"]!, (string)open["reason"]!));

        // Neither a correction of the interview that is disputed nor a visit before the meeting answers it.
        var now = SystemClock.Instance.GetCurrentInstant();
        await shared.App.SubmitAsync(
            interviews[0] with { SubmissionId = Guid.NewGuid(), Corrects = interviews[0].SubmissionId, InterviewedAt = now },
            interviews[0] with { SubmissionId = Guid.NewGuid(), InterviewedAt = Musyawarah.Interviewed + Duration.FromDays(20) });
        await shared.App.CaughtUpAsync();
        Assert.Single((await musdes.ReadAsync("/api/musdes/revisits", Role.Enumerator)).AsArray());
        var next = Musyawarah.Meeting("c", "140/2/2019");
        Assert.Equal("musdes.not_revisited", await musdes.RefusedAsync(list, "meetings", Role.Village, next));
        await shared.App.SubmitAsync(interviews[0] with { SubmissionId = Guid.NewGuid(), InterviewedAt = now });
        await shared.App.CaughtUpAsync();

        Assert.Empty((await musdes.ReadAsync("/api/musdes/revisits", Role.Enumerator)).AsArray());
        Assert.Equal((3, 2, 2, 1, 0), await StagesAsync(musdes));
        await musdes.DoneAsync(list, "meetings", Role.Village, next);
        Assert.Equal((3, 2, 2, 2, 0), await StagesAsync(musdes));
    }

    [Fact]
    public async Task A_household_that_refuses_the_revisit_leaves_its_earlier_answers_standing_and_the_meeting_decides()
    {
        var musdes = new Musyawarah(shared.App, "35.22.16.2008");
        var interviews = await musdes.InterviewAsync(poor: 1);
        var list = await musdes.DecideAsync("d");
        async Task<string?> RevisitAsync() => (string?)(await musdes.ReadAsync($"/api/musdes/lists/{list}", Role.Village))["lines"]![0]!["revisit"]?["state"];
        Assert.Equal("open", await RevisitAsync());

        await shared.App.SubmitAsync(interviews[0] with
        {
            SubmissionId = Guid.NewGuid(),
            InterviewedAt = SystemClock.Instance.GetCurrentInstant(),
            Outcome = PovertyMonitor.Households.VisitOutcome.Refused,
            Consent = false,
            Answers = null,
        });

        Assert.Equal("refused", await RevisitAsync());
        Assert.NotNull((string?)Assert.Single((await musdes.ReadAsync("/api/musdes/revisits", Role.Enumerator)).AsArray())!["refusedAt"]);
        var told = (await musdes.ReadAsync($"/api/households/{interviews[0].HouseholdId}/timeline", Role.Village)).AsArray().Single(e => (string?)e!["kind"] == "revisit_refused")!;
        Assert.Contains("the answers of the earlier interview stand", (string)told["text"]!, StringComparison.Ordinal);
        var decided = await musdes.DoneAsync(list, "meetings", Role.Village, Musyawarah.Meeting("c", "140/2/2019"));
        Assert.Equal(("confirmed", null), ((string?)decided["lines"]![0]!["decision"], decided["lines"]![0]!["revisit"]));
    }

    [Fact]
    public async Task Objections_restore_a_removed_household_and_add_one_that_is_missing()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.2008");
        var interviews = await musdes.InterviewAsync(poor: 1);
        var list = await musdes.DecideAsync("r");
        var (removed, missing, unknown) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await musdes.DoneAsync(list, "objections", Role.Village, new { objectionId = removed, line = 1, ground = "wronglyRemoved" });
        var lodged = new { objectionId = missing, household = interviews[1].HouseholdId, ground = "missing" };
        Assert.Equal("musdes.household_not_poor", await musdes.RefusedAsync(list, "objections", Role.Village, lodged));
        await shared.App.SubmitAsync(interviews[1] with
        {
            SubmissionId = Guid.NewGuid(),
            Corrects = interviews[1].SubmissionId,
            InterviewedAt = SystemClock.Instance.GetCurrentInstant(),
            Answers = interviews[0].Answers! with { Size = 3, Members = interviews[1].Answers!.Members },
        });
        await shared.App.CaughtUpAsync();
        await musdes.DoneAsync(list, "objections", Role.Village, lodged);
        Assert.Equal("musdes.household_not_surveyed", await musdes.RefusedAsync(list, "objections", Role.Dinsos, new { objectionId = unknown, household = unknown, ground = "missing" }));
        Assert.Equal((2, 1, 1, 0, 0), await StagesAsync(musdes));

        await musdes.DoneAsync(list, $"objections/{removed}/answer", Role.Dinsos, new { state = "examined" });
        Assert.Equal("musdes.uphold_not_yours", await musdes.RefusedAsync(list, $"objections/{removed}/answer", Role.Village, new { state = "upheld" }));
        await musdes.DoneAsync(list, $"objections/{removed}/answer", Role.Dinsos, new { state = "upheld" });
        await musdes.DoneAsync(list, $"objections/{missing}/answer", Role.Dinsos, new { state = "upheld" });

        Assert.Equal((2, 2, 2, 2, 0), await StagesAsync(musdes));
        var told = (await musdes.ReadAsync($"/api/households/{interviews[1].HouseholdId}/timeline", Role.Dinsos)).AsArray().Select(e => (string)e!["kind"]!);
        Assert.Equal(["objection_lodged", "objection_upheld", "line_added"], told.Where(k => k.StartsWith("objection", StringComparison.Ordinal) || k.StartsWith("line", StringComparison.Ordinal)));
        Assert.Equal(2L, await shared.App.ScalarAsync<long>($"select count(*) from musdes_lines where list_id = '{list}' and stage = 'confirmed' and round = '{Musyawarah.Round}'"));
    }

    [Fact]
    public async Task Two_who_change_one_list_at_once_do_not_overwrite_each_other()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.2016");
        await musdes.InterviewAsync(poor: 1);
        var list = (string)(await musdes.DrawAsync())["listId"]!;
        var (seen, _) = await musdes.CallAsync(HttpMethod.Get, $"/api/musdes/lists/{list}", Role.Village, null);
        await musdes.DoneAsync(list, "verification", Role.Dinsos, new { });

        var (response, body) = await musdes.CallAsync(HttpMethod.Post, $"/api/musdes/lists/{list}/meetings", Role.Village, Musyawarah.Meeting("c"), seen.Headers.ETag!.Tag);

        Assert.Equal((HttpStatusCode.PreconditionFailed, "musdes.changed_since"), (response.StatusCode, (string)body["code"]!));
        Assert.Equal("Lines verified: 1.", (string)Assert.Single(body["changes"]!.AsArray())!);
        var (again, _) = await musdes.CallAsync(HttpMethod.Get, $"/api/musdes/lists/{list}", Role.Village, null);
        Assert.Equal(HttpStatusCode.Created, (await musdes.CallAsync(HttpMethod.Post, $"/api/musdes/lists/{list}/meetings", Role.Village, Musyawarah.Meeting("c"), again.Headers.ETag!.Tag)).Response.StatusCode);
    }

    [Fact]
    public async Task What_is_not_possible_is_refused_with_its_code()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.2017");
        await musdes.InterviewAsync(poor: 1);
        var list = (string)(await musdes.DrawAsync())["listId"]!;
        var stranger = new Musyawarah(shared.App, "35.22.16.2006");

        Assert.Equal("musdes.unknown_list", await musdes.RefusedAsync($"{Guid.NewGuid()}", "meetings", Role.Village, Musyawarah.Meeting("c")));
        Assert.Equal("musdes.lines_not_verified", await musdes.RefusedAsync(list, "meetings", Role.Village, Musyawarah.Meeting("c")));
        Assert.Equal("musdes.line_unknown", await musdes.RefusedAsync(list, "meetings", Role.Village, Musyawarah.Meeting("cc")));
        Assert.Equal("musdes.not_decided", await musdes.RefusedAsync(list, "review", Role.District, new { outcome = "forwarded" }));
        Assert.Equal("platform.malformed_json", await musdes.RefusedAsync(list, "review", Role.District, new { outcom = "forwarded" }));
        Assert.Equal("access.area_not_allowed", await stranger.RefusedAsync(list, "verification", Role.Village, new { }));
        Assert.Equal("access.area_not_allowed", await stranger.RefusedAsync(list, "review", Role.District, new { outcome = "forwarded" }));
        Assert.Equal("access.area_not_allowed", (string)(await musdes.CallAsync(HttpMethod.Post, "/api/musdes/lists", Role.Village, new { village = stranger.Village })).Body["code"]!);
        Assert.Equal("musdes.nobody_poor", (string)(await stranger.CallAsync(HttpMethod.Post, "/api/musdes/lists", Role.Village, new { village = stranger.Village, round = Musyawarah.Round })).Body["code"]!);
        Assert.Equal("index.unknown_round", (string)(await musdes.CallAsync(HttpMethod.Post, "/api/musdes/lists", Role.Village, new { village = musdes.Village, round = "1999" })).Body["code"]!);
    }

    [Fact]
    public async Task A_list_taken_back_counts_nowhere_and_the_next_one_is_drawn_anew()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.2018");
        var interviews = await musdes.InterviewAsync(poor: 1);
        var first = (string)(await musdes.DrawAsync())["listId"]!;
        await musdes.DoneAsync(first, "withdrawal", Role.Village, new { reason = "drawnTooEarly" });
        Assert.Equal((2, 0, 0, 0, 0), await StagesAsync(musdes));
        var told = await musdes.ReadAsync($"/api/households/{interviews[0].HouseholdId}/timeline", Role.Dinsos);
        Assert.True((bool)told.AsArray().Single(e => (string)e!["kind"]! == "list_drawn")!["withdrawn"]!);
        await musdes.InterviewAsync(poor: 1);

        var second = await musdes.DrawAsync();

        Assert.Equal((2, 2), ((int)second["number"]!, second["lines"]!.AsArray().Count));
        Assert.Equal(["withdrawn", "drawn"], (await musdes.ReadAsync($"/api/musdes/lists?area={musdes.Village}", Role.Village)).AsArray().Select(l => (string)l!["state"]!));
    }

    [Fact]
    public async Task The_timeline_of_a_household_tells_what_the_village_decided()
    {
        var musdes = new Musyawarah(shared.App, "35.22.16.2007");
        var interviews = await musdes.InterviewAsync(poor: 1);
        await musdes.DecideAsync("r");

        var (_, told) = await musdes.CallAsync(HttpMethod.Get, $"/api/households/{interviews[0].HouseholdId}/timeline", Role.Dinsos, null, language: "id");

        var texts = told.AsArray().ToDictionary(e => (string)e!["kind"]!, e => (string)e!["text"]!);
        Assert.Equal("Tercantum di baris 1 daftar musdes 2019-1.", texts["list_drawn"]);
        Assert.Equal($"Diputuskan musdes 2019-1 (berita acara 140/1/2019, {Musyawarah.TodayInWords}): dikeluarkan, tidak miskin.", texts["meeting_recorded"]);
    }

    private static async Task<string?> DecreeAsync(Musyawarah musdes, string list) =>
        (string?)(await musdes.CallAsync(HttpMethod.Post, "/api/musdes/decrees", Role.Dinsos, new { decree = "188/1/KEP/2019", date = Musyawarah.Today, lists = new[] { list } })).Body["code"];

    private static async Task<(int Surveyed, int Listed, int Verified, int Confirmed, int Decreed)> StagesAsync(Musyawarah musdes)
    {
        var stages = await musdes.ReadAsync($"/api/musdes/stages?area={musdes.Village}&round={Musyawarah.Round}", Role.Village);
        var district = await musdes.ReadAsync($"/api/musdes/stages?area={musdes.Village[..8]}&round={Musyawarah.Round}", Role.District);
        var own = stages["area"]!["households"]!;
        Assert.Equal(own.ToJsonString(), district["parts"]!.AsArray().Single(p => (string)p!["area"]! == musdes.Village)!["households"]!.ToJsonString());
        return ((int)own["surveyed"]!, (int)own["listed"]!, (int)own["verified"]!, (int)own["confirmed"]!, (int)own["decreed"]!);
    }

    [Fact]
    public async Task Who_moved_away_or_is_no_more_since_is_shown_on_the_list_and_taken_off_for_that_reason()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.1001");
        var households = await musdes.InterviewAsync(5);
        var (moved, dissolved, joined, twice) = (households[0].HouseholdId, households[1].HouseholdId, households[2].HouseholdId, households[3].HouseholdId);
        await ReportAsync(moved, "moves", new JsonObject { ["to"] = new JsonObject { ["village"] = "35.22.15.2008" } });
        var list = await musdes.DrawAsync();
        await ReportAsync(dissolved, "dissolution", new JsonObject { ["reason"] = "leftRegency" });
        await ReportAsync(households[4].HouseholdId, "merges", new JsonObject { ["absorbed"] = $"{joined}" });
        await ReportAsync(households[5].HouseholdId, "merges", new JsonObject { ["absorbed"] = $"{twice}", ["duplicate"] = true });

        var lines = (await musdes.ReadAsync($"/api/musdes/lists/{list["listId"]}", Role.Village))["lines"]!.AsArray();
        string? GoneOf(Guid household) => (string?)lines.Single(l => (Guid)l!["household"]! == household)!["gone"]?["reason"];
        Assert.Equal(("movedAway", "dissolved", "joined", "duplicate", null), (GoneOf(moved), GoneOf(dissolved), GoneOf(joined), GoneOf(twice), GoneOf(households[4].HouseholdId)));
        Assert.Equal("Moved away", (string?)lines.Single(l => (Guid)l!["household"]! == moved)!["gone"]!["text"]);
        var sheet = (string)(await musdes.ReadAsync($"/api/musdes/lists/{list["listId"]}/sheet", Role.Dinsos))["text"]!;
        Assert.All(["Sudah pindah", "Rumah tangga sudah bubar", "Bergabung dengan rumah tangga lain", "Tercantum ganda"], why => Assert.Contains($"<td>{why}</td></tr>", sheet, StringComparison.Ordinal));

        await musdes.DoneAsync((string)list["listId"]!, "verification", Role.Village, new { });
        var decided = await musdes.DoneAsync((string)list["listId"]!, "meetings", Role.Village, new
        {
            minutes = "141/1/2019",
            heldOn = Musyawarah.Today,
            women = 12,
            men = 15,
            decisions = lines.Select(DecisionOf).ToArray(),
        });
        Assert.Equal(4, decided["lines"]!.AsArray().Count(l => (string?)l!["decision"] == "removed" && (string?)l["reason"] == (string?)l["gone"]!["reason"]));

        static object DecisionOf(JsonNode? line) => line!["gone"] is { } gone
            ? new { line = (int)line["line"]!, decision = "removed", reason = (string?)gone["reason"] }
            : new { line = (int)line["line"]!, decision = "confirmed", reason = (string?)null };

        async Task ReportAsync(Guid household, string kind, JsonObject body)
        {
            (body["changeId"], body["at"]) = ($"{Guid.NewGuid()}", "2019-06-01T08:00:00+07:00");
            var (response, answer) = await shared.App.PostAsync(body.ToJsonString(), musdes.Village, $"/api/households/{household}/{kind}");
            Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
        }
    }

    private static async Task<string> FiguresAsync(Musyawarah musdes)
    {
        var index = await musdes.ReadAsync($"/api/villages/{musdes.Village}/index?round={Musyawarah.Round}&measure={Musyawarah.Measure}", Role.Village);
        index["asOf"] = null;
        return index.ToJsonString();
    }
}
