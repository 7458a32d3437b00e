using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>POST /api/quality/{submissionId}/{code}/check: a person looked at something odd and lets it stand.</summary>
internal static class CheckFlag
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/quality/{submissionId:guid}/{code}/check", HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("CheckFlag")
        .WithSummary("Marks something odd about a submission as looked at, with what was found. The same again changes nothing.")
        .Produces<FlagChecked>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid submissionId, string code, FlagCheck check, Caller caller, Language language, QualityReader reader, StreamDecision streams, IClock clock, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        if (Choices.Parse<FlagReason>(check.Reason) is not { } reason)
            return QualityProblems.Invalid.Result([QualityProblems.InvalidField.At("reason", ("expected", Choices.Codes<FlagReason>()))], ("count", 1));
        // What is noted is known to the catalogue, and only that is asked of the database.
        if (Catalogue.Find(code) is null || !await reader.HasAsync(tenant, submissionId, code, ct)) return QualityProblems.UnknownFlag.Result(("submission", submissionId), ("flag", code));
        var news = new FlagChecked(submissionId, code, reason, caller.Subject);
        var standing = await streams.DecideAsync(tenant, ReviewStream.Of(submissionId), history =>
        {
            var before = history.OfType<FlagChecked>().FirstOrDefault(e => e.Code == code);
            return (before ?? news, before is null ? [news] : Array.Empty<object>());
        }, ct, Write(tenant, news, clock.GetCurrentInstant()));
        return standing.Reason == reason ? Results.Ok(standing) : QualityProblems.Checked.Result(("reason", AnswerLines.NameOf(standing.Reason, language)));
    }

    private static NpgsqlBatchCommand Write(string tenant, FlagChecked check, Instant now) => new($"""
        update {QualityTables.Flags} set checked_by = $4, checked_at = $5, check_reason = $6 where tenant_id = $1 and submission_id = $2 and code = $3
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = check.SubmissionId }, new() { Value = check.Code }, new() { Value = check.By }, new() { Value = now },
            new() { Value = Question.CodeOf(check.Reason) },
        },
    };
}

/// <summary>What was found.</summary>
/// <param name="Reason">A code of <see cref="FlagReason"/>.</param>
internal sealed record FlagCheck(string? Reason);
