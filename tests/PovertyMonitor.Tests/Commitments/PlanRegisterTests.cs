using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Commitments;

/// <summary>The register over HTTP. Each test has a plan of its own.</summary>
[Collection(PlanApp.Name)]
public sealed class PlanRegisterTests(SharedApp shared)
{
    private static readonly byte[] Report = Encoding.ASCII.GetBytes("%PDF-1.4 laporan keluhan");

    [Fact]
    public async Task A_plan_goes_from_proposals_through_agreement_values_and_a_revision_to_its_assessment()
    {
        const string Plan = "2021-2023";
        var before = await shared.App.ScalarAsync<long>("select max(seq_id) from mt_events where tenant_id = '35.22'");
        await AgreeAsync(2021);
        var listed = (await shared.App.GetAsync("/api/plans")).AsArray().Single(p => (string)p!["code"]! == Plan)!;
        Assert.Equal((true, 2, 1), ((bool)listed["isAgreed"]!, (int)listed["proposals"]!, (int)listed["commitments"]!));
        var open = JsonNode.Parse(await (await shared.App.SendAsync(HttpMethod.Get, $"/api/commitments?regency=35.22&plan={Plan}", language: "en")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(["kept", "dropped"], open["proposals"]!.AsArray().Select(p => (string)p!["outcome"]!));
        Assert.Equal("outside our powers", (string)open["proposals"]![1]!["reason"]!);

        // A value with a file as evidence, which comes back byte by byte and lies sealed.
        var file = new ByteArrayContent(Report);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        var kept = await BodyAsync(await shared.App.SendAsync(HttpMethod.Post, "/api/evidence", shared.App.TokenFor(Role.Planner), file));
        var sha256 = (string)kept["sha256"]!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Report)), sha256);
        Assert.Equal(Report, await (await shared.App.SendAsync(HttpMethod.Get, $"/api/evidence/{sha256}", shared.App.TokenFor(Role.Ngo))).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1L, await shared.App.ScalarAsync<long>($"select count(*) from commitment_evidence where sha256 = '{sha256}' and position('keluhan'::bytea in sealed) = 0"));
        await DoneAsync(HttpMethod.Post, $"{Plan}/commitments/1/indicators/1.answered/values", new { value = 0.45, on = "2022-06-30", evidence = new { sha256 } });
        Assert.Equal("evidence.sha256 commitment.unknown_evidence",
            await RefusedAsync(HttpMethod.Post, $"{Plan}/commitments/1/indicators/1.answered/values", new { value = 0.45, on = "2022-06-30", evidence = new { sha256 = new string('0', 64) } }));
        // 546 of 730 days are gone, but a quarter of the way from 0.4 to 0.6 is done.
        var standing = (await shared.App.GetAsync($"/api/commitments/1/indicators?plan={Plan}"))["indicators"]![0]!;
        Assert.Equal(("offTrack", "farBehindSchedule", "planner", 10m), ((string)standing["status"]!, (string)standing["reason"]!, (string)standing["actual"]!["reportedBy"]!, (decimal)standing["achievedPercent"]!));

        await DoneAsync(HttpMethod.Post, $"{Plan}/commitments/1/revisions", new { code = "1.answered", revises = 1, indicator = Indicator(0.5, 0.7), reason = T("anggaran dipotong", "the budget was cut") });
        await DoneAsync(HttpMethod.Post, $"{Plan}/commitments/1/revisions/1/assent", null);
        Assert.Equal("commitment.already_assented", await RefusedAsync(HttpMethod.Post, $"{Plan}/commitments/1/revisions/1/assent", null));
        standing = (await shared.App.GetAsync($"/api/commitments/1/indicators?plan={Plan}"))["indicators"]![0]!;
        Assert.Equal((0.9m, 1), ((decimal)standing["target"]!["value"]!, (int)standing["openRevision"]!));
        var revision = await DoneAsync(HttpMethod.Post, $"{Plan}/commitments/1/revisions/1/assent", null, Role.Ngo);
        Assert.Equal(("inForce", 0.9m, 0.7m), ((string)revision["state"]!, (decimal)revision["old"]!["targets"]![1]!["value"]!, (decimal)revision["new"]!["targets"]![1]!["value"]!));
        standing = (await shared.App.GetAsync($"/api/commitments/1/indicators?plan={Plan}"))["indicators"]![0]!;
        Assert.Equal((0.7m, 2, 1), ((decimal)standing["target"]!["value"]!, (int)standing["version"]!, (int)standing["earlier"]![0]!["replacedBy"]!));
        Assert.Equal((string)revision["inForceSince"]!, (string)standing["since"]!);
        Assert.Equal((string)standing["since"]!, (string)standing["earlier"]![0]!["until"]!);

        await DoneAsync(HttpMethod.Post, $"{Plan}/commitments/1/assessments", new { level = "substantial", on = "2022-12-31", explanation = T("a", "b"), evidence = new { sha256 } });
        var assessed = await DoneAsync(HttpMethod.Post, $"{Plan}/commitments/1/assessments", new { level = "noEvidence", on = "2022-12-31", explanation = T("a", "b") }, Role.Ngo);
        Assert.Equal(("substantial", "noEvidence"), ((string)assessed["selfAssessment"]!["level"]!, (string)assessed["independentAssessment"]!["level"]!));
        await DoneAsync(HttpMethod.Post, $"{Plan}/achievements", new { percent = 80, ownOffices = 95, villages = 62.5, on = "2022-12-31", source = T("laporan", "report") });
        var achievement = await shared.App.GetAsync($"/api/commitments/achievement?plan={Plan}");
        // What is asked of the present is of this plan now, and of the one before as it was known then.
        await shared.App.CaughtUpAsync();
        Assert.Equal((Plan, "2018-2020"), ((string)(await shared.App.GetAsync("/api/commitments/achievement"))["plan"]!, (string)(await shared.App.GetAsync($"/api/commitments/achievement?knownAt={before}"))["plan"]!));
        var report = await shared.App.GetAsync("/api/reports/commitments");
        Assert.EndsWith(Plan, (string)report["title"]!, StringComparison.Ordinal);
        Assert.Equal(["1 0.4 0.9 share", "2 0.4 0.7 share"], report["rows"]!.AsArray().Select(r => $"{r!["version"]} {r["baseline"]} {r["target"]} {r["unit"]}"));
        Assert.EndsWith("2018-2020", (string)(await shared.App.GetAsync($"/api/reports/commitments?knownAt={before}"))["title"]!, StringComparison.Ordinal);
        Assert.Equal((80m, 1, 16.7m), ((decimal)achievement["reported"]!["percent"]!, (int)achievement["ownOffices"]!["indicators"]!, (decimal)achievement["overall"]!["percent"]!));
    }

    [Fact]
    public async Task Of_two_people_who_change_the_same_the_second_is_told_what_the_first_did()
    {
        await AgreeAsync(2031);
        var seen = (await shared.App.SendAsync(HttpMethod.Get, "/api/commitments/1?plan=2031-2033", shared.App.TokenFor(Role.Planner))).Headers.ETag!;
        var milestone = new { title = T("Standar", "Standard"), deliverable = T("Dokumen", "Document"), start = "2031-01-01", end = "2031-06-30" };
        var (first, _) = await CallAsync(HttpMethod.Put, "2031-2033/commitments/1/milestones/standar", milestone, ifMatch: seen.Tag);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var (second, body) = await CallAsync(HttpMethod.Put, "2031-2033/commitments/1/milestones/lain", milestone, ifMatch: seen.Tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Equal("Milestone standar was set.", (string)Assert.Single(body["changes"]!.AsArray())!);
        // A retry of what was done is no conflict.
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(HttpMethod.Put, "2031-2033/commitments/1/milestones/standar", milestone, ifMatch: seen.Tag)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await CallAsync(HttpMethod.Put, "2031-2033/commitments/1/milestones/lain", milestone, ifMatch: first.Headers.ETag!.Tag)).Response.StatusCode);
        Assert.Equal("on commitment.invalid_field", await RefusedAsync(HttpMethod.Post, "2031-2033/commitments/1/milestones/standar/reports", new { state = "started", on = "2031-02-01" }));
    }

    [Fact]
    public async Task The_plan_is_exported_in_the_fields_of_OGPs_template()
    {
        await AgreeAsync(2041);
        await DoneAsync(HttpMethod.Post, "2041-2043/meetings", new { on = "2041-03-01", agenda = T("Jadwal <script>", "Schedule <script>"), commitments = (int[])[1] });
        var response = await shared.App.SendAsync(HttpMethod.Get, "/api/plans/2041-2043/export", shared.App.TokenFor(Role.Ngo), language: "en");
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        foreach (var field in (string[])["Lead implementing agency", "What is the public problem that the commitment will address?", "Why is this commitment relevant to OGP values?", "Milestone activity with a verifiable deliverable", "outside our powers", "B-12 2043: 0.9", "Dinas Kominfo"])
            Assert.Contains(field, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/commitments/5/indicators?knownOn=2017-12-31", 422, "commitment.before_plan")]
    [InlineData("/api/commitments/5/indicators?knownOn=2018-06-30", 404, "commitment.not_known_then")]
    [InlineData("/api/commitments/5/indicators?knownOn=x", 422, "commitment.invalid")]
    [InlineData("/api/commitments/5/indicators?plan=1999-2000", 404, "commitment.unknown_plan")]
    [InlineData("/api/commitments/5/indicators/5.none?plan=2018-2020", 404, "commitment.unknown_indicator")]
    [InlineData("/api/plans/2018-2020/commitments/9/revisions", 404, "commitment.unknown")]
    [InlineData("/api/evidence/00", 404, "commitment.evidence_not_found")]
    public async Task A_bad_question_gets_a_clear_problem(string path, int status, string code)
    {
        var query = path.Contains("plan", StringComparison.Ordinal) || path.Contains("evidence", StringComparison.Ordinal) ? path : $"{path}&plan=2018-2020";
        await Access.ProblemAssert.IsProblemAsync(await shared.App.SendAsync(HttpMethod.Get, query, shared.App.TokenFor(Role.Planner)), (HttpStatusCode)status, code);
    }

    [Theory]
    [InlineData("PUT", "2018-2020/commitments/5/indicators/5.new", "{}", "commitment.invalid")]
    [InlineData("POST", "2018-2020/commitments/5/indicators/5.m0/values", """{"value": 1}""", "commitment.computed_indicator")]
    [InlineData("POST", "2018-2020/proposals", """{"title": {"id": "x"}, "problem": {"id": "x"}, "proposer": "x"}""", "commitment.plan_agreed")]
    [InlineData("POST", "2018-2020/commitments/5/revisions/7/assent", "{}", "commitment.unknown_revision")]
    [InlineData("POST", "2018-2020/meetings/7/result", """{"heldOn": "2019-01-01", "women": 1, "men": 1, "agencies": 1, "partners": 1, "agreed": [{"id": "x"}]}""", "commitment.unknown_meeting")]
    [InlineData("POST", "1999-2000/proposals", "{}", "commitment.unknown_plan")]
    [InlineData("PUT", "2018-2020/deadline", """{"submissionDeadline": "2017-12-01"}""", "commitment.plan_agreed")]
    public async Task A_bad_command_gets_a_clear_problem(string method, string path, string json, string code)
    {
        var response = await shared.App.SendAsync(new(method), $"/api/plans/{path}", shared.App.TokenFor(Role.Planner), new StringContent(json, Encoding.UTF8, "application/json"));
        Assert.Equal(code, (string?)(await BodyAsync(response))["code"]);
    }

    private static object T(string id, string en) => new { id, en };

    private static object Indicator(double at2022, double at2023) => new
    {
        name = T("Keluhan terjawab", "Complaints answered"),
        unit = "share",
        direction = "higher",
        baseline = new { kind = "agreed", value = 0.4, at = "2020-12-31", source = T("laporan", "report") },
        targets = new[] { new { year = 2022, checkpoint = "B-12", value = at2022, source = T("rapat", "meeting") }, new { year = 2023, checkpoint = "B-12", value = at2023, source = T("rapat", "meeting") } },
        control = "ownOffices",
        frequency = "quarterly",
        disaggregation = new[] { "district" },
        responsible = "Dinas Kominfo",
        metadata = new { definition = T("Bagian keluhan yang terjawab.", "The share of complaints that were answered.") },
    };

    // A plan with one commitment from the first of two proposals.
    private async Task AgreeAsync(int from)
    {
        var plan = $"{from}-{from + 2}";
        Assert.Equal(HttpStatusCode.Created, (await shared.App.SendAsync(HttpMethod.Post, "/api/plans", shared.App.TokenFor(Role.Planner),
            JsonContent.Create(new { fromYear = from, toYear = from + 2, title = T("Rencana", "Plan"), submissionDeadline = $"{from}-01-31" }))).StatusCode);
        await DoneAsync(HttpMethod.Post, $"{plan}/proposals", new { title = T("Keluhan", "Complaints"), problem = T("a", "b"), proposer = "Bojonegoro Institute" }, Role.Ngo);
        await DoneAsync(HttpMethod.Post, $"{plan}/proposals", new { title = T("Lain", "Other"), problem = T("a", "b"), proposer = "Bappeda" });
        await DoneAsync(HttpMethod.Post, $"{plan}/proposals/1/decision", new { outcome = "kept", reason = T("terukur", "measurable") });
        await DoneAsync(HttpMethod.Post, $"{plan}/proposals/2/decision", new { outcome = "dropped", reason = T("di luar kewenangan", "outside our powers") });
        await DoneAsync(HttpMethod.Put, $"{plan}/commitments/1", new
        {
            title = T("Keluhan dijawab", "Complaints are answered"),
            problem = T("a", "b"),
            description = T("a", "b"),
            contribution = T("a", "b"),
            values = (string[])["accountability"],
            lead = "Dinas Kominfo",
            supporting = (string[])["Bappeda"],
            partners = (string[])["Bojonegoro Institute"],
            start = $"{from}-01-01",
            end = $"{from + 2}-12-31",
            proposals = (int[])[1],
        });
        var json = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Indicator(0.6, 0.9)).Replace("2022", $"{from + 1}", StringComparison.Ordinal).Replace("2023", $"{from + 2}", StringComparison.Ordinal))!;
        await DoneAsync(HttpMethod.Put, $"{plan}/commitments/1/indicators/1.answered", json);
        await DoneAsync(HttpMethod.Post, $"{plan}/submission", new { on = "2021-02-01" });
    }

    private async Task<JsonNode> DoneAsync(HttpMethod method, string path, object? body, Role role = Role.Planner)
    {
        var (response, json) = await CallAsync(method, path, body, role);
        Assert.True(response.StatusCode == HttpStatusCode.Created, json.ToJsonString());
        return json;
    }

    private async Task<string> RefusedAsync(HttpMethod method, string path, object? body)
    {
        var (_, json) = await CallAsync(method, path, body);
        return json["errors"]?[0] is { } error ? $"{error["field"]} {error["code"]}" : (string)json["code"]!;
    }

    private async Task<(HttpResponseMessage Response, JsonNode Body)> CallAsync(HttpMethod method, string path, object? body, Role role = Role.Planner, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, $"/api/plans/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", shared.App.TokenFor(role));
        request.Headers.AcceptLanguage.ParseAdd("en");
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        var response = await shared.App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await BodyAsync(response));
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
