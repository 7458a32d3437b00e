using JasperFx.Events.Projections;
using Marten;

namespace PovertyMonitor.Villages;

/// <summary>The poverty projection and the figures that come out of it.</summary>
internal static class VillagesSlice
{
    // Large pages make one read and one write of each table serve many events.
    private const int PageSize = 2000;

    public static IServiceCollection AddVillages(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            foreach (var table in PovertyTables.In(options.DatabaseSchemaName)) options.Storage.ExtendedSchemaObjects.Add(table);
            options.Projections.Add(new PovertyProjection(), ProjectionLifecycle.Async, PovertyProjection.ProjectionName, daemon =>
            {
                daemon.BatchSize = PageSize;
                foreach (var table in PovertyTables.All) daemon.DeleteDataInTableOnTeardown($"{options.DatabaseSchemaName}.{table}");
            });
        });
        return services.AddSingleton<PovertyReader>().AddSingleton<HouseholdStandings>().AddSingleton<CountedHouseholds>();
    }

    public static void MapVillages(this IEndpointRouteBuilder api)
    {
        GetIndex.Map(api);
        ListVillages.Map(api);
    }
}
