namespace PovertyMonitor.Commitments;

/// <summary>What agreeing a plan makes of a regency's plans. Pure.</summary>
internal static class AgreeActionPlan
{
    /// <summary>The events that follow; none where the plan is there already, which only a revision may change.</summary>
    /// <exception cref="ArgumentException">A commitment's number or an indicator's code occurs twice.</exception>
    public static IReadOnlyList<object> Decide(ActionPlanAgreed agreement, ActionPlans state)
    {
        RequireDistinct(agreement.Commitments.Select(commitment => commitment.Number));
        RequireDistinct(agreement.Commitments.SelectMany(commitment => commitment.Indicators).Select(indicator => indicator.Code));
        return state.Find(ActionPlan.CodeOf(agreement.FromYear, agreement.ToYear)) is null ? [agreement] : [];
    }

    private static void RequireDistinct<T>(IEnumerable<T> keys)
        where T : notnull
    {
        foreach (var key in keys.CountBy(key => key))
            if (key.Value > 1)
                throw new ArgumentException($"'{key.Key}' occurs {key.Value} times in the action plan.", nameof(keys));
    }
}
