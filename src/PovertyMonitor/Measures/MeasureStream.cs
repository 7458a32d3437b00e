using PovertyMonitor.Platform;

namespace PovertyMonitor.Measures;

/// <summary>The event stream of a measure: one per code and regency.</summary>
internal static class MeasureStream
{
    private static readonly Guid Space = new("8b1f3f0a-5a5e-4d0c-9c57-6a1f0f6f3d21");

    public static Guid IdOf(string code) => NameBasedGuid.Create(Space, code);
}
