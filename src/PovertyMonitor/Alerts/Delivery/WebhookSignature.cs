using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>What a signature says of a delivery.</summary>
internal enum SignatureCheck
{
    /// <summary>It is of this content, by somebody who has the secret, and recent.</summary>
    Holds,

    /// <summary>There is none, or a part of it can't be read.</summary>
    Missing,

    /// <summary>It was made too long ago, or lies ahead: an old delivery may have been sent again by somebody else.</summary>
    OutOfTime,

    /// <summary>It is of other content, or by another secret.</summary>
    Wrong,
}

/// <summary>Signs and checks webhooks as Standard Webhooks says (symmetric, version 1). Pure.</summary>
internal static class WebhookSignature
{
    /// <summary>The header of the delivery's id.</summary>
    public const string Id = "webhook-id";

    /// <summary>The header of the time of signing, in seconds of Unix time.</summary>
    public const string Timestamp = "webhook-timestamp";

    /// <summary>The header of the signatures, one for each secret, with blanks between.</summary>
    public const string Signature = "webhook-signature";

    private const string Version = "v1,";
    private const string SecretPrefix = "whsec_";

    // What the standard's own libraries allow clocks to differ.
    private static readonly Duration Tolerance = Duration.FromMinutes(5);

    /// <summary>A secret as receivers are given it.</summary>
    public static string Write(byte[] secret) => $"{SecretPrefix}{Convert.ToBase64String(secret)}";

    /// <summary>Reads a secret; <see langword="null"/> where the text is none.</summary>
    public static byte[]? Read(string text)
    {
        var bytes = new byte[text.Length];
        return text.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[SecretPrefix.Length..], bytes, out var length) && length > 0
            ? bytes[..length]
            : null;
    }

    /// <summary>The signature of a delivery.</summary>
    public static string Sign(byte[] secret, string id, string timestamp, string body) => $"{Version}{Convert.ToBase64String(Hash(secret, id, timestamp, body))}";

    /// <summary>Checks a delivery: one of the signatures must be by one of the secrets.</summary>
    /// <param name="secrets">The receiver's secrets; during a change both.</param>
    /// <param name="id">The header <see cref="Id"/>.</param>
    /// <param name="timestamp">The header <see cref="Timestamp"/>.</param>
    /// <param name="signatures">The header <see cref="Signature"/>.</param>
    /// <param name="body">The body as it came, byte by byte.</param>
    /// <param name="now">Now.</param>
    public static SignatureCheck Check(IReadOnlyList<byte[]> secrets, string? id, string? timestamp, string? signatures, string body, Instant now)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures) || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return SignatureCheck.Missing;
        byte[][] given = [.. signatures.Split(' ').Where(s => s.StartsWith(Version, StringComparison.Ordinal)).Select(s => Bytes(s[Version.Length..])).OfType<byte[]>()];
        if (given.Length == 0) return SignatureCheck.Missing;
        if (!secrets.Any(secret => Hash(secret, id, timestamp, body) is var hash && given.Any(g => CryptographicOperations.FixedTimeEquals(g, hash)))) return SignatureCheck.Wrong;
        return Math.Abs(now.ToUnixTimeSeconds() - (double)seconds) <= Tolerance.TotalSeconds ? SignatureCheck.Holds : SignatureCheck.OutOfTime;
    }

    private static byte[] Hash(byte[] secret, string id, string timestamp, string body) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
