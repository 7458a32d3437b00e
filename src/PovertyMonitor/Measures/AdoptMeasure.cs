using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Measures;

/// <summary>POST /api/measures/{code}/adoption: adopts the revision that waits.</summary>
internal static class AdoptMeasure
{
    /// <summary>An adoption.</summary>
    /// <param name="Revision">The revision that waits.</param>
    /// <param name="EffectiveFrom">The first day on which its figures are the measure's.</param>
    internal sealed record Adoption(int Revision, LocalDate EffectiveFrom);

    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/measures/{code}/adoption", HandleAsync)
        .WithName("AdoptMeasure")
        .WithSummary("Adopts the revision that waits; from then on every household is assessed with it too.")
        .TakesMeasure<Adoption>();

    private static async Task<IResult> HandleAsync(string code, HttpRequest request, Caller caller, MeasureStore measures, CancellationToken ct)
    {
        var (adoption, malformed) = await MeasureRequests.ReadAsync<Adoption>(request, ct);
        return adoption is null
            ? malformed!
            : await MeasureRequests.TakeAsync(measures, caller, code, new MeasureStep.Adopt(adoption.Revision, adoption.EffectiveFrom), ct);
    }
}
