using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance.Given;

/// <summary>POST /api/households/{id}/referrals: a household is referred to an agency; POST .../referrals/{referralId}/answers: what that answered.</summary>
internal static class MakeReferral
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Describe(api.MapPost("/households/{id:guid}/referrals", ReferAsync), "MakeReferral",
            "Records that a household was referred to an agency, and for which service. Sending the same again is harmless.");
        Describe(api.MapPost("/households/{id:guid}/referrals/{referralId:guid}/answers", AnswerAsync), "AnswerReferral",
            "Records what an agency answered to a referral: accepted, refused or served; accepted may be followed by one of the others. Sending the same again is harmless.");
    }

    private static void Describe(RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .AllowRoles(Role.Dinsos, Role.Dinkes)
        .WithName(name)
        .WithSummary(summary)
        .Produces(StatusCodes.Status201Created)
        .Produces(StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ReferAsync(Guid id, ReferralBody body, [AsParameters] HelpWork work, CancellationToken ct)
    {
        List<FieldError> errors =
        [
            .. HelpWork.CheckId(body.ReferralId, "referralId"), .. work.CheckDate(body.Date),
            .. HelpWork.CheckCode(body.Agency, "agency", "dinkes"), .. HelpWork.CheckCode(body.Service, "service", "gizi-balita"),
        ];
        if (errors.Count > 0) return AssistanceProblems.Invalid.Result(errors, ("count", errors.Count));
        var referral = new ReferralMade(body.ReferralId, body.Date!.Value, body.Agency!, body.Service!, work.Caller.Subject);
        return HelpWork.Answer(await work.Streams.DecideAsync(work.Tenant, id, history => HelpDecider.Refer(id, referral, history), ct));
    }

    private static async Task<IResult> AnswerAsync(Guid id, Guid referralId, AnswerBody body, [AsParameters] HelpWork work, CancellationToken ct)
    {
        var errors = work.CheckDate(body.Date).ToList();
        if (body.Answer is not { } answer || !Enum.IsDefined(answer)) errors.Add(HelpWork.Error("answer", "accepted, refused, served"));
        if (errors.Count > 0) return AssistanceProblems.Invalid.Result(errors, ("count", errors.Count));
        var answered = new ReferralAnswered(referralId, body.Answer!.Value, body.Date!.Value, work.Caller.Subject);
        return HelpWork.Answer(await work.Streams.DecideAsync(work.Tenant, id, history => HelpDecider.Answer(id, answered, history), ct));
    }
}

/// <summary>A referral as it is reported.</summary>
/// <param name="ReferralId">Made by the client; the same on every retry.</param>
/// <param name="Agency">The code of the agency it goes to.</param>
/// <param name="Service">The code of what for: lower-case letters, digits and hyphens.</param>
/// <param name="Date">When, in the regency's time.</param>
internal sealed record ReferralBody(Guid ReferralId, string? Agency, string? Service, LocalDate? Date);

/// <summary>An agency's answer as it is reported.</summary>
/// <param name="Answer"><c>accepted</c>, <c>refused</c> or <c>served</c>.</param>
/// <param name="Date">When, in the regency's time.</param>
internal sealed record AnswerBody(ReferralAnswer? Answer, LocalDate? Date);
