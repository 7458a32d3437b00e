using PovertyMonitor.Access;
using PovertyMonitor.Duplicates.Judging;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Duplicates;

/// <summary>POST /api/duplicates/{a}/{b}/judgement/withdrawal: a judgement is taken back; a merger is undone with it.</summary>
internal static class WithdrawJudgement
{
    private static readonly Dictionary<string, WithdrawalReason> Reasons = Enum.GetValues<WithdrawalReason>().ToDictionary(r => Question.CodeOf(r), StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost($"{PairAddress.Path}/judgement/withdrawal", HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("WithdrawDuplicateJudgement")
        .WithSummary("Takes a pair's judgement back; merged households are two again, both histories as they were. If-Match: the pair's ETag.")
        .Produces<JudgementWithdrawn>(StatusCodes.Status201Created)
        .Produces<JudgementWithdrawn>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid a, Guid b, WithdrawalRequest request, Caller caller, Language language, PairReader pairs, JudgementDoor door, HttpContext http, CancellationToken ct)
    {
        (a, b) = PairAddress.InOrder(a, b);
        if (!Reasons.TryGetValue(request.Reason ?? "", out var reason))
            return DuplicateProblems.Invalid.Result([DuplicateProblems.InvalidField.At("reason", ("expected", string.Join(", ", Reasons.Keys)))], ("count", 1));
        while (true)
        {
            if (a == b) return DuplicateProblems.SameHousehold.Result(("household", a));
            if (await pairs.ReadAsync(caller.Regency!, a, b, ct) is not { } pair) return DuplicateProblems.UnknownPair.Result();
            var answer = await door.WithdrawAsync(caller, pair, reason, request.Going, http.Request.SeenVersion(), ct);
            if (answer.Result == JudgementResult.JudgedMeanwhile && http.Request.SeenVersion() is null) return DuplicateProblems.SeenNeeded.Result(("tag", $"\"{answer.Version}\""));
            if (answer.Result != JudgementResult.Outdated) return JudgementReply.Of(answer, http, language);
        }
    }
}

/// <summary>Why a judgement is taken back.</summary>
/// <param name="Reason">A code.</param>
/// <param name="Going">Of a merger, who of those that came since goes with the household that had been absorbed.</param>
internal sealed record WithdrawalRequest(string? Reason, IReadOnlyList<Guid>? Going = null);

/// <summary>A pair of which no judgement stands any more.</summary>
/// <param name="State"><c>withdrawn</c>.</param>
/// <param name="WentAlong">What went with people into the household that is its own again, and under which id it can be taken back there.</param>
internal sealed record JudgementWithdrawn(string State, IReadOnlyList<WentAlong>? WentAlong = null);
