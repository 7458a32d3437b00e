namespace PovertyMonitor.Access.Devices;

/// <summary>The address under which phones reach the service, for the addresses it tells them.</summary>
internal sealed class PublicAddress(IConfiguration configuration)
{
    /// <summary>The setting; without it a call's own address is taken.</summary>
    public const string Setting = "PovertyMonitor:PublicAddress";

    /// <summary>The address without a slash at its end.</summary>
    public string Of(HttpRequest request) =>
        configuration[Setting] is { Length: > 0 } address ? address.TrimEnd('/') : $"{request.Scheme}://{request.Host}";
}
