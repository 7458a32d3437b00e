using PovertyMonitor.Access;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>PUT /api/rounds/{round}: opens or closes a survey round.</summary>
internal static class SetRound
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/rounds/{round}", HandleAsync)
            .AllowRoles(Role.Planner, Role.Operator)
            .WithName("SetRound")
            .WithSummary("Opens or closes a survey round: {\"state\": \"open\"} or {\"state\": \"closed\"}. Once one was opened, submissions for any other go to review.")
            .Produces<RoundBody>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/rounds", async (Caller caller, RoundRegister rounds, CancellationToken ct) =>
                Results.Ok((await rounds.OfAsync(caller.Regency!, ct)).Select(r => new RoundBody(r.Key, StateOf(r.Value)))))
            .AllowRoles(Role.Enumerator, Role.Dinsos, Role.Planner, Role.Operator)
            .WithName("ListRounds")
            .WithSummary("The survey rounds that were ever opened, by code.")
            .Produces<IReadOnlyList<RoundBody>>();
    }

    private static async Task<IResult> HandleAsync(
        string round, RoundState body, Caller caller, StreamDecision streams, RoundRegister rounds, CancellationToken ct)
    {
        if (!SubmissionReader.RoundCode().IsMatch(round)) return ExpectHouseholds.Invalid.Result([ExpectHouseholds.InvalidEntry.At("round", ("expected", "2019-1"))], ("count", 1));
        if (body.State is not ("open" or "closed")) return ExpectHouseholds.Invalid.Result([ExpectHouseholds.InvalidEntry.At("state", ("expected", "open, closed"))], ("count", 1));
        var open = body.State == "open";
        await streams.DecideAsync(caller.Regency!, RoundStream.Of(round), history => (true, Decide(round, open, history)), ct,
            RoundTable.Write(caller.Regency!, round, open));
        rounds.Forget(caller.Regency!);
        return Results.Ok(new RoundBody(round, body.State));
    }

    private static IReadOnlyList<object> Decide(string round, bool open, IReadOnlyList<object> history)
    {
        var last = history.LastOrDefault(e => e is RoundOpened or RoundClosed);
        return (open, last) switch
        {
            (true, not RoundOpened) => [new RoundOpened(round)],
            (false, not RoundClosed) => [new RoundClosed(round)],
            _ => [],
        };
    }

    private static string StateOf(bool isOpen) => isOpen ? "open" : "closed";
}

/// <summary>What a round shall be.</summary>
/// <param name="State"><c>open</c> or <c>closed</c>.</param>
internal sealed record RoundState(string? State);

/// <summary>A survey round.</summary>
/// <param name="Round">Its code.</param>
/// <param name="State"><c>open</c> or <c>closed</c>.</param>
internal sealed record RoundBody(string Round, string State);
