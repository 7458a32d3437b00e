using System.Security.Cryptography;
using System.Text;

namespace PovertyMonitor.Platform;

/// <summary>Ids made from a name: the same name in the same namespace gives the same id, everywhere and always.</summary>
/// <remarks>Source: RFC 9562, section 5.5 (UUID version 5, SHA-1).</remarks>
internal static class NameBasedGuid
{
    /// <summary>RFC 9562's namespace for fully qualified domain names.</summary>
    public static readonly Guid Dns = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    /// <summary>The UUID of version 5 of a name, taken as UTF-8.</summary>
    public static Guid Create(Guid space, string name)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        byte[] input = [.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
#pragma warning disable CA5350 // The RFC names SHA-1; nothing here is a secret.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
