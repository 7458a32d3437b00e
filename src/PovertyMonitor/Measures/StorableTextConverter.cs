using System.Text.Json;
using System.Text.Json.Serialization;

namespace PovertyMonitor.Measures;

/// <summary>Refuses a text with U+0000, which PostgreSQL cannot hold.</summary>
internal sealed class StorableTextConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text holds U+0000.</exception>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException();
        var text = reader.GetString();
        return text!.Contains('\0') ? throw new JsonException() : text;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
