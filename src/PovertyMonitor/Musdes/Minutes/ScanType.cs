using System.Net.Mime;

namespace PovertyMonitor.Musdes.Minutes;

/// <summary>What a scan is, by its first bytes: a client may call anything a picture.</summary>
internal static class ScanType
{
    /// <summary>The media type; <see langword="null"/> where it is none that is taken.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x25, 0x50, 0x44, 0x46, 0x2D, ..] => MediaTypeNames.Application.Pdf,
        [0xFF, 0xD8, 0xFF, ..] => MediaTypeNames.Image.Jpeg,
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => MediaTypeNames.Image.Png,
        _ => null,
    };
}
