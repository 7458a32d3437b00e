using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace PovertyMonitor.Measures;

/// <summary>How a measure's document is read and written as JSON: nothing required may be absent, nothing unknown present.</summary>
internal static class MeasureJson
{
    public static JsonSerializerOptions Options { get; } = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new StorableTextConverter() },
    }.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is not the JSON of a measure; the message names the place.</exception>
    public static MeasureDefinition Read(Stream json) =>
        JsonSerializer.Deserialize<MeasureDefinition>(json, Options) ?? throw new JsonException("A measure's document is an object, not null.");
}
