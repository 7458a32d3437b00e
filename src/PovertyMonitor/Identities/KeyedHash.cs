using System.Security.Cryptography;
using System.Text;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Identities;

/// <summary>Keyed hashes by which a person or a family card is found without its number being stored.</summary>
internal sealed class KeyedHash(Sealer sealer)
{
    private readonly byte[] _key = sealer.DeriveKey("identity-hash");

    /// <summary>The hash of an identity number (NIK); <see langword="null"/> where there is none to hash.</summary>
    public byte[]? OfNik(string tenant, string? number) => Of(tenant, "nik", number);

    /// <summary>The hash of a family card's number (No. KK); <see langword="null"/> where there is none to hash.</summary>
    public byte[]? OfFamilyCard(string tenant, string? number) => Of(tenant, "kk", number);

    // Cards are copied with spaces and dots; the digits are the number.
    private byte[]? Of(string tenant, string kind, string? number)
    {
        var digits = number is null ? "" : string.Concat(number.Where(char.IsAsciiDigit));
        return digits.Length == 0 ? null : HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{tenant}/{kind}/{digits}"));
    }
}
