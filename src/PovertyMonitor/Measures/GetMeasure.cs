using PovertyMonitor.Access;

namespace PovertyMonitor.Measures;

/// <summary>GET /api/measures/{code}: a measure with its documents.</summary>
internal static class GetMeasure
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/measures/{code}", HandleAsync)
        .WithName("GetMeasure")
        .AllowPublicly()
        .WithSummary("A measure with its documents, of the regency given or of the token's.")
        .Produces<MeasureView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string code, string? regency, Caller caller, MeasureStore measures, CancellationToken ct)
    {
        if ((regency ?? caller.Regency) is not { } tenant) return MeasureProblems.NoRegency.Result();
        var state = await measures.ReadAsync(tenant, code, ct);
        return state.Latest == 0 ? MeasureProblems.Unknown.Result(("measure", code)) : Results.Ok(MeasureView.Of(state));
    }
}
