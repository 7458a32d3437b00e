using Marten;
using Microsoft.AspNetCore.Hosting.Server;

namespace PovertyMonitor.Access.Devices;

/// <summary>Devices and their keys.</summary>
internal static class DevicesSetup
{
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.ConfigureMarten(options => options.Storage.ExtendedSchemaObjects.Add(DeviceTable.In(options.DatabaseSchemaName)));
        HideKeys(services);
        return services.AddSingleton<DeviceStore>().AddSingleton<DeviceKeys>().AddSingleton<PublicAddress>();
    }

    public static void MapDevices(this IEndpointRouteBuilder api) => ManageDevices.Map(api);

    private static void HideKeys(IServiceCollection services)
    {
        var server = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(server);
        services.AddSingleton<IServer>(provider => new KeyHidingServer((IServer)ActivatorUtilities.CreateInstance(provider, server.ImplementationType!)));
    }
}
