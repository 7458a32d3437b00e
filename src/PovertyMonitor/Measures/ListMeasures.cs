using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Measures;

/// <summary>GET /api/measures: the measures of a regency.</summary>
internal static class ListMeasures
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/measures", HandleAsync)
        .WithName("ListMeasures")
        .AllowPublicly()
        .WithSummary("The measures of the regency given or of the token's, by code.")
        .Produces<IReadOnlyList<MeasureSummary>>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(string? regency, Caller caller, MeasureStore measures, Language language, CancellationToken ct)
    {
        if ((regency ?? caller.Regency) is not { } tenant) return MeasureProblems.NoRegency.Result();
        return Results.Ok((await measures.ListAsync(tenant, ct)).Select(state => MeasureSummary.Of(state, language)));
    }
}
