using PovertyMonitor.Measures;

namespace PovertyMonitor.Assistance.Programmes;

/// <summary>Which lacks a programme answers. Pure.</summary>
internal static class Needs
{
    // By dimension or indicator; what is missing here answers any lack: money can be spent on all of them.
    private static readonly Dictionary<string, string[]> ByProgramme = new(StringComparer.Ordinal)
    {
        ["BPNT"] = ["nutrition"],
        ["PBI-JK"] = ["health"],
        ["PIP"] = ["education"],
        ["RTLH"] = ["housing", "sanitation"],
    };

    /// <summary>The indicators of a measure that a programme answers, as a mask in its bit order: all of them for money, health's for a programme of Dinas Kesehatan.</summary>
    public static uint MaskOf(Programme programme, CompiledMeasure measure)
    {
        if (ByProgramme.TryGetValue(programme.Code, out var codes)) return MaskOf(codes, measure);
        return programme.Field == ProgrammeField.Health ? MaskOf(["health"], measure) : uint.MaxValue;
    }

    private static uint MaskOf(string[] codes, CompiledMeasure measure)
    {
        var (mask, bit) = (0u, 0);
        foreach (var dimension in measure.Definition.Dimensions)
            foreach (var indicator in dimension.Indicators)
            {
                if (codes.Contains(dimension.Code) || codes.Contains(indicator.Code)) mask |= 1u << bit;
                bit++;
            }
        return mask;
    }
}
