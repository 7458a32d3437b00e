using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts;

/// <summary>Where each agency receives alerts.</summary>
public sealed class AlertAddresses
{
    /// <summary>The section that maps an agency's role to its address, such as <c>PovertyMonitor:Alerts:Addresses:dinsos</c>.</summary>
    public const string Section = "PovertyMonitor:Alerts:Addresses";

    private readonly Dictionary<string, Uri> _addresses;

    private AlertAddresses(Dictionary<string, Uri> addresses) => _addresses = addresses;

    /// <summary>An agency's address; null where none is configured, and its alerts are only read.</summary>
    public Uri? Of(string audience) => _addresses.GetValueOrDefault(audience);

    internal static AlertAddresses From(IConfiguration configuration)
    {
        var addresses = new Dictionary<string, Uri>();
        foreach (var entry in configuration.GetSection(Section).GetChildren().Where(c => !string.IsNullOrEmpty(c.Value)))
        {
            if (!Enum.GetNames<Audience>().Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
                throw new StartupException($"The setting {Section}:{entry.Key} names no agency; known: dinsos, dinkes.");
            if (!Uri.TryCreate(entry.Value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new StartupException($"The setting {Section}:{entry.Key} must be an absolute http or https address.");
            addresses.Add(entry.Key.ToLowerInvariant(), address);
        }
        return new(addresses);
    }
}
