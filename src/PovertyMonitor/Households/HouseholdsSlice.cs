using Marten;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Timeline;
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
            options.Storage.ExtendedSchemaObjects.Add(WaitingChanges.In(options.DatabaseSchemaName));
            options.Storage.ExtendedSchemaObjects.Add(ChangeContents.In(options.DatabaseSchemaName));
        });
        return services.AddSingleton<HouseholdDirectory>().AddSingleton<ISeed, DirectorySeed>().AddSingleton<ISeed, DirectoryMend>()
            .AddSingleton<LifeWrites>().AddSingleton<WaitingChanges>().AddSingleton<ChangeContents>().AddSingleton<LifeDoor>().AddHostedService<ReleaseWaitingChanges>()
            .AddSingleton<ITimelineSource, HouseholdTimeline>();
    }

    public static void MapHouseholds(this IEndpointRouteBuilder api)
    {
        LifeEndpoints.Map(api);
        ShowHousehold.Map(api);
        ShowTimeline.Map(api);
    }
}
