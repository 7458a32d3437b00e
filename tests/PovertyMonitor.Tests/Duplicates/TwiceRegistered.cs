using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Duplicates;

/// <summary>A family that two enumerators registered, and what Dinas Sosial does about it.</summary>
internal static class TwiceRegistered
{
    public const string Village = "35.22.15.2002";
    public const string Card = "3522150101080009";
    public static readonly Instant March = Instant.FromUtc(2019, 3, 2, 3, 15);
    public static readonly string[] Niks = ["3522150107700003", "3522154203720001", "3522151208990002"];

    /// <summary>A family of four, as an enumerator met it; each time with other ids.</summary>
    public static Submission Family(string village = Village, int daysLater = 0, params int[] ages)
    {
        var interview = SampleInterview.Of(true, village, "2019-1", March + Duration.FromDays(daysLater), 4);
        if (ages.Length == 0) ages = [48, 46, 19, 7];
        return interview with
        {
            Place = new Place(village, "003", "001", "Melati 1"),
            Answers = interview.Answers! with
            {
                Size = ages.Length,
                Members = [.. ages.Select((age, i) => interview.Answers.Members[0] with
                {
                    Id = Guid.NewGuid(),
                    Sex = i % 2 == 0 ? Sex.Male : Sex.Female,
                    AgeYears = age,
                    Relation = i == 0 ? Relation.Head : i == 1 ? Relation.Spouse : Relation.Child,
                })],
            },
        };
    }

    /// <summary>Sends an interview with a family card and the numbers of its first members.</summary>
    public static async Task SendAsync(TestApp app, Submission interview, string? card = null, params string[] niks)
    {
        var json = JsonNode.Parse(interview.JsonOf())!.AsObject();
        var members = new JsonArray([.. niks.Select((nik, i) => (JsonNode)new JsonObject { ["id"] = interview.Answers!.Members[i].Id.ToString(), ["name"] = $"Wiryodikromo {i}", ["nik"] = nik })]);
        json["personal"] = new JsonObject { ["members"] = members };
        if (card is not null) json["personal"]!["familyCard"] = card;
        var (response, body) = await app.PostAsync(json.ToJsonString(), interview.Place.Village);
        Assert.True(response.IsSuccessStatusCode, body.ToJsonString());
    }

    /// <summary>Waits until everything that came in was compared.</summary>
    public static Task ComparedAsync(this TestApp app) => app.UntilAsync("""
        select coalesce((select sequence from duplicate_positions where tenant_id = '35.22'), 0) >= (select coalesce(max(seq_id), 0) from mt_events where tenant_id = '35.22')
            and not exists (select from duplicate_due)
        """);

    /// <summary>The pairs of a state.</summary>
    public static async Task<JsonArray> PairsAsync(this TestApp app, string state = "open", string area = "35.22") =>
        (await app.GetAsync($"/api/duplicates?area={area}&state={state}", Role.Dinsos))["pairs"]!.AsArray();

    /// <summary>The address of a pair.</summary>
    public static string PathOf(Submission a, Submission b) => $"/api/duplicates/{a.HouseholdId}/{b.HouseholdId}";

    /// <summary>The entity tag of a pair as it is now.</summary>
    public static async Task<string> TagAsync(this TestApp app, Submission a, Submission b) =>
        (await app.SendAsync(HttpMethod.Get, PathOf(a, b), app.TokenFor(Role.Dinsos))).Headers.ETag!.Tag;

    /// <summary>Sends a judgement or its withdrawal as somebody of Dinas Sosial.</summary>
    public static async Task<(int Status, JsonNode Body, string? Tag)> JudgeAsync(this TestApp app, string path, string json, string? seen = null, string by = "dinsos-1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = new("Bearer", app.TokenOf(by, Role.Dinsos));
        request.Headers.AcceptLanguage.ParseAdd("en");
        if (seen is not null) request.Headers.IfMatch.Add(new(seen));
        var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!, response.Headers.ETag?.Tag);
    }

    /// <summary>Searches an area and waits until it is through.</summary>
    public static async Task<JsonNode> SearchAsync(this TestApp app, string area = "35.22")
    {
        var (status, body, _) = await app.JudgeAsync("/api/duplicates/search", $$"""{"area": "{{area}}"}""");
        Assert.Equal(202, status);
        var id = (string)body["id"]!;
        await app.UntilAsync($"select finished_at is not null from duplicate_searches where search_id = '{id}'");
        return await app.GetAsync($"/api/duplicates/searches/{id}", Role.Dinsos);
    }
}
