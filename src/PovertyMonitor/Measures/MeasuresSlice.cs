using Marten;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Measures;

/// <summary>Versioned measures: their documents, checks and life from proposal to retirement.</summary>
internal static class MeasuresSlice
{
    /// <summary>Adds the events, their store and the seed.</summary>
    public static IServiceCollection AddMeasures(this IServiceCollection services)
    {
        services.ConfigureMarten(options => options.Events.AddEventTypes(
            [typeof(MeasureProposed), typeof(MeasureRevised), typeof(MeasureAdopted), typeof(MeasureRetired)]));
        return services.AddSingleton<MeasureStore>().AddSingleton<ISeed, MeasureSeed>();
    }

    /// <summary>Maps the endpoints below <c>/api</c>.</summary>
    public static void MapMeasures(this IEndpointRouteBuilder api)
    {
        ListMeasures.Map(api);
        GetMeasure.Map(api);
        ProposeMeasure.Map(api);
        ReviseMeasure.Map(api);
        AdoptMeasure.Map(api);
        RetireMeasure.Map(api);
    }
}
