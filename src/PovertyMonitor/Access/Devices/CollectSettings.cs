using System.IO.Compression;
using System.Text.Json;
using QRCoder;

namespace PovertyMonitor.Access.Devices;

/// <summary>What ODK Collect scans to be set up: its settings as JSON, compressed (zlib) and in Base64. Pure.</summary>
/// <remarks>Source: docs.getodk.org/collect-import-export.</remarks>
internal static class CollectSettings
{
    /// <summary>The text of the QR code.</summary>
    /// <param name="serverUrl">The project's address with the key.</param>
    /// <param name="project">The name the phone shows.</param>
    /// <param name="enumerator">The code that the form's first question is filled with.</param>
    public static string Text(string serverUrl, string project, string? enumerator)
    {
        var general = new Dictionary<string, string> { ["server_url"] = serverUrl, ["form_update_mode"] = "match_exactly", ["autosend"] = "wifi_and_cellular" };
        if (enumerator is not null) general["metadata_username"] = enumerator;
        var json = JsonSerializer.SerializeToUtf8Bytes(new { general, admin = new { }, project = new { name = project } });
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize)) zlib.Write(json);
        return Convert.ToBase64String(compressed.ToArray());
    }

    /// <summary>The QR code as a picture (SVG).</summary>
    public static string Picture(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4);
    }
}
