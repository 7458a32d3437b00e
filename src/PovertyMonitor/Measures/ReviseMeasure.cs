using PovertyMonitor.Access;

namespace PovertyMonitor.Measures;

/// <summary>POST /api/measures/{code}/revisions: proposes a further revision.</summary>
internal static class ReviseMeasure
{
    /// <summary>A further revision.</summary>
    /// <param name="Definition">The document.</param>
    /// <param name="Reason">Why, for the public.</param>
    internal sealed record Revision(MeasureDefinition Definition, string Reason);

    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/measures/{code}/revisions", HandleAsync)
        .WithName("ReviseMeasure")
        .WithSummary("Proposes a further revision of a measure; the adopted ones stay as they are.")
        .TakesMeasure<Revision>();

    private static async Task<IResult> HandleAsync(string code, HttpRequest request, Caller caller, MeasureStore measures, CancellationToken ct)
    {
        var (revision, malformed) = await MeasureRequests.ReadAsync<Revision>(request, ct);
        if (revision is null) return malformed!;
        if (revision.Definition.Code != code) return MeasureProblems.OtherCode.Result(("code", revision.Definition.Code), ("measure", code));
        return MeasureRequests.Check(revision.Definition, revision: 1)
            ?? await MeasureRequests.TakeAsync(measures, caller, code, new MeasureStep.Revise(revision.Definition, revision.Reason), ct);
    }
}
