using PovertyMonitor.Platform;

namespace PovertyMonitor.Commitments;

/// <summary>Loads the action plan shipped for a regency, and what is shipped of its register, where a store has neither.</summary>
internal sealed class ActionPlanSeed(StreamDecision streams) : ISeed
{
    /// <summary>After the areas and the measures.</summary>
    public int Order => 20;

    /// <inheritdoc/>
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        if (ActionPlanFile.Read(tenant) is { } agreement)
            await streams.DecideAsync(tenant, ActionPlans.StreamId, history => (true, Decide(agreement, ActionPlanFile.ReadRegister(tenant), ActionPlans.After(history))), ct);
    }

    /// <summary>The events that are missing.</summary>
    public static IReadOnlyList<object> Decide(ActionPlanAgreed agreement, ShippedRegister? register, ActionPlans state)
    {
        var agreed = AgreeActionPlan.Decide(agreement, state);
        var plan = agreed.Aggregate(state, (plans, e) => plans.With(e)).Find(ActionPlan.CodeOf(agreement.FromYear, agreement.ToYear))!;
        // What somebody has described is theirs.
        return register is null || plan.Commitments.Values.Any(c => c.Text is not null) ? agreed
            : [.. agreed, .. register.Described, .. register.Adopted, .. register.Indicators.Where(i => plan.Find(i.Commitment)?.Find(i.Definition.Code) is null)];
    }
}
