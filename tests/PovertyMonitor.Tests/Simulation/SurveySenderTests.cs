using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;
using PovertyMonitor.Tests.Access;

namespace PovertyMonitor.Tests.Simulation;

public sealed class SurveySenderTests
{
    private static readonly Batch Some = Batch.Of(new Population([AreaCode.Parse("35.22.15.2008")], 20, 1, 1), 0, 5).First();

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task It_comes_back_to_a_service_that_is_busy(int status)
    {
        var asked = 0;
        await using var app = await SmallApp.StartAsync(app => app.MapPost("/api/submissions", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            return ++asked < 3
                ? Results.StatusCode(status)
                : Results.Json(new { counts = new { accepted = body.RootElement.GetArrayLength() }, results = Array.Empty<object>() });
        }).AllowPublicly().WithMetadata(new DisableRequestSizeLimitAttribute()));

        var answer = await Sender(app.Client).SendAsync(Some, TestContext.Current.CancellationToken);

        Assert.Equal((3, 5), (asked, answer.Counts["accepted"]));
    }

    [Fact]
    public async Task A_refused_request_ends_the_run_with_what_the_service_said()
    {
        await using var app = await SmallApp.StartAsync(app => app.MapPost("/api/submissions", () => Results.Ok()).AllowRoles(Role.Planner));

        var end = await Assert.ThrowsAsync<SimulationException>(() => Sender(app.Client).SendAsync(Some, TestContext.Current.CancellationToken));

        Assert.Contains("access.token_invalid", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_it_begins_it_says_that_nobody_answers_or_that_the_tokens_are_anothers()
    {
        var app = await SmallApp.StartAsync(app => app.MapGet("/api/rounds", () => Results.StatusCode(401)).AllowPublicly());
        using var http = new HttpClient { BaseAddress = app.Client.BaseAddress };
        Task<SimulationException> RefusedAsync() => Assert.ThrowsAsync<SimulationException>(() => SimulatedRounds.OpenAsync(
            http, new SymmetricSecurityKey(new byte[32]), "35.22", SystemClock.Instance, 1, TestContext.Current.CancellationToken));

        Assert.Contains("PovertyMonitor__DataDirectory", (await RefusedAsync()).Message, StringComparison.Ordinal);
        await app.DisposeAsync();
        Assert.Contains("--address", (await RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_stays_away_ends_the_run()
    {
        var app = await SmallApp.StartAsync(_ => { });
        using var http = new HttpClient { BaseAddress = app.Client.BaseAddress };
        await app.DisposeAsync();

        var end = await Assert.ThrowsAsync<SimulationException>(
            () => Sender(http, patience: TimeSpan.Zero).SendAsync(Some, TestContext.Current.CancellationToken));

        Assert.Contains("took nothing", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_submission_is_counted_and_one_is_shown()
    {
        var answer = BatchAnswer.Read("""{"counts":{"accepted":4,"conflict":1},"results":[{"status":"accepted"},{"status":"conflict","submissionId":"x"}]}""");
        var tally = new SimulationTally();
        tally.Add(Some, answer);

        Assert.Equal(1, tally.Refused);
        var summary = tally.Summary(TimeSpan.FromSeconds(2));
        Assert.Contains("5 distinct submissions in 2.0 s", summary, StringComparison.Ordinal);
        Assert.Contains("accepted 4, already 0, kept for review 0, refused 1", summary, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"conflict\"", summary, StringComparison.Ordinal);
    }

    private static SurveySender Sender(HttpClient http, TimeSpan? patience = null) => new(
        http, new EnumeratorTokens(new SymmetricSecurityKey(new byte[32]), "35.22", SystemClock.Instance), patience ?? TimeSpan.FromMinutes(1));
}
