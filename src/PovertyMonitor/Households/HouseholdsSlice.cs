using Marten;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households;

/// <summary>What happens to a household.</summary>
internal static class HouseholdsSlice
{
    /// <summary>Adds the events under the names they are stored by, so that an old one loads before a new one is written.</summary>
    public static IServiceCollection AddHouseholds(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            options.Events.AddEventTypes([.. HouseholdHistories.FactTypes, typeof(HouseholdsExpected)]);
            options.Storage.ExtendedSchemaObjects.Add(DirectoryTable.In(options.DatabaseSchemaName));
        });
        return services.AddSingleton<HouseholdDirectory>().AddSingleton<ISeed, DirectorySeed>();
    }

    public static void MapHouseholds(this IEndpointRouteBuilder api) => MoveHousehold.Map(api);
}
