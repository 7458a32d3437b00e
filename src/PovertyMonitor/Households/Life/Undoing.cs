using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Life;

/// <summary>The ids of what goes with people into another household when a split or a merge is taken back.</summary>
internal static class Undoing
{
    private static readonly Guid Space = new("6e0f3c8b-2f4d-4a55-9c0e-7d1b94a2f6c3");

    /// <summary>The id of a change, or of what happened to a person, as it is told there: the same on every retry.</summary>
    public static Guid IdOf(ChangeWithdrawn fact, Guid about) => NameBasedGuid.Create(Space, $"{fact.ChangeId}/{about}");
}
