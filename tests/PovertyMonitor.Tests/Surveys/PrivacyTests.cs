using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Kept;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys;

/// <summary>Plants people who can be recognised, and looks for them wherever the service writes.</summary>
public sealed class PrivacyTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly string[] Planted =
        ["Sutinah Wiryodikromo", "3522154107650003", "3522150101080009", "0812-3456-7799", "-7.150975", "111.8817301", "1965-07-01", "anaknya sering sakit", "Jalan Melati 17", "Wiryodikromo"];

    [Fact]
    public async Task Whoever_is_planted_is_in_no_table_and_no_log_and_comes_back_byte_by_byte_to_those_allowed()
    {
        await using var app = await TestApp.StartAsync(server, TestApp.LogEverything);
        var interview = SampleInterview.Of(true, Village, "2018-1", March, 3);
        var sent = WithPersonal(interview);
        await SendAsync(app, sent);
        await SendAsync(app, WithPersonal(interview).Replace("sering sakit", "sering sakit sekali", StringComparison.Ordinal));
        await SendAsync(app, WithPersonal(interview with { SubmissionId = Guid.NewGuid(), Corrects = Guid.NewGuid() }));
        await SendAsync(app, WithPersonal(interview with { SubmissionId = Guid.NewGuid(), Place = new("35.22.99.2999") }));
        await SendAsync(app, WithPersonal(interview with { SubmissionId = Guid.NewGuid() }).Replace("\"floor\"", "\"flor\"", StringComparison.Ordinal));
        await SendAsync(app, WithPersonal(interview)[..^40]);
        await app.Services.GetRequiredService<KeptSubmissions>().KeepAsync(
            TestApp.Regency, interview.SubmissionId, "kk.jpg", "image/jpeg", Encoding.UTF8.GetBytes(string.Join(';', Planted)), TestContext.Current.CancellationToken);
        await app.CaughtUpAsync();

        Assert.Equal(sent, await ReadAsync(app, $"/api/submissions/{interview.SubmissionId}/content", Role.Dinsos));
        Assert.Equal(string.Join(';', Planted), await ReadAsync(app, $"/api/submissions/{interview.SubmissionId}/attachments/kk.jpg", Role.Dinsos));
        Assert.Equal(2, await app.ScalarAsync<long>("select count(*) from personal_readings where purpose like 'submission%'"));
        Assert.Empty(await app.TablesWithAsync(Planted));
        await app.StopServingAsync();
        var log = app.Services.GetRequiredService<LogCollector>().Lines;
        Assert.NotEmpty(log);
        Assert.DoesNotContain(log, line => Planted.Any(p => line.Contains(p, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Nobody_else_reads_a_submission()
    {
        var app = shared.App;
        var interview = SampleInterview.Of(true, Village, "2018-1", March, 3);
        await SendAsync(app, WithPersonal(interview));
        var path = $"/api/submissions/{interview.SubmissionId}/content";

        Assert.Equal(403, (int)(await app.SendAsync(HttpMethod.Get, path, app.TokenFor(Role.Planner))).StatusCode);
        Assert.Equal(403, (int)(await app.SendAsync(HttpMethod.Get, path, app.TokenFor(Role.Operator))).StatusCode);
        Assert.Equal(200, (int)(await app.SendAsync(HttpMethod.Get, path, app.TokenFor(Role.Enumerator, Village))).StatusCode);
        Assert.Equal(404, (int)(await app.SendAsync(HttpMethod.Get, path, app.TokenOf("somebody-else", Role.Enumerator, Village))).StatusCode);
        Assert.Equal(401, (int)(await app.SendAsync(HttpMethod.Get, path)).StatusCode);
    }

    [Fact]
    public async Task The_same_card_gives_the_same_hash_however_it_is_written_and_what_a_revisit_leaves_out_stays()
    {
        var app = shared.App;
        var interview = SampleInterview.Of(true, Village, "2018-1", March, 3);
        var other = SampleInterview.Of(true, Village, "2018-1", March, 3);
        await SendAsync(app, WithPersonal(interview));
        await SendAsync(app, WithPersonal(other).Replace("3522150101080009", "35 2215 010108 0009", StringComparison.Ordinal));
        await SendAsync(app, interview with { SubmissionId = Guid.NewGuid(), InterviewedAt = March + Duration.FromDays(100) }, new JsonObject { ["phone"] = "0811" });

        Assert.Equal(1L, await app.ScalarAsync<long>("select count(distinct keyed_hash) from personal_identities where subject_id = household_id"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(distinct keyed_hash) from personal_identities where subject_id <> household_id"));
        var people = (await app.Services.GetRequiredService<IdentityReader>().OfAsync(
            Caller.Anonymous with { Subject = "test", Regency = TestApp.Regency }, "test", [interview.HouseholdId], TestContext.Current.CancellationToken))[interview.HouseholdId];
        Assert.Equal(("0811", "3522150101080009", "Sutinah Wiryodikromo"), (people.Phone, people.FamilyCard, Assert.Single(people.Members).Name));
    }

    private static string WithPersonal(Submission submission) => WithPersonal(submission, new JsonObject
    {
        ["familyCard"] = "3522150101080009",
        ["phone"] = "0812-3456-7799",
        ["address"] = "Jalan Melati 17",
        ["latitude"] = -7.150975m,
        ["longitude"] = 111.8817301m,
        ["note"] = "anaknya sering sakit",
        ["members"] = new JsonArray(new JsonObject
        {
            ["id"] = submission.Answers!.Members[0].Id.ToString(),
            ["name"] = "Sutinah Wiryodikromo",
            ["nik"] = "3522154107650003",
            ["birthDate"] = "1965-07-01",
        }),
    });

    private static string WithPersonal(Submission submission, JsonObject personal)
    {
        var json = JsonNode.Parse(submission.JsonOf())!.AsObject();
        json["personal"] = personal;
        return json.ToJsonString();
    }

    private static Task SendAsync(TestApp app, Submission submission, JsonObject personal) => SendAsync(app, WithPersonal(submission, personal));

    private static async Task SendAsync(TestApp app, string json) => await app.PostAsync(json, Village);

    private static async Task<string> ReadAsync(TestApp app, string path, Role role)
    {
        var response = await app.SendAsync(HttpMethod.Get, path, app.TokenFor(role));
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
