using System.Security.Cryptography;
using System.Text;

namespace PovertyMonitor.Platform;

/// <summary>Encrypts what must not lie open in the database (AES-256-GCM under the master key).</summary>
/// <remarks>Layout: nonce (12 bytes), tag (16 bytes), ciphertext. The tenant is authenticated with it, so that a row can't be moved to another.</remarks>
internal sealed class Sealer(byte[] masterKey)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int KeySize = 32;

    public byte[] Seal(ReadOnlySpan<byte> plain, string tenant)
    {
        var result = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceSize));
        using var aes = new AesGcm(masterKey, TagSize);
        aes.Encrypt(result.AsSpan(0, NonceSize), plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(tenant));
        return result;
    }

    /// <summary>A key of its own for another purpose; the same for the same master key, and useless for guessing that.</summary>
    /// <remarks>HKDF with SHA-256, RFC 5869.</remarks>
    public byte[] DeriveKey(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey, KeySize, info: Encoding.UTF8.GetBytes(purpose));

    /// <exception cref="AuthenticationTagMismatchException">The bytes were changed, or sealed under another key or tenant.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string tenant)
    {
        var plain = new byte[sealedBytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(masterKey, TagSize);
        aes.Decrypt(sealedBytes[..NonceSize], sealedBytes[(NonceSize + TagSize)..], sealedBytes.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(tenant));
        return plain;
    }
}
