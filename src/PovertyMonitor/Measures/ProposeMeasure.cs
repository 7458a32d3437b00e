using PovertyMonitor.Access;

namespace PovertyMonitor.Measures;

/// <summary>POST /api/measures: proposes a measure.</summary>
internal static class ProposeMeasure
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/measures", HandleAsync)
        .WithName("ProposeMeasure")
        .WithSummary("Proposes a measure; its document is checked, and everything wrong with it is told at once.")
        .WithDescription(
            """
            An indicator's `deprivedIf` and `appliesIf` are expressions over the answers of one household, in the names of the
            submission's JSON: `housing.waterMinutes >= 30`, `housing.floor in ('earth', 'dung')`,
            `not members.where(ageYears >= 13).any(yearsOfSchooling >= 6)`. There are `and`, `or`, `not`, `==`, `!=`, `<`, `<=`, `>`,
            `>=`, `in`, `not in`, `+`, `-`, `*`, for lists `any`, `all`, `count` and `where`, `howMany(...)` which counts yeses, and
            `interviewedOn` with `year`, `month` and `day`. An unknown answer leaves a result unknown unless the known ones decide it.
            """)
        .TakesMeasure<MeasureDefinition>();

    private static async Task<IResult> HandleAsync(HttpRequest request, Caller caller, MeasureStore measures, CancellationToken ct)
    {
        var (definition, malformed) = await MeasureRequests.ReadAsync<MeasureDefinition>(request, ct);
        if (definition is null) return malformed!;
        return MeasureRequests.Check(definition, revision: 1)
            ?? await MeasureRequests.TakeAsync(measures, caller, definition.Code, new MeasureStep.Propose(definition), ct);
    }
}
