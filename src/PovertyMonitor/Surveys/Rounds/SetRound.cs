using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>PUT /api/rounds/{round} states whether a round is open and may be repeated; POST .../open and .../close do it once.</summary>
internal static class SetRound
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/rounds/{round}", (string round, RoundStateBody body, [AsParameters] RoundWork work, CancellationToken ct) => StateAsync(round, body.State, work, ct))
            .AllowRoles(Role.Planner, Role.Operator)
            .WithName("SetRound")
            .WithSummary("Opens or closes a survey round: {\"state\": \"open\"} or {\"state\": \"closed\"}; the same again is harmless. Once one was opened, submissions for any other go to review.")
            .Produces<RoundBody>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        Map(api, "open", "OpenRound", "Opens a survey round; refused where it is open already.", RoundDecider.Open);
        Map(api, "close", "CloseRound", "Closes a survey round; refused where it is closed already or was never opened.", RoundDecider.Close);
    }

    private static void Map(
        IEndpointRouteBuilder api, string verb, string name, string summary,
        Func<RoundAct, IReadOnlyList<object>, (ProblemResult?, IReadOnlyList<object>)> decide) => api
        .MapPost($"/rounds/{{round}}/{verb}", (string round, [AsParameters] RoundWork work, CancellationToken ct) => TurnAsync(round, verb == "open", work, decide, ct))
        .AllowRoles(Role.Planner, Role.Operator)
        .WithName(name)
        .WithSummary(summary)
        .Produces<RoundBody>()
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> StateAsync(string round, string? state, RoundWork work, CancellationToken ct)
    {
        if (state is not ("open" or "closed"))
            return Task.FromResult<IResult>(RoundProblems.InvalidDesign.Result([RoundProblems.InvalidEntry.At("state", ("expected", "open, closed"))], ("count", 1)));
        return TurnAsync(round, state == "open", work, (act, history) => RoundDecider.State(state == "open", act, history), ct);
    }

    private static async Task<IResult> TurnAsync(
        string round, bool open, RoundWork work, Func<RoundAct, IReadOnlyList<object>, (ProblemResult?, IReadOnlyList<object>)> decide, CancellationToken ct)
    {
        var errors = RoundWork.Check(round).ToList();
        if (errors.Count > 0) return RoundProblems.InvalidDesign.Result(errors, ("count", errors.Count));
        var refusal = await work.DecideAsync(round, decide, RoundTable.Write(work.Tenant, round, open), ct);
        return refusal is null ? Results.Ok(new RoundBody(round, StateOf(open)!)) : refusal;
    }

    /// <summary>How a state is written; <see langword="null"/> for a round that was never opened.</summary>
    public static string? StateOf(bool? isOpen) => isOpen switch { true => "open", false => "closed", null => null };
}

/// <summary>What a round shall be.</summary>
/// <param name="State"><c>open</c> or <c>closed</c>.</param>
internal sealed record RoundStateBody(string? State);

/// <summary>A survey round.</summary>
/// <param name="Round">Its code.</param>
/// <param name="State"><c>open</c> or <c>closed</c>.</param>
internal sealed record RoundBody(string Round, string State);
