using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Commitments;

/// <summary>The action plans shipped with the program: per regency the agreement, and what the register says beyond it.</summary>
internal static class ActionPlanFile
{
    private static readonly JsonSerializerOptions Json = CreateJson();

    /// <summary>The plan of a regency, or null where none is shipped.</summary>
    /// <param name="regency">The regency's code, such as 35.22.</param>
    public static ActionPlanAgreed? Read(string regency) => Read<ActionPlanAgreed>(regency);

    /// <summary>What the register says beyond the agreement, or null where nothing is shipped.</summary>
    /// <param name="regency">The regency's code, such as 35.22.</param>
    public static ShippedRegister? ReadRegister(string regency) => Read<ShippedRegister>($"{regency}.register");

    private static T? Read<T>(string name)
    {
        using var stream = typeof(ActionPlanFile).Assembly.GetManifestResourceStream($"PovertyMonitor.Commitments.Data.{name}.json");
        return stream is null ? default : JsonSerializer.Deserialize<T>(stream, Json);
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

/// <summary>What is shipped of a plan's register beyond the agreement.</summary>
/// <param name="Described">What the commitments are.</param>
/// <param name="Adopted">Which of them were taken over nationally.</param>
/// <param name="Indicators">More indicators.</param>
internal sealed record ShippedRegister(
    ImmutableArray<CommitmentDescribed> Described, ImmutableArray<CommitmentAdoptedNationally> Adopted, ImmutableArray<IndicatorDefined> Indicators);
