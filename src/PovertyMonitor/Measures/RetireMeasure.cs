using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Measures;

/// <summary>POST /api/measures/{code}/retirement: retires a measure.</summary>
internal static class RetireMeasure
{
    /// <summary>A retirement.</summary>
    /// <param name="From">The first day on which the measure is not in force.</param>
    /// <param name="Reason">Why, for the public.</param>
    internal sealed record Retirement(LocalDate From, string Reason);

    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/measures/{code}/retirement", HandleAsync)
        .WithName("RetireMeasure")
        .WithSummary("Retires a measure from a day on; its figures stay readable.")
        .TakesMeasure<Retirement>();

    private static async Task<IResult> HandleAsync(string code, HttpRequest request, Caller caller, MeasureStore measures, CancellationToken ct)
    {
        var (retirement, malformed) = await MeasureRequests.ReadAsync<Retirement>(request, ct);
        return retirement is null
            ? malformed!
            : await MeasureRequests.TakeAsync(measures, caller, code, new MeasureStep.Retire(retirement.From, retirement.Reason), ct);
    }
}
