namespace PovertyMonitor.Households;

/// <summary>What submissions make of a household's history. Pure.</summary>
internal static class RecordVisit
{
    /// <summary>The events that follow from completed interviews, corrections or other visits of one household.</summary>
    /// <param name="household">The household's id.</param>
    /// <param name="place">The place of the first of them.</param>
    /// <param name="visits">The facts reported; visit events.</param>
    /// <param name="at">When the first of them took place.</param>
    /// <param name="isKnown">Whether the household was registered before.</param>
    public static IEnumerable<object> Decide(Guid household, Place place, IEnumerable<object> visits, NodaTime.Instant at, bool isKnown) =>
        isKnown ? visits : visits.Prepend(new HouseholdRegistered(household, place, at));
}
