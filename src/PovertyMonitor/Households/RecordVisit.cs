namespace PovertyMonitor.Households;

/// <summary>What a submission makes of a household's history. Pure.</summary>
internal static class RecordVisit
{
    /// <summary>The events that follow from a completed interview, a correction or another visit.</summary>
    /// <param name="household">The household's id.</param>
    /// <param name="place">The place visited.</param>
    /// <param name="visit">The fact reported; one of the visit events.</param>
    /// <param name="at">When the visit took place.</param>
    /// <param name="state">What is known of the household.</param>
    public static IEnumerable<object> Decide(Guid household, Place place, object visit, NodaTime.Instant at, Household state)
    {
        if (!state.IsRegistered) yield return new HouseholdRegistered(household, place, at);
        yield return visit;
    }
}
