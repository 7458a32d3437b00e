using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys;

public sealed class SentTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    // A village and an enumerator of its own: the report tells of both.
    private readonly string _village = shared.NextVillage();

    private TestApp App => shared.App;

    private string Token => App.TokenOf($"enumerator of {_village}", Role.Enumerator, _village);

    [Fact]
    public async Task An_enumerator_sees_what_was_sent_what_waits_and_who_is_left_in_each_group()
    {
        var known = Enumerable.Range(0, 5).Select(i => In(SampleInterview.Of(i == 0, _village, "2018-1", March, 3), i < 3 ? "Melati 1" : "Melati 2")).ToList();
        await PostAsync($"[{string.Join(',', known.Select(s => Named(s, "Bu Siti")))}]");
        Submission Revisit(int i) => known[i] with { SubmissionId = Guid.NewGuid(), Round = "2018-2", InterviewedAt = March + Duration.FromDays(200) };
        var refused = Revisit(1) with { Outcome = VisitOutcome.Refused, Consent = false, Answers = null };
        await SubmitAsync(Revisit(0), refused);
        await PostAsync((Revisit(2) with { Corrects = Guid.NewGuid() }).JsonOf());

        var report = JsonNode.Parse(await ReadAsync("/api/sent?round=2018-2", "application/json"))!;

        Assert.Equal("""{"sent":3,"taken":2,"waiting":1,"review":0}""", report["counts"]!.ToJsonString());
        Assert.Equal(1, (int?)report["visits"]!["refused"]);
        var groups = report["groups"]!.AsArray().Select(g => ((string?)g!["dasaWisma"], (int)g["expected"]!, (int)g["visited"]!, g["left"]!.AsArray().Count));
        Assert.Equal([("Melati 1", 3, 2, 1), ("Melati 2", 2, 0, 2)], groups);
        Assert.Equal(known[2].HouseholdId.ToString(), (string?)report["groups"]![0]!["left"]![0]!["householdId"]);
        Assert.Equal("Bu Siti", (string?)report["groups"]![0]!["left"]![0]!["head"]);
        Assert.Contains(report["latest"]!.AsArray(), s => (string?)s!["reason"]?["code"] == "survey.waits_for_base");
    }

    [Fact]
    public async Task A_correction_is_no_second_visit_and_other_content_under_a_taken_id_is_returned()
    {
        var interview = SampleInterview.Of(true, _village, "2018-1", March, 3);
        await SubmitAsync(interview);
        await SubmitAsync(interview with { SubmissionId = Guid.NewGuid(), Corrects = interview.SubmissionId });
        await PostAsync((interview with { Enumerator = "K-2" }).JsonOf());

        var report = JsonNode.Parse(await ReadAsync("/api/sent", "application/json"))!;

        Assert.Equal("""{"sent":3,"taken":2,"waiting":0,"review":1}""", report["counts"]!.ToJsonString());
        Assert.Equal("""{"completed":1}""", report["visits"]!.ToJsonString());
        Assert.Equal("survey.other_content", (string?)report["latest"]![0]!["reason"]!["code"]);
        Assert.Contains("\"code\"", await ReadAsync("/api/sent?device=%00", "application/json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_for_a_phone_says_the_same_and_encodes_what_people_wrote()
    {
        await PostAsync(Named(In(SampleInterview.Of(true, _village, "2018-1", March, 3), "Melati 1"), "<script>alert(1)</script>"));

        var page = await ReadAsync("/api/sent?round=2018-2", "text/html");

        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("<strong>0</strong> diterima", page, StringComparison.Ordinal);
        Assert.Contains("<strong>0 / 1</strong>, 1 belum dikunjungi", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_else_sees_nothing_of_it_and_a_device_only_its_own()
    {
        await SubmitAsync(SampleInterview.Of(true, _village, "2018-1", March, 3) with { Device = "HP-1" }, SampleInterview.Of(true, _village, "2018-1", March, 3) with { Device = "HP-2" });

        Assert.Equal(1, (int?)JsonNode.Parse(await ReadAsync("/api/sent?device=HP-1", "application/json"))!["counts"]!["sent"]);
        var other = await App.SendAsync(HttpMethod.Get, "/api/sent", App.TokenOf("somebody-else", Role.Enumerator, shared.NextVillage()));
        var report = JsonNode.Parse(await other.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(0, (int?)report["counts"]!["sent"]);
        Assert.Empty(report["groups"]!.AsArray());
    }

    private Task SubmitAsync(params Submission[] submissions) => PostAsync($"[{string.Join(',', submissions.Select(s => s.JsonOf()))}]", submissions.Length);

    private async Task PostAsync(string json, int? accepted = null)
    {
        var response = await App.SendAsync(HttpMethod.Post, "/api/submissions", Token, new StringContent(json, new MediaTypeHeaderValue("application/json")));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(accepted is null || (int?)JsonNode.Parse(body)!["counts"]?["accepted"] == accepted, body);
    }

    private static Submission In(Submission submission, string group) => submission with { Place = submission.Place with { DasaWisma = group } };

    private static string Named(Submission submission, string head)
    {
        var json = JsonNode.Parse(submission.JsonOf())!.AsObject();
        json["personal"] = new JsonObject { ["members"] = new JsonArray(new JsonObject { ["id"] = submission.Answers!.Members.First(m => m.Relation == PovertyMonitor.Households.Questionnaire.Relation.Head).Id.ToString(), ["name"] = head }) };
        return json.ToJsonString();
    }

    private async Task<string> ReadAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", Token);
        request.Headers.Accept.ParseAdd(accept);
        var response = await App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
