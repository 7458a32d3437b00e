using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Files.Format;

namespace PovertyMonitor.Tests.Surveys.Files;

/// <summary>What somebody with a census file does with a <see cref="TestApp"/>.</summary>
internal static class CensusFiles
{
    private static readonly Instant March = Instant.FromUtc(2026, 3, 2, 3, 15);
    private static int _numbers;

    /// <summary>The first of some numbers that no other household has: what is in a store already is not taken again.</summary>
    public static int NewNumbers(int households) => Interlocked.Add(ref _numbers, households) - households + 1;

    /// <summary>Rows of households numbered from 1, each of some persons with a name and a NIK.</summary>
    public static List<string[]> Rows(int households, int persons = 2, int from = 1) =>
        [.. Enumerable.Range(from, households).SelectMany(number => RowsOf(number, persons))];

    public static IReadOnlyList<string[]> RowsOf(int number, int persons = 2)
    {
        var interview = SampleInterview.Of(number % 3 == 0, ReadFile.Village, ReadFile.Round, March, persons);
        var personal = new PersonalData
        {
            FamilyCard = Card(number, 0),
            // Born in June 1985, as men of 40 in March 2026 may be.
            Members = [.. interview.Answers!.Members.Select((m, i) => new PersonIdentity(m.Id, $"Siti Rahasia {number}-{i}", Card(number, i + 1)))],
        };
        return FilledRows.Of(interview, personal, Language.Indonesian, $"{number}");
    }

    private static string Card(int number, int nth) => $"352215{(number / 900 % 28) + 1:00}0685{(number % 900 * 10) + nth + 1:0000}";

    public static async Task<(HttpResponseMessage Response, JsonNode Body)> CallAsync(
        this TestApp app, HttpMethod method, string path, byte[]? file = null, Role role = Role.Operator, string language = "en")
    {
        var response = await app.SendAsync(method, path, app.TokenFor(role), file is null ? null : new ByteArrayContent(file), language);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text)! : JsonValue.Create(text));
    }

    /// <summary>Sends a file and waits until it is checked.</summary>
    public static async Task<JsonNode> CheckAsync(this TestApp app, byte[] file, string round = ReadFile.Round)
    {
        var (response, body) = await app.CallAsync(HttpMethod.Post, $"/api/files?round={round}", file);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await app.WhileAsync((string)body["id"]!, "checking");
    }

    /// <summary>Imports a checked file and waits for its end.</summary>
    public static async Task<JsonNode> ImportAsync(this TestApp app, JsonNode file)
    {
        var (response, body) = await app.CallAsync(HttpMethod.Post, $"/api/files/{file["id"]}/import");
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, body.ToJsonString());
        return await app.WhileAsync((string)file["id"]!, "importing");
    }

    public static async Task<JsonNode> WhileAsync(this TestApp app, string id, string state)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        while (true)
        {
            var (_, body) = await app.CallAsync(HttpMethod.Get, $"/api/files/{id}");
            if ((string?)body["state"] != state) return body;
            await beat.WaitForNextTickAsync(limit.Token);
        }
    }

    public static async Task<long> InterviewsAsync(this TestApp app) => await app.ScalarAsync<long>("select count(*) from mt_events where type = 'interview_completed'");
}
