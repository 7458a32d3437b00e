using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.OpenApi;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Surveys.Json;

/// <summary>POST /api/submissions: one submission, an array of them or NDJSON, with an answer for each.</summary>
internal static class SubmitSurveys
{
    private static readonly Duration Tolerance = Duration.FromDays(1);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/submissions", HandleAsync)
        .AllowRoles(Role.Enumerator)
        .WithName("SubmitSurveys")
        .WithSummary("Takes one survey submission, an array or NDJSON of up to 10,000, with an answer for each. Sending the same again is harmless.")
        .WithMetadata(new RequestSizeLimitAttribute(SubmissionLimits.MostBytesOfBody))
        .RequireRateLimiting(BusyLimit.Policy)
        .Accepts<JsonElement>(BodyForm.Document, BodyForm.Lines)
        .DescribeBody("Submission", SubmissionSchema.Make, (type, one) => type == BodyForm.Lines
            ? one
            : new OpenApiSchema { OneOf = [one, BodySchema.List(one, SubmissionLimits.MostItems)] })
        .Produces<SubmissionReceipt>(StatusCodes.Status201Created)
        .Produces<SubmissionReceipt>(StatusCodes.Status202Accepted)
        .Produces<SubmissionReceipts>(StatusCodes.Status200OK, BodyForm.Document, BodyForm.Lines)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> HandleAsync(
        HttpContext http, Caller caller, ChunkTaker taker, ContentHash hash, IRegister registers, IClock clock, Language language, CancellationToken ct)
    {
        if (BodyForm.Of(http.Request) is not { } form) return PlatformProblems.UnsupportedMediaType.Result(("type", http.Request.ContentType));
        var check = new SubmissionCheck(await registers.OfAsync(caller.Regency!, ct), caller, clock.GetCurrentInstant() + Tolerance);
        ItemSplitter splitter = form == BodyForm.Lines ? new LineSplitter(SubmissionLimits.MostBytesOfItem) : new DocumentSplitter(SubmissionLimits.MostBytesOfItem);
        var items = new ItemStream(http.Request.BodyReader, splitter, SubmissionLimits.MostItems);
        var run = new SubmissionRun(items, new ItemReader(check, hash), arrivals => taker.TakeAsync(caller.Regency!, arrivals), language);

        var first = await run.ReadChunkAsync(ct);
        if (first.Count == 0 && items.Break is { } refusal) return refusal;
        if (first.Count == 0 && (form == BodyForm.Lines || !items.IsSeveral)) return PlatformProblems.BodyMissing.Result();
        if (!items.IsSeveral) return items.Break ?? await OneAsync(first[0], caller.Regency!, taker, language);
        ProblemResult? Problem() => run.IsAway ? Away() : items.Break;
        return BodyForm.OfAnswer(http.Request, form) == BodyForm.Lines
            ? await AnswerLines.WriteAsync(http, run.AnswersAsync(first), Problem, ct)
            : await AnswerSheet.OfAsync(run.AnswersAsync(first), Problem);
    }

    private static async Task<IResult> OneAsync(ReadItem item, string tenant, ChunkTaker taker, Language language)
    {
        if (item.Arrival is null) return item.Refusal!;
        if (await taker.TakeAsync(tenant, [item.Arrival]) is not [var received]) return Away();
        var receipt = SubmissionReceipt.Of(item, received, language);
        return received.Reception switch
        {
            Reception.Accepted => Results.Json(receipt, statusCode: StatusCodes.Status201Created),
            Reception.Waiting or Reception.Review => Results.Json(receipt, statusCode: StatusCodes.Status202Accepted),
            Reception.Already or Reception.Rejected => Results.Ok(receipt),
            _ => SurveyProblems.OtherContent.Result(("submission", item.SubmissionId)),
        };
    }

    private static ProblemResult Away() => new(SurveyProblems.Later, [], []) { RetryAfterSeconds = ChunkTaker.RetryAfterSeconds };
}
