using System.Text.Json;

namespace PovertyMonitor.Simulation;

/// <summary>What the service made of a batch.</summary>
/// <param name="Counts">How many submissions had each status.</param>
/// <param name="Complaint">One of those refused, with the reason; null where none was.</param>
internal sealed record BatchAnswer(IReadOnlyDictionary<string, int> Counts, string? Complaint)
{
    /// <summary>Nothing was sent, nothing was answered.</summary>
    public static BatchAnswer Nothing { get; } = new(new Dictionary<string, int>(), null);

    /// <summary>Reads the answer's body.</summary>
    /// <exception cref="JsonException">It is not a whole answer.</exception>
    public static BatchAnswer Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        var counts = json.RootElement.GetProperty("counts").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetInt32());
        var refused = json.RootElement.GetProperty("results").EnumerateArray()
            .FirstOrDefault(r => r.GetProperty("status").GetString() is "invalid" or "conflict");
        return new BatchAnswer(counts, refused.ValueKind == JsonValueKind.Object ? refused.ToString() : null);
    }
}
