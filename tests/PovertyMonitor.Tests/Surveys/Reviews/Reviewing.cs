using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Reviews;

/// <summary>A submission that waits for a person, and what it takes to resolve it.</summary>
/// <param name="Sent">What was sent.</param>
/// <param name="Village">The village it was sent for.</param>
internal sealed record Waiting(Submission Sent, string Village)
{
    /// <summary>What it stands for where it could be read; else what it should have been.</summary>
    public Submission Right { get; init; } = Sent;
}

/// <summary>What people do with the review queue of a <see cref="TestApp"/>.</summary>
internal static class Reviewing
{
    public const string Village = "35.22.15.2002";
    public const string OtherVillage = "35.22.15.2003";
    public const string Open = "2018-1";
    public const string Closed = "2017-2";
    public static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    /// <summary>Opens one round and closes another.</summary>
    public static async Task OpenRoundsAsync(this TestApp app)
    {
        await app.SetRoundAsync(Open, "open");
        await app.SetRoundAsync(Closed, "open");
        await app.SetRoundAsync(Closed, "closed");
    }

    /// <summary>Has a submission held for a reason.</summary>
    public static async Task<Waiting> HoldAsync(this TestApp app, string reason)
    {
        var interview = SampleInterview.Of(true, Village, Open, March, 3);
        var waiting = await SetAsync(app, reason, interview);
        if (reason == "survey.unreadable") return waiting;
        var (_, body) = await app.PostAsync(waiting.Sent.JsonOf(), waiting.Village);
        Assert.Equal(reason, (string?)(body["errors"]?[0]?["code"] ?? body["code"]));
        return waiting;
    }

    /// <summary>Decides as Dinas Sosial.</summary>
    public static async Task<(HttpResponseMessage Response, JsonNode Body)> ResolveAsync(
        this TestApp app, Guid submission, object decision, string? content = null, string? ifMatch = null, Role role = Role.Dinsos) =>
        await app.SendJsonAsync($"/api/reviews/{submission}/resolution{(content is null ? "" : $"?content={content}")}", decision, role, ifMatch);

    /// <summary>Rejects what was taken, as Dinas Sosial.</summary>
    public static Task<(HttpResponseMessage Response, JsonNode Body)> RejectAsync(this TestApp app, Guid submission, string reason = "noVisit") =>
        app.SendJsonAsync($"/api/submissions/{submission}/rejection", new { reason }, Role.Dinsos, null);

    /// <summary>Sends an object as JSON in a role.</summary>
    public static async Task<(HttpResponseMessage Response, JsonNode Body)> SendJsonAsync(this TestApp app, string path, object body, Role role, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", app.TokenFor(role));
        request.Headers.AcceptLanguage.ParseAdd("en");
        if (ifMatch is not null) request.Headers.IfMatch.ParseAdd(ifMatch);
        var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    /// <summary>A decision that fits the action.</summary>
    public static object Decision(string action, Waiting waiting) => action switch
    {
        "merge" => new { action, reason = "confirmedWithHousehold", fields = new[] { "answers.size" } },
        "correct" => new { action, reason = "typingError", submission = JsonNode.Parse((waiting.Right with { Answers = waiting.Right.Answers! with { Size = 7 } }).JsonOf()) },
        _ => new { action, reason = "confirmedWithEnumerator" },
    };

    /// <summary>Where a submission stands.</summary>
    public static async Task<string?> StateAsync(this TestApp app, Guid submission) => (string?)(await app.GetAsync($"/api/submissions/{submission}", Role.Dinsos))["state"];

    private static async Task<Waiting> SetAsync(TestApp app, string reason, Submission interview)
    {
        switch (reason)
        {
            case "survey.closed_round": return new(interview with { Round = Closed }, Village);
            case "survey.unknown_round": return new(interview with { Round = "2011-1" }, Village) { Right = interview };
            case "survey.unknown_village": return new(interview with { Place = new("35.22.99.2999") }, "35.22.99.2999") { Right = interview };
            case "survey.corrects_itself": return new(interview with { Corrects = interview.SubmissionId }, Village);
            case "survey.household_elsewhere":
                await app.SubmitAsync(interview with { Place = new(OtherVillage) });
                return new(Resized(interview), Village);
            case "survey.unreadable":
                await app.Services.GetRequiredService<Intake>().TakeAsync(TestApp.Regency, [Unreadable(interview)], TestContext.Current.CancellationToken);
                return new(interview, Village);
            case "survey.rejected_base":
                await app.SubmitAsync(interview);
                await app.RejectAsync(interview.SubmissionId);
                return new(Resized(interview) with { Corrects = interview.SubmissionId }, Village);
        }
        await app.SubmitAsync(interview);
        if (reason == "survey.other_content") return new(interview with { Answers = interview.Answers! with { Size = 9 } }, Village);
        if (reason == "survey.other_household") return new(Resized(interview) with { Corrects = interview.SubmissionId, HouseholdId = Guid.NewGuid() }, Village);
        if (reason != "survey.superseded_base") throw new ArgumentOutOfRangeException(nameof(reason), reason, null);
        await app.SubmitAsync(interview with
        {
            SubmissionId = Guid.NewGuid(),
            Corrects = interview.SubmissionId,
            InterviewedAt = March + Duration.FromHours(5),
            Answers = interview.Answers! with { Housing = interview.Answers.Housing with { WaterMinutes = 40 } },
        });
        return new(Resized(interview) with { Corrects = interview.SubmissionId, InterviewedAt = March + Duration.FromHours(2) }, Village);
    }

    private static Submission Resized(Submission interview) => interview with { SubmissionId = Guid.NewGuid(), Answers = interview.Answers! with { Size = 9 } };

    private static Arrival Unreadable(Submission interview) => new()
    {
        SubmissionId = interview.SubmissionId,
        Hash = interview.SubmissionId.ToByteArray(),
        Raw = new RawContent("<broken"u8.ToArray(), "text/xml"),
        Sender = new Sender(Caller.Anonymous with { Subject = "test-Enumerator" }, Door.OpenRosa),
        Reason = SurveyProblems.Unreadable,
        Village = Village,
    };
}
