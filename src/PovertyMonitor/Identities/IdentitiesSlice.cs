using Marten;

namespace PovertyMonitor.Identities;

/// <summary>Who people are: kept apart, encrypted, and every look at it recorded.</summary>
internal static class IdentitiesSlice
{
    public static IServiceCollection AddIdentities(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            options.Storage.ExtendedSchemaObjects.Add(IdentityTables.IdentitiesIn(options.DatabaseSchemaName));
            options.Storage.ExtendedSchemaObjects.Add(IdentityTables.ReadingsIn(options.DatabaseSchemaName));
        });
        return services.AddSingleton<KeyedHash>().AddSingleton<IdentityReader>();
    }
}
