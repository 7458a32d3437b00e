namespace PovertyMonitor.Villages.Figures;

/// <summary>Tells how far households came on their villages' lists: the lists belong to a slice that figures know nothing of.</summary>
internal interface IHouseholdStages
{
    /// <summary>The words for the stages, the first one first; the last one is for households on no list.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>The households whose furthest stage on the last list they are on is this one, as it stands now; for the last word, all that are on any.</summary>
    Task<Guid[]> HouseholdsAsync(string tenant, string stage, CancellationToken ct);
}

/// <summary>Households at a stage.</summary>
/// <param name="Word">The stage's word.</param>
/// <param name="Households">The households; of those on no list, all others.</param>
/// <param name="IsNone">Whether it is those on no list.</param>
internal sealed record StageSlice(string Word, Guid[] Households, bool IsNone);
