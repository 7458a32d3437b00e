using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Commitments;

/// <summary>GET /api/commitments/{number}/indicators: how a commitment of the caller's regency stands, from the rounds' figures.</summary>
internal static class ListIndicators
{
    /// <summary>Adds the endpoint. The public reads released figures only, so it isn't among the roles.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/commitments/{number:int}/indicators", HandleAsync)
        .WithName("ListIndicators")
        .AllowRoles(Role.Planner, Role.Dinsos, Role.Dinkes, Role.Operator)
        .WithSummary("A commitment's indicators with baseline, target, actual value and status.")
        .Produces<IndicatorList>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        int number, Caller caller, ActionPlanStore plans, RoundFiguresReader figures, PovertyReader poverty, Language language, CancellationToken ct)
    {
        var plan = await plans.ReadAsync(caller.Regency!, ct);
        if (plan.Agreement is null)
            return CommitmentProblems.NoPlan.Result();
        if (plan.Find(number) is not { } commitment)
            return CommitmentProblems.Unknown.Result(("number", number));

        // Read first: the figures hold at least what this place of the log holds.
        var asOf = await poverty.AsOfAsync(caller.Regency!, ct);
        var indicators = new List<IndicatorView>();
        foreach (var ofMeasure in commitment.Indicators.GroupBy(indicator => indicator.Measure))
        {
            var rounds = await figures.ReadAsync(caller.Regency!, ofMeasure.Key, ct);
            indicators.AddRange(ofMeasure.Select(indicator => IndicatorView.Of(indicator, rounds, language)));
        }

        return Results.Ok(new IndicatorList(commitment.Number, commitment.Title.In(language), asOf, indicators));
    }
}
