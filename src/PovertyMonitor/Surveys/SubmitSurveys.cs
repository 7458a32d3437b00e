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
        HttpContext http, Caller caller, Intake intake, IRegister registers, IClock clock, CancellationToken ct)
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
                JsonValueKind.Object => await OneAsync(document.RootElement, check, intake, ct),
                JsonValueKind.Array when document.RootElement.GetArrayLength() > MostPerRequest => SurveyProblems.TooMany.Result(("limit", MostPerRequest)),
                JsonValueKind.Array => await ManyAsync(document.RootElement, check, intake, Language.Of(http.Request), ct),
                _ => SurveyProblems.NotJsonOfSubmissions.Result(),
            };
        }
    }

    private static async Task<IResult> OneAsync(JsonElement json, SubmissionCheck check, Intake intake, CancellationToken ct)
    {
        var (submission, errors) = check.Read(json);
        if (submission is null) return SurveyProblems.Invalid.Result(errors, ("count", errors.Count));
        var received = new ReceivedSubmission(submission, SubmissionWriter.HashOf(submission));
        var reception = (await intake.TakeAsync(check.Caller.Regency!, [received], ct))[0];
        var receipt = new SubmissionReceipt(submission.SubmissionId, Question.CodeOf(reception));
        return reception switch
        {
            Reception.Accepted => Results.Json(receipt, statusCode: StatusCodes.Status201Created),
            Reception.Already => Results.Ok(receipt),
            _ => SurveyProblems.OtherContent.Result(("submission", submission.SubmissionId)),
        };
    }

    private static async Task<IResult> ManyAsync(JsonElement json, SubmissionCheck check, Intake intake, Language language, CancellationToken ct)
    {
        var read = json.EnumerateArray().Select(check.Read).ToList();
        var good = read.Where(r => r.Submission is not null).Select(r => new ReceivedSubmission(r.Submission!, SubmissionWriter.HashOf(r.Submission!))).ToList();
        var receptions = new Queue<Reception>(await intake.TakeAsync(check.Caller.Regency!, good, ct));
        var receipts = read.Select((r, index) => r.Submission is { } submission
            ? Receipt(submission, receptions.Dequeue(), language)
            : new SubmissionReceipt(IdIn(json[index]), "invalid", [.. r.Errors.Select(e => e.In(language))])).ToList();
        return Results.Ok(new SubmissionReceipts(
            receipts.GroupBy(r => r.Status).ToDictionary(g => g.Key, g => g.Count()), receipts));
    }

    private static SubmissionReceipt Receipt(Submission submission, Reception reception, Language language) => new(
        submission.SubmissionId, Question.CodeOf(reception),
        reception == Reception.Conflict ? [SurveyProblems.OtherContent.At("submissionId", ("submission", submission.SubmissionId)).In(language)] : null);

    private static Guid? IdIn(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && UnicodeText.IsAllOf(json) && json.TryGetProperty("submissionId", out var id)
        && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var guid) ? guid : null;
}

/// <summary>The answer to one submission.</summary>
/// <param name="SubmissionId">The submission's id; absent where none could be read.</param>
/// <param name="Status"><c>accepted</c>, <c>already</c> (taken before, same content), <c>conflict</c> (kept for review) or <c>invalid</c>.</param>
/// <param name="Errors">What is wrong, field by field.</param>
internal sealed record SubmissionReceipt(Guid? SubmissionId, string Status, IReadOnlyList<FieldErrorBody>? Errors = null);

/// <summary>The answers to an array of submissions.</summary>
/// <param name="Counts">How many had each status.</param>
/// <param name="Results">One answer per submission, in the order sent.</param>
internal sealed record SubmissionReceipts(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<SubmissionReceipt> Results);
