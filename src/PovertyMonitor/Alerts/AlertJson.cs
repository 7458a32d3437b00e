using System.Text.Json;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts;

/// <summary>How alerts are written as JSON, in their table and where they leave.</summary>
internal static class AlertJson
{
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        StoreSetup.ConfigureJson(json);
        return json;
    }
}
