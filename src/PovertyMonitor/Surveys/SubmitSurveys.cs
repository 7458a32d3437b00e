using System.Runtime.InteropServices;
using System.Text.Json;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Surveys;

/// <summary>POST /api/submissions: one submission, or an array of them with an answer for each.</summary>
internal static class SubmitSurveys
{
    private const int MostPerRequest = 1000;
    private static readonly Duration Tolerance = Duration.FromDays(1);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/submissions", HandleAsync)
        .AllowRoles(Role.Enumerator)
        .WithName("SubmitSurveys")
        .WithSummary("Takes one survey submission, or an array of up to 1,000. Sending the same one again is harmless.")
        .Accepts<JsonElement>("application/json")
        .Produces<SubmissionReceipt>(StatusCodes.Status201Created)
        .Produces<SubmissionReceipts>()
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        HttpContext http, Caller caller, Intake intake, ContentHash hash, IRegister registers, IClock clock, CancellationToken ct)
    {
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(http.Request.Body, Strict, ct);
        }
        catch (JsonException e)
        {
            return MalformedJson.Of(e);
        }
        catch (InvalidOperationException)
        {
            // The search for duplicate names reads the names, and this is how the reader says that one is half a surrogate pair.
            return SurveyProblems.NotUnicode.Result();
        }
        using (document)
        {
            var check = new SubmissionCheck(await registers.OfAsync(caller.Regency!, ct), caller, clock.GetCurrentInstant() + Tolerance);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => await OneAsync(document.RootElement, check, intake, hash, Language.Of(http.Request), ct),
                JsonValueKind.Array when document.RootElement.GetArrayLength() > MostPerRequest => SurveyProblems.TooMany.Result(("limit", MostPerRequest)),
                JsonValueKind.Array => await ManyAsync(document.RootElement, check, intake, hash, Language.Of(http.Request), ct),
                _ => SurveyProblems.NotJsonOfSubmissions.Result(),
            };
        }
    }

    private static async Task<IResult> OneAsync(JsonElement json, SubmissionCheck check, Intake intake, ContentHash hash, Language language, CancellationToken ct)
    {
        var read = check.Read(json);
        if (!read.IsRight) return SurveyProblems.Invalid.Result(read.Errors, ("count", read.Errors.Count));
        var submission = read.Submission!;
        var (reception, reason) = (await intake.TakeAsync(check.Caller.Regency!, [ArrivalOf(read, json, check.Caller, hash)], ct))[0];
        var receipt = Receipt(submission, new(reception, reason), language);
        return reception switch
        {
            Reception.Accepted => Results.Json(receipt, statusCode: StatusCodes.Status201Created),
            Reception.Waiting or Reception.Review => Results.Json(receipt, statusCode: StatusCodes.Status202Accepted),
            Reception.Already => Results.Ok(receipt),
            _ => SurveyProblems.OtherContent.Result(("submission", submission.SubmissionId)),
        };
    }

    private static async Task<IResult> ManyAsync(JsonElement json, SubmissionCheck check, Intake intake, ContentHash hash, Language language, CancellationToken ct)
    {
        var items = json.EnumerateArray().Select(item => (Json: item, Read: check.Read(item))).ToList();
        var good = items.Where(i => i.Read.IsRight).Select(i => ArrivalOf(i.Read, i.Json, check.Caller, hash)).ToList();
        var receptions = new Queue<Received>(await intake.TakeAsync(check.Caller.Regency!, good, ct));
        var receipts = items.Select(i => i.Read.IsRight
            ? Receipt(i.Read.Submission!, receptions.Dequeue(), language)
            : new SubmissionReceipt(IdIn(i.Json), "invalid", [.. i.Read.Errors.Select(e => e.In(language))])).ToList();
        return Results.Ok(new SubmissionReceipts(
            receipts.GroupBy(r => r.Status).ToDictionary(g => g.Key, g => g.Count()), receipts));
    }

    private static Arrival ArrivalOf(ReadSubmission read, JsonElement json, Caller caller, ContentHash hash) => new()
    {
        SubmissionId = read.Submission!.SubmissionId,
        Hash = hash.Of(SubmissionWriter.ToUtf8(read.Submission, read.Personal)),
        Raw = new RawContent(JsonMarshal.GetRawUtf8Value(json).ToArray(), "application/json"),
        Sender = new Sender(caller, Door.Json),
        Submission = read.Submission,
        Personal = read.Personal,
        Reason = read.Reason,
    };

    private static SubmissionReceipt Receipt(Submission submission, Received received, Language language) => new(
        submission.SubmissionId, Question.CodeOf(received.Reception),
        received.Reason?.At("submissionId", ("submission", submission.SubmissionId)).In(language) is { } error ? [error] : null);

    private static Guid? IdIn(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && UnicodeText.IsAllOf(json) && json.TryGetProperty("submissionId", out var id)
        && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var guid) ? guid : null;
}

/// <summary>The answer to one submission.</summary>
/// <param name="SubmissionId">The submission's id; absent where none could be read.</param>
/// <param name="Status"><c>accepted</c>, <c>already</c> (taken before, same content), <c>waiting</c> (for the submission it corrects),
/// <c>review</c> and <c>conflict</c> (kept for a person), or <c>invalid</c>.</param>
/// <param name="Errors">What is wrong, field by field.</param>
internal sealed record SubmissionReceipt(Guid? SubmissionId, string Status, IReadOnlyList<FieldErrorBody>? Errors = null);

/// <summary>The answers to an array of submissions.</summary>
/// <param name="Counts">How many had each status.</param>
/// <param name="Results">One answer per submission, in the order sent.</param>
internal sealed record SubmissionReceipts(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<SubmissionReceipt> Results);
