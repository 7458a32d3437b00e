using System.Text.Json;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace PovertyMonitor.Commitments;

/// <summary>The action plans shipped with the program, one file per regency.</summary>
internal static class ActionPlanFile
{
    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    }.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    /// <summary>The plan of a regency, or null where none is shipped.</summary>
    /// <param name="regency">The regency's code, such as 35.22.</param>
    public static ActionPlanAgreed? Read(string regency)
    {
        using var stream = typeof(ActionPlanFile).Assembly.GetManifestResourceStream(
            $"PovertyMonitor.Commitments.Data.{regency}.json");
        return stream is null ? null : JsonSerializer.Deserialize<ActionPlanAgreed>(stream, Json);
    }
}
