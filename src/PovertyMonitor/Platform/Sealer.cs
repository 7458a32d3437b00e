using System.Security.Cryptography;
using System.Text;

namespace PovertyMonitor.Platform;

/// <summary>Encrypts what must not lie open in the database (AES-256-GCM under the master key, or under one that it wraps).</summary>
/// <remarks>Layout: nonce (12 bytes), tag (16 bytes), ciphertext. The tenant is authenticated with it, so that a row can't be moved to another.</remarks>
/// <param name="key">The key.</param>
/// <param name="isLasting">Whether it is used again and again, so that its cipher is worth keeping.</param>
internal sealed class Sealer(byte[] key, bool isLasting = true)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int KeySize = 32;

    // A cipher serves one thread at a time; to make one takes longer than to seal a name with it.
    private AesGcm? _idle;

    public byte[] Seal(ReadOnlySpan<byte> plain, string tenant)
    {
        var result = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceSize));
        var aes = Take();
        aes.Encrypt(result.AsSpan(0, NonceSize), plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(tenant));
        GiveBack(aes);
        return result;
    }

    /// <summary>A key of its own for another purpose; the same for the same master key, and useless for guessing that.</summary>
    /// <remarks>HKDF with SHA-256, RFC 5869.</remarks>
    public byte[] DeriveKey(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeySize, info: Encoding.UTF8.GetBytes(purpose));

    /// <exception cref="AuthenticationTagMismatchException">The bytes were changed, or sealed under another key or tenant.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string tenant)
    {
        var plain = new byte[sealedBytes.Length - NonceSize - TagSize];
        var aes = Take();
        aes.Decrypt(sealedBytes[..NonceSize], sealedBytes[(NonceSize + TagSize)..], sealedBytes.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(tenant));
        GiveBack(aes);
        return plain;
    }

    private AesGcm Take() => Interlocked.Exchange(ref _idle, null) ?? new AesGcm(key, TagSize);

    // One that failed is not given back.
    private void GiveBack(AesGcm aes)
    {
        if (!isLasting || Interlocked.CompareExchange(ref _idle, aes, null) is not null) aes.Dispose();
    }
}
