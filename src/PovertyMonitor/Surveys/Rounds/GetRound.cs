using Marten;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>GET /api/rounds, and GET /api/rounds/{round} with its design, its sample and what it expects.</summary>
internal static class GetRound
{
    private static readonly Role[] Readers = [Role.Enumerator, Role.Dinsos, Role.Planner, Role.Operator];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/rounds", async (Caller caller, RoundRegister rounds, CancellationToken ct) =>
                Results.Ok((await rounds.OfAsync(caller.Regency!, ct)).Select(r => new RoundBody(r.Key, SetRound.StateOf(r.Value)!))))
            .AllowRoles(Readers)
            .WithName("ListRounds")
            .WithSummary("The survey rounds that were ever opened, by code.")
            .Produces<IReadOnlyList<RoundBody>>();
        api.MapGet("/rounds/{round}", HandleAsync)
            .AllowRoles(Readers)
            .WithName("GetRound")
            .WithSummary("A survey round: whether it is open, its design, its sample and what it expects. Its ETag goes into If-Match of a change.")
            .Produces<RoundView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> HandleAsync(string round, HttpContext http, Caller caller, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.QuerySession(caller.Regency!);
        var history = (await session.Events.FetchStreamAsync(RoundStream.Of(round), token: ct)).Select(e => e.Data).ToList();
        if (history.Count == 0) return RoundProblems.Unknown.Result(("round", round));
        http.Response.StateVersion(history.Count);
        return Results.Ok(RoundView.Of(round, Round.After(history), history));
    }
}

/// <summary>A survey round.</summary>
/// <param name="Round">Its code.</param>
/// <param name="State"><c>open</c> or <c>closed</c>; absent where it was never opened.</param>
/// <param name="Kind"><c>census</c> or <c>sample</c>.</param>
/// <param name="From">Its first day; absent where nobody stated it, as the next three.</param>
/// <param name="Until">Its last day.</param>
/// <param name="GraceDays">Days after it in which what was visited in time may still be received without being late.</param>
/// <param name="Measure">The measure it was designed for.</param>
/// <param name="SampleSize">Households in its sample; absent for a census.</param>
/// <param name="Expected">Households expected, over the villages that state a number.</param>
/// <param name="Differences">Villages whose groups together expect another number than the village.</param>
/// <param name="Changes">Who changed it and when, the first change first.</param>
internal sealed record RoundView(
    string Round, string? State, RoundKind Kind, LocalDate? From, LocalDate? Until, int? GraceDays, string? Measure, int? SampleSize, int Expected,
    IReadOnlyList<GroupDifference> Differences, IReadOnlyList<RoundChange> Changes)
{
    public static RoundView Of(string code, Round round, IReadOnlyList<object> history)
    {
        var kind = round.Design?.Kind ?? RoundKind.Census;
        return new(code, SetRound.StateOf(round.IsOpen), kind, round.Design?.From, round.Design?.Until, round.Design?.GraceDays, round.Design?.Measure,
            kind == RoundKind.Sample ? round.SampleSize : null, round.Villages.Values.Sum(), GroupDifference.Of(round), Rounds.Round.ChangesSince(0, history));
    }
}

/// <summary>A village whose groups together expect another number than the village itself.</summary>
/// <param name="Village">Its code.</param>
/// <param name="Expected">Households expected in the village.</param>
/// <param name="GroupsExpected">Households expected in its groups together.</param>
internal sealed record GroupDifference(string Village, int Expected, int GroupsExpected)
{
    /// <summary>The villages of a round that differ; one that states no number of its own, or no groups, does not.</summary>
    public static IReadOnlyList<GroupDifference> Of(Round round) =>
        [.. round.Groups.GroupBy(g => g.Key.Village).Where(g => round.Villages.ContainsKey(g.Key))
            .Select(g => new GroupDifference(g.Key, round.Villages[g.Key], g.Sum(x => x.Value)))
            .Where(d => d.Expected != d.GroupsExpected).OrderBy(d => d.Village, StringComparer.Ordinal)];
}
