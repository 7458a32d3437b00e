using Marten;
using PovertyMonitor.Access.Devices;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Regions;

/// <summary>The register of areas: regencies, districts and villages with their codes, dated.</summary>
internal static class RegionsSlice
{
    /// <summary>Adds the register, its table and its seed.</summary>
    public static IServiceCollection AddRegions(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            options.Storage.ExtendedSchemaObjects.Add(AreaTable.In(options.DatabaseSchemaName));
            options.Storage.ExtendedSchemaObjects.Add(SuccessionTable.In(options.DatabaseSchemaName));
        });
        return services
            .AddSingleton<RegisterStore>()
            .AddSingleton<IRegister, RegisterCache>()
            .AddSingleton<IKnownVillages, KnownVillages>()
            .AddSingleton<ISeed, RegisterSeed>();
    }

    /// <summary>Maps the endpoints below <c>/api</c>.</summary>
    public static void MapRegions(this IEndpointRouteBuilder api)
    {
        ListAreas.Map(api);
        GetArea.Map(api);
        ChangeVillage.Map(api);
    }
}
