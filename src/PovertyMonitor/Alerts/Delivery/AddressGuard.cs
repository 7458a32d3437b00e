using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>Lets webhooks out to the public internet only, and to networks that the configuration allows.</summary>
/// <remarks>
/// The check is made of the very address that is connected to: a name that resolves to another address the second time
/// (DNS rebinding), or to several of which one is inside, gains nothing.
/// </remarks>
internal sealed class AddressGuard(IOptions<AlertOptions> options)
{
    // RFC 6890 and its successors: what is no public destination. 64:ff9b::/96, 2002::/16 and 2001::/32 carry IPv4 addresses inside.
    private static readonly IPNetwork[] Inside =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/127", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32",
            "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ]).Select(IPNetwork.Parse),
    ];

    private readonly IPNetwork[] _allowed = [.. options.Value.AllowedNetworks.Select(IPNetwork.Parse)];

    /// <summary>The machine's own addresses: behind a public one, too, are services that trust their neighbours.</summary>
    internal Func<IEnumerable<IPAddress>> Own { get; init; } = () =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address);

    /// <summary>Whether an address may be connected to.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _allowed.Any(n => n.Contains(plain)) || !(Inside.Any(n => n.Contains(plain)) || Own().Any(plain.Equals));
    }

    /// <summary>The address that a host is written as, in whatever form; <see langword="null"/> where it is a name, of which only a look-up tells.</summary>
    public static IPAddress? Literal(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        // A name that never leaves the machine (RFC 6761).
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)) return IPAddress.Loopback;
        return IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? literal : null;
    }

    /// <summary>The handler that connects nowhere else, follows no redirect and knows no proxy.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = async (context, ct) => new NetworkStream(await ConnectAsync(context.DnsEndPoint, ct), ownsSocket: true),
    };

    private async Task<Socket> ConnectAsync(DnsEndPoint endPoint, CancellationToken ct)
    {
        var addresses = (await Dns.GetHostAddressesAsync(endPoint.Host, ct)).Where(Allows).ToArray();
        if (addresses.Length == 0) throw new HttpRequestException($"{DeliveryFailure.AddressNotAllowed}");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
