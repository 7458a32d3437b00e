using Marten;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Measures;

/// <summary>Versioned measures: their documents, checks and life from proposal to retirement.</summary>
internal static class MeasuresSlice
{
    /// <summary>Adds the events and the seed.</summary>
    public static IServiceCollection AddMeasures(this IServiceCollection services)
    {
        services.ConfigureMarten(options => options.Events.AddEventTypes(
            [typeof(MeasureProposed), typeof(MeasureRevised), typeof(MeasureAdopted), typeof(MeasureRetired)]));
        return services.AddSingleton<ISeed, MeasureSeed>();
    }
}
