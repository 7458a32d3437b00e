using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PovertyMonitor.Access.Devices;

/// <summary>The secret of a device: 256 random bits, shown once and kept only as its SHA-256.</summary>
internal static class DeviceKey
{
    private const int Size = 32;
    private const int Length = 43;

    /// <summary>A new key, as it is written into addresses (Base64 for addresses, without padding).</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));

    /// <summary>What is kept of a key; <see langword="null"/> for a text that is none.</summary>
    /// <remarks>A fast hash is right: nobody guesses 256 random bits.</remarks>
    public static byte[]? HashOf(string key) =>
        key.Length == Length && Base64Url.IsValid(key) ? SHA256.HashData(Encoding.ASCII.GetBytes(key)) : null;
}
