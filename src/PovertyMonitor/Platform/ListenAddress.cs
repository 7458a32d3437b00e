using System.Net;
using System.Net.Sockets;

namespace PovertyMonitor.Platform;

/// <summary>The addresses the service listens on.</summary>
internal static class ListenAddress
{
    /// <summary>Where the service listens unless it is told otherwise.</summary>
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>
    /// Looks whether the addresses can be had before anything heavy is started: the host would log a busy one with a
    /// page of stack traces.
    /// </summary>
    /// <param name="urls">Addresses as in the setting <c>urls</c>, separated by semicolons; none when they are set otherwise.</param>
    /// <exception cref="StartupException">Another program listens on one.</exception>
    public static void RequireFree(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (!address.IsUnixPipe && IsTaken(address))
                throw new StartupException(Busy($"{url} is in use"));
        }
    }

    /// <summary>What to do about a busy address.</summary>
    public static string Busy(string finding) =>
        $"{finding}. Another program, perhaps another PovertyMonitor, listens there. " +
        "Stop it, or choose another address: --urls http://127.0.0.1:5081";

    private static bool IsTaken(BindingAddress address)
    {
        var host = IPAddress.TryParse(address.Host, out var ip) ? ip : IPAddress.Loopback;
        using var socket = new TcpListener(host, address.Port);
        try
        {
            socket.Start();
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
        catch (SocketException)
        {
            // Whatever else is wrong with the address, the host says it better.
            return false;
        }
    }
}
