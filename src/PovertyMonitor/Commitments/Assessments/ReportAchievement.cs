using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Plans;

namespace PovertyMonitor.Commitments.Assessments;

/// <summary>POST /api/plans/{plan}/achievements: enters what the regency itself reports of a plan, in percent.</summary>
internal static class ReportAchievement
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/achievements", HandleAsync)
        .AllowRoles(Role.Planner)
        .WithName("ReportAchievement")
        .WithSummary("Enters the percentage that the regency itself reports of the plan, if it says so also of what its own offices control and of what depends on the villages. It stands beside what is computed, never in its place.")
        .TakesPlan<AchievementEntry, ActionPlanView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, AchievementEntry entry, LocalDate today, string by, Instant at)
    {
        var fields = new PlanFields();
        decimal? Percent(decimal? value, string field) => value is null ? null : fields.Number(value, field, 0, 100);
        var reported = new AchievementReported(
            plan.Code, fields.Number(entry.Percent, "percent", 0, 100), Percent(entry.OwnOffices, "ownOffices"), Percent(entry.Villages, "villages"),
            fields.Past(entry.On, "on", plan, today), fields.Text(entry.Source, "source"), by, at);
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        return plan.Achievements.LastOrDefault() is { } before && before with { By = by, At = at } == reported ? PlanDecision.Already : PlanDecision.Of(reported);
    }

    private static Task<IResult> HandleAsync(string plan, AchievementEntry entry, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(plan, p => Decide(p, entry, door.Today, door.Caller.Subject, door.Now), p => ActionPlanView.Of(p, door.Language), ct);
}

/// <summary>A reported achievement.</summary>
/// <param name="Percent">Of the whole plan, 0 to 100.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Source">Where the figures come from.</param>
/// <param name="OwnOffices">Of what the regency's own offices control.</param>
/// <param name="Villages">Of what depends on the villages.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AchievementEntry(decimal? Percent, LocalDate? On, TextEntry? Source, decimal? OwnOffices = null, decimal? Villages = null);
