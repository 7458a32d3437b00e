using System.Security.Cryptography;

namespace PovertyMonitor.Surveys;

/// <summary>The keyed hash of a submission's content: the same content gives the same hash, and without the key nothing can be guessed from it.</summary>
/// <param name="key">Derived from the master key.</param>
internal sealed class ContentHash(byte[] key)
{
    /// <summary>HMAC-SHA-256 of the bytes that make the submission what it is.</summary>
    public byte[] Of(ReadOnlySpan<byte> content) => HMACSHA256.HashData(key, content);
}
