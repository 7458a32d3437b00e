using System.Security.Cryptography;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Identities;

/// <summary>The key of one household or person. Whatever is sealed with it is lost for good once its wrapped form is destroyed.</summary>
internal sealed class PersonalKey
{
    private const int Size = 32;
    private readonly Sealer _sealer;

    private PersonalKey(byte[] key, byte[] wrapped, bool isNew) => (_sealer, Wrapped, IsNew) = (new Sealer(key, isLasting: false), wrapped, isNew);

    /// <summary>The key, sealed under the master key.</summary>
    public byte[] Wrapped { get; }

    /// <summary>Whether it was made just now and is stored nowhere yet.</summary>
    public bool IsNew { get; }

    /// <summary>A new key.</summary>
    public static PersonalKey Create(Sealer master, string tenant)
    {
        var key = RandomNumberGenerator.GetBytes(Size);
        return new(key, master.Seal(key, tenant), isNew: true);
    }

    /// <summary>A stored key.</summary>
    /// <exception cref="AuthenticationTagMismatchException">It was wrapped under another master key.</exception>
    public static PersonalKey Unwrap(Sealer master, string tenant, byte[] wrapped) => new(master.Open(wrapped, tenant), wrapped, isNew: false);

    /// <summary>Seals bytes for a tenant; see <see cref="Sealer"/>.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, string tenant) => _sealer.Seal(plain, tenant);

    /// <summary>Opens what <see cref="Seal"/> sealed.</summary>
    /// <exception cref="AuthenticationTagMismatchException">The bytes were changed, or sealed under another key or tenant.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string tenant) => _sealer.Open(sealedBytes, tenant);
}
