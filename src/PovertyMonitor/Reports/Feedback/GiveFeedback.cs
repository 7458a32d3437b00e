using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.OpenData;

namespace PovertyMonitor.Reports.Feedback;

/// <summary>POST and GET /open-data/…/feedback: whether a release was useful, on the four levels, from anybody; the counts are public.</summary>
internal static class GiveFeedback
{
    private const string Path = "/open-data/{regency}/{dataset}/{version:int}/feedback";
    private const int MostBytes = 8 << 10;
    private const int LongestComment = 1000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Path, PostAsync).AllowPublicly().RequireRateLimiting(FeedbackLimit.Policy)
            .WithName("GiveFeedback").WithSummary("Says whether a release was useful: sangatPuas, puas, cukupPuas or tidakPuas, with a comment of up to 1,000 characters if wanted. Leave names and numbers of people out; the comment is not published.")
            .Accepts<FeedbackBody>("application/json").WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .Produces<FeedbackView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
        app.MapGet(Path, CountsAsync).AllowPublicly()
            .WithName("GetFeedback").WithSummary("How many readers gave each level to a release.").Produces<FeedbackView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static void MapComments(IEndpointRouteBuilder api) => api
        .MapGet("/releases/{id:guid}/comments", async (Guid id, Caller caller, FeedbackStore store, CancellationToken ct) => Results.Ok(await store.CommentsAsync(caller.Regency!, id, ct)))
        .AllowRoles(Role.Planner, Role.Operator)
        .WithName("ListComments").WithSummary("What readers said about a release, screened of numbers; the latest 200.")
        .Produces<IReadOnlyList<CommentView>>();

    private static async Task<IResult> PostAsync(
        string regency, string dataset, int version, FeedbackBody body, Language language, RegisterStore served, ReleaseStore releases, FeedbackStore store, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        var levels = Enum.GetValues<Satisfaction>();
        var ratings = levels.Where(s => Question.CodeOf(s) == body.Rating).ToList();
        if (ratings.Count == 0) errors.Add(ReleaseProblems.InvalidField.At("rating", ("expected", string.Join(", ", levels.Select(s => Question.CodeOf(s))))));
        if (body.Comment?.Length > LongestComment) errors.Add(ReleaseProblems.InvalidField.At("comment", ("expected", $"0..{LongestComment}")));
        if (errors.Count > 0) return ReleaseProblems.Invalid.Result(errors, ("count", errors.Count));
        var (release, problem) = await PublicData.FindAsync(regency, dataset, version, served, releases, language, ct);
        if (release is null) return problem!;
        await store.AddAsync(regency, release.Drafted.ReleaseId, ratings[0], body.Comment, ct);
        return Results.Json(new FeedbackView(await store.CountsAsync(regency, release.Drafted.ReleaseId, ct)), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> CountsAsync(
        string regency, string dataset, int version, Language language, RegisterStore served, ReleaseStore releases, FeedbackStore store, CancellationToken ct)
    {
        var (release, problem) = await PublicData.FindAsync(regency, dataset, version, served, releases, language, ct);
        return release is null ? problem! : Results.Ok(new FeedbackView(await store.CountsAsync(regency, release.Drafted.ReleaseId, ct)));
    }
}

/// <summary>What a reader thought of a release.</summary>
/// <param name="Rating">sangatPuas, puas, cukupPuas or tidakPuas.</param>
/// <param name="Comment">A comment of up to 1,000 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FeedbackBody(string? Rating, string? Comment = null);

/// <summary>What readers thought of a release.</summary>
/// <param name="Counts">Readers by the level they gave.</param>
internal sealed record FeedbackView(IReadOnlyDictionary<string, long> Counts);

/// <summary>Lets a sender give feedback a few times a minute; senders are told apart in memory only.</summary>
internal sealed class FeedbackLimit(IOptions<ReportOptions> options) : IRateLimiterPolicy<string>
{
    /// <summary>The policy's name, for <c>RequireRateLimiting</c>.</summary>
    public const string Policy = "feedback";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => (rejected, _) => new ValueTask(
        new ProblemResult(ReleaseProblems.FeedbackTooOften, [], []) { RetryAfterSeconds = (int)Window.TotalSeconds }.ExecuteAsync(rejected.HttpContext));

    /// <inheritdoc/>
    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => RateLimitPartition.GetFixedWindowLimiter(
        httpContext.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = options.Value.FeedbackPerMinute, Window = Window, QueueLimit = 0 });
}
