using System.Text.Json;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>How states are written.</summary>
internal static class AlertWords
{
    /// <summary>A state as it is written in JSON and in the table.</summary>
    public static string Of(AlertState state) => JsonNamingPolicy.CamelCase.ConvertName($"{state}");
}
