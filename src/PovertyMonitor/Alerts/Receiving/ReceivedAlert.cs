using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PovertyMonitor.Alerts.Receiving;

/// <summary>What the trial receiver reads of an alert.</summary>
/// <param name="Id">The alert's id; a repeated delivery has the same.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Village">The village's area code.</param>
/// <param name="Json">The whole alert on one line.</param>
internal sealed record ReceivedAlert(Guid Id, string Kind, string Village, string Json)
{
    private const int LongestWord = 40;

    /// <summary>Reads an alert from JSON; false where the text is no object with an id.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ReceivedAlert? alert)
    {
        alert = null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && Guid.TryParse(Word(root, "id"), out var id))
            {
                // A CloudEvent carries the alert inside; a digest, several.
                var content = root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data : root;
                var kind = content.TryGetProperty("alerts", out var alerts) && alerts.ValueKind == JsonValueKind.Array ? $"digest of {alerts.GetArrayLength()}" : Word(content, "kind");
                alert = new ReceivedAlert(id, kind, Word(content, "village"), JsonSerializer.Serialize(root));
            }
        }
        catch (JsonException)
        {
            // Anybody may post anything here; what is not JSON is not an alert.
        }
        return alert is not null;
    }

    // What arrives goes to a terminal, so control characters don't.
    private static string Word(JsonElement alert, string name) =>
        alert.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? string.Concat(value.GetString()!.Where(c => !char.IsControl(c)).Take(LongestWord))
            : "-";
}
