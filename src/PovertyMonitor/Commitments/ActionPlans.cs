using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Commitments.Plans;

namespace PovertyMonitor.Commitments;

/// <summary>A regency's action plans by code: the fold of the one stream that holds all that ever happened to them.</summary>
/// <param name="All">The plans by code, that is by their years.</param>
internal sealed record ActionPlans(ImmutableSortedDictionary<string, ActionPlan> All)
{
    /// <summary>The stream in every regency's tenant.</summary>
    public static readonly Guid StreamId = new("0c2f6a3e-6b0e-4f0a-9d57-3a1c52f20180");

    /// <summary>Before anything happened.</summary>
    public static readonly ActionPlans None = new(ImmutableSortedDictionary.Create<string, ActionPlan>(StringComparer.Ordinal));

    /// <summary>
    /// The plan that is meant on a day where none is named: of those agreed the latest that has begun, so that one which is agreed before its
    /// time replaces none that still runs. Before the first of them that one, and while none is agreed the latest.
    /// </summary>
    public ActionPlan? InForceOn(LocalDate day) =>
        All.Values.LastOrDefault(plan => plan.IsAgreed && plan.Start <= day) ?? All.Values.FirstOrDefault(plan => plan.IsAgreed) ?? All.Values.LastOrDefault();

    /// <summary>The plan of a code; null where there is none.</summary>
    public ActionPlan? Find(string code) => All.GetValueOrDefault(code);

    /// <summary>The plan of a code, the one in force on a day where none is named; null where there is none.</summary>
    public ActionPlan? Find(string? code, LocalDate day) => code is null ? InForceOn(day) : Find(code);

    /// <summary>The plans after events, in their order.</summary>
    public static ActionPlans After(IEnumerable<object> events) => events.Aggregate(None, (plans, e) => plans.With(e));

    /// <summary>The plans after an event.</summary>
    public ActionPlans With(object happened) => happened switch
    {
        ActionPlanAgreed e => Set(ActionPlan.Of(e)),
        PlanOpened e => Set(ActionPlan.Of(e)),
        IPlanEvent e => Set(All[e.Plan].With(e)),
        _ => this,
    };

    private ActionPlans Set(ActionPlan plan) => new(All.SetItem(plan.Code, plan));
}
