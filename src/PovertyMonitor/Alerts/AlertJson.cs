using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace PovertyMonitor.Alerts;

/// <summary>How an alert is written for an agency.</summary>
internal static class AlertJson
{
    public static JsonSerializerOptions Options { get; } =
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull }
            .ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
}
