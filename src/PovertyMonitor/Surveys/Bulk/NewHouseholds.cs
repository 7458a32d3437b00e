using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Bulk;

/// <summary>Which arrivals of a chunk may be the first word about their household, as far as the chunk tells. Pure.</summary>
internal static class NewHouseholds
{
    /// <summary>Those that correct nothing, have no reason to be held, and are the only ones of their household and id.</summary>
    /// <param name="chunk">The arrivals.</param>
    /// <param name="roundReason">Why a round's submissions can't be taken, by its code.</param>
    public static IReadOnlyList<Arrival> Of(IReadOnlyList<Arrival> chunk, Func<string, Problem?> roundReason)
    {
        var (ofHousehold, ofId) = (new Dictionary<Guid, int>(), new Dictionary<Guid, int>());
        foreach (var arrival in chunk)
        {
            Count(ofId, arrival.SubmissionId);
            if (arrival.Submission is { } submission) Count(ofHousehold, submission.HouseholdId);
        }
        return [.. chunk.Where(a => a is { Reason: null, Submission: { Corrects: null } s } && roundReason(s.Round) is null && ofId[a.SubmissionId] == 1 && ofHousehold[s.HouseholdId] == 1)];
    }

    private static void Count(Dictionary<Guid, int> counts, Guid id) => counts[id] = counts.GetValueOrDefault(id) + 1;
}
