using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>What people do about a village's list over HTTP.</summary>
internal sealed class Musyawarah(TestApp app, string village)
{
    public const string Measure = "global-mpi-2018-without-nutrition";
    public const string Round = "2019-1";

    /// <summary>The service's day: lists are drawn, and meetings held, on no other.</summary>
    public static string Today => $"{PovertyMonitor.Musdes.WorkingDays.DayOf(SystemClock.Instance.GetCurrentInstant()):uuuu-MM-dd}";

    /// <summary>The same as people write it.</summary>
    public static string TodayInWords => PovertyMonitor.Households.Timeline.HouseholdWords.DayOf(PovertyMonitor.Musdes.WorkingDays.DayOf(SystemClock.Instance.GetCurrentInstant()), PovertyMonitor.Platform.Problems.Language.Indonesian);

    public static readonly Instant Interviewed = Instant.FromUtc(2019, 3, 2, 3, 15);

    public TestApp App => app;

    public string Village => village;

    private string District => village[..8];

    /// <summary>Interviews poor households and one that is not.</summary>
    public async Task<IReadOnlyList<Submission>> InterviewAsync(int poor)
    {
        List<Submission> interviews = [.. Enumerable.Range(0, poor).Select(i => Place(SampleInterview.Of(true, village, Round, Interviewed, 4), i)), Place(SampleInterview.Of(false, village, Round, Interviewed, 3), poor)];
        await app.SubmitAsync([.. interviews]);
        await app.CaughtUpAsync();
        return interviews;
    }

    /// <summary>Draws the round's list.</summary>
    public async Task<JsonNode> DrawAsync()
    {
        var (response, body) = await CallAsync(HttpMethod.Post, "/api/musdes/lists", Role.Village, new { village, round = Round, measure = Measure });
        Assert.True(response.IsSuccessStatusCode, body.ToJsonString());
        return body;
    }

    /// <summary>Draws, verifies and decides by one letter per line.</summary>
    public async Task<string> DecideAsync(string decisions)
    {
        var list = (string)(await DrawAsync())["listId"]!;
        await DoneAsync(list, "verification", Role.Village, new { });
        await DoneAsync(list, "meetings", Role.Village, Meeting(decisions));
        return list;
    }

    /// <summary>Files a scan and returns what came back.</summary>
    public Task<HttpResponseMessage> ScanAsync(string list, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return app.SendAsync(HttpMethod.Put, $"/api/musdes/lists/{list}/minutes", TokenOf(Role.Village), content);
    }

    public static object Meeting(string decisions, string minutes = "140/1/2019") => new
    {
        minutes,
        heldOn = Today,
        women = 12,
        men = 15,
        decisions = decisions.Select((d, i) => SampleList.EntryOf(d, i + 1)).ToArray(),
    };

    /// <summary>A command that must be taken.</summary>
    public async Task<JsonNode> DoneAsync(string list, string command, Role role, object body)
    {
        var (response, answer) = await CallAsync(HttpMethod.Post, $"/api/musdes/lists/{list}/{command}", role, body);
        Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
        return answer;
    }

    /// <summary>The code of a command's refusal.</summary>
    public async Task<string?> RefusedAsync(string list, string command, Role role, object body, string? seen = null) =>
        (string?)(await CallAsync(HttpMethod.Post, $"/api/musdes/lists/{list}/{command}", role, body, seen)).Body["code"];

    public async Task<JsonNode> ReadAsync(string path, Role role)
    {
        var (response, body) = await CallAsync(HttpMethod.Get, path, role, null);
        Assert.True(response.IsSuccessStatusCode, body.ToJsonString());
        return body;
    }

    public async Task<(HttpResponseMessage Response, JsonNode Body)> CallAsync(HttpMethod method, string path, Role role, object? body, string? seen = null, string language = "en")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", TokenOf(role));
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (seen is not null) request.Headers.IfMatch.ParseAdd(seen);
        if (body is not null) request.Content = new StringContent(System.Text.Json.JsonSerializer.Serialize(body, System.Text.Json.JsonSerializerOptions.Web), new MediaTypeHeaderValue("application/json"));
        var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text)! : new JsonObject { ["text"] = text });
    }

    /// <summary>The same interview with the head's name.</summary>
    public static string Named(Submission submission, string head)
    {
        var json = JsonNode.Parse(submission.JsonOf())!.AsObject();
        var member = submission.Answers!.Members.First(m => m.Relation == Relation.Head).Id.ToString();
        json["personal"] = new JsonObject { ["members"] = new JsonArray(new JsonObject { ["id"] = member, ["name"] = head }) };
        return json.ToJsonString();
    }

    private string TokenOf(Role role) => app.TokenFor(role, role == Role.District ? District : village);

    private static Submission Place(Submission submission, int number) =>
        submission with { Place = submission.Place with { Rt = $"{number + 1:000}", Rw = "001", DasaWisma = "Melati 1" } };
}
