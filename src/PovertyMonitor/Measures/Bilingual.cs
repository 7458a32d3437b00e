namespace PovertyMonitor.Measures;

/// <summary>A text of a measure's document in both languages; neither may be empty.</summary>
/// <param name="Id">The text in Indonesian.</param>
/// <param name="En">The text in English.</param>
public sealed record Bilingual(string Id, string En);
