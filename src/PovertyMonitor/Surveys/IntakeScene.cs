using System.Collections.Immutable;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Surveys;

/// <summary>What the transaction of a chunk knows of its ids and households, whose locks it holds.</summary>
/// <param name="Claimed">The submissions whose receipts it wrote itself.</param>
/// <param name="Directory">The households that are known.</param>
/// <param name="Keys">Their keys and identities.</param>
internal sealed record IntakeScene(HashSet<Guid> Claimed, Dictionary<Guid, DirectoryEntry> Directory, Keyring Keys)
{
    /// <summary>All that is known of those to which something happened between interviews, and of those they reach.</summary>
    public IReadOnlyDictionary<Guid, Household> States { get; init; } = ImmutableDictionary<Guid, Household>.Empty;
}

/// <summary>What was decided about a chunk.</summary>
/// <param name="News">What changes anything.</param>
/// <param name="Expected">That of it which was expected before it came.</param>
/// <param name="Released">What had waited for it.</param>
internal sealed record DecidedChunk(IReadOnlyList<Verdict> News, IReadOnlyList<Verdict> Expected, IReadOnlyList<Verdict> Released);
