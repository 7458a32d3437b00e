using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>The event stream of a round.</summary>
internal static class RoundStream
{
    private static readonly Guid Space = new("0c6cb0a4-9f43-4a3e-8f0e-3a2d57a9a6d4");

    /// <summary>Its id, from the round's code.</summary>
    public static Guid Of(string round) => NameBasedGuid.Create(Space, round);
}
