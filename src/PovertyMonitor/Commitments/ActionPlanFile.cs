using System.Text.Json;
using System.Text.Json.Serialization;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Commitments;

/// <summary>The action plans shipped with the program, one file per regency.</summary>
internal static class ActionPlanFile
{
    private static readonly JsonSerializerOptions Json = CreateJson();

    /// <summary>The plan of a regency, or null where none is shipped.</summary>
    /// <param name="regency">The regency's code, such as 35.22.</param>
    public static ActionPlanAgreed? Read(string regency)
    {
        using var stream = typeof(ActionPlanFile).Assembly.GetManifestResourceStream(
            $"PovertyMonitor.Commitments.Data.{regency}.json");
        return stream is null ? null : JsonSerializer.Deserialize<ActionPlanAgreed>(stream, Json);
    }

    // As events are written, so that the plan reads the same in the file and in the store, but refusing slips of the pen.
    private static JsonSerializerOptions CreateJson()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
        };
        StoreSetup.ConfigureJson(json);
        return json;
    }
}
