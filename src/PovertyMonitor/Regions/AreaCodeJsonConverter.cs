using System.Text.Json;
using System.Text.Json.Serialization;

namespace PovertyMonitor.Regions;

/// <summary>An area code is its text in JSON, as a value and as a key.</summary>
internal sealed class AreaCodeJsonConverter : JsonConverter<AreaCode>
{
    /// <inheritdoc/>
    public override AreaCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Read(reader.GetString()) : throw new JsonException("An area code is a text.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AreaCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override AreaCode ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, AreaCode value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static AreaCode Read(string? text) =>
        AreaCode.TryParse(text, out var code) ? code : throw new JsonException("An area code has the form PP.KK.CC.DDDD.");
}
