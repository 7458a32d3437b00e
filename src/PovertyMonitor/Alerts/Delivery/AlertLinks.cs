using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using PovertyMonitor.Access.Devices;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>Where the links of alerts lead: as alerts are set, else as the service is, else where it listens.</summary>
internal sealed class AlertLinks(IOptions<AlertOptions> options, IConfiguration configuration, IServer server)
{
    /// <summary>The link to an alert.</summary>
    public string To(Guid alert) => $"{Beginning().TrimEnd('/')}/inbox?alert={alert}";

    /// <summary>The address to reach a service by that listens on some. Pure.</summary>
    /// <param name="addresses">Where it listens; one that is encrypted is preferred.</param>
    /// <param name="machine">The machine's name, for those that mean every address of it.</param>
    public static string Of(IReadOnlyCollection<string> addresses, string machine)
    {
        var bound = BindingAddress.Parse(addresses.FirstOrDefault(a => a.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) ?? addresses.First());
        var host = bound.Host is "*" or "+" or "0.0.0.0" or "[::]" ? machine : bound.Host;
        return new UriBuilder(bound.Scheme, host, bound.Port).Uri.GetLeftPart(UriPartial.Authority);
    }

    private string Beginning() =>
        options.Value.PublicAddress is { Length: > 0 } ofAlerts ? ofAlerts
        : configuration[PublicAddress.Setting] is { Length: > 0 } ofService ? ofService
        : Of(server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } bound ? [.. bound] : (configuration["urls"] ?? ListenAddress.Default).Split(';'), Environment.MachineName);
}
