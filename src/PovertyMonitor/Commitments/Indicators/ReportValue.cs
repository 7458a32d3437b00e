using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Commitments.Revisions;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>POST /api/plans/{plan}/commitments/{number}/indicators/{code}/values: reports a value of an indicator that is not computed.</summary>
internal static class ReportValue
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number:int}/indicators/{code}/values", HandleAsync)
        .AllowRoles(CommitmentRoles.Sides)
        .WithName("ReportIndicatorValue")
        .WithSummary("Reports a value of an indicator that is not computed, with its day and its evidence: the hash of a file that was uploaded to /api/evidence, or a link. Who reported it is kept: an agency's value stands, a partner's is shown beside it. A later value of the same day from the same side replaces it; both stay in the log.")
        .TakesPlan<ValueEntry, ReportedValues>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, Commitment commitment, string code, ValueEntry entry, LocalDate today, Caller caller, Instant at)
    {
        if (commitment.Find(code) is not { } indicator)
            return PlanDecision.Refuse(CommitmentProblems.UnknownIndicator, ("number", commitment.Number), ("code", code), ("known", Listed.Of(commitment.Indicators.Select(i => i.Code))));
        if (indicator.Definition.IsComputed) return PlanDecision.Refuse(IndicatorProblems.Computed, ("code", code));
        var fields = new PlanFields();
        var value = Value(entry.Value, indicator.Definition.Unit, fields);
        var (on, evidence) = (fields.Past(entry.On, "on", plan, today), fields.Evidence(entry.Evidence, "evidence"));
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        return indicator.Values.FindLast(v => v.On == on && v.Side == CommitmentRoles.SideOf(caller)) is { } before && (before.Value, before.Evidence) == (value, evidence)
            ? PlanDecision.Already
            : PlanDecision.Of(new IndicatorValueReported(plan.Code, commitment.Number, code, value, on, evidence, caller.Role.Name(), caller.Subject, at));
    }

    private static decimal Value(decimal? value, Unit unit, PlanFields fields)
    {
        if (value is not { } given) return fields.Wrong<decimal>("value", "0.8");
        var range = ValueRange.OfReported(unit);
        if (!range.Holds(given)) fields.Errors.Add(range.Fault("value", given, unit));
        else if (unit is Unit.Villages or Unit.Count && given != decimal.Truncate(given)) fields.Errors.Add(ValueRange.Fault("value", given, unit, "0, 1, 2 ..."));
        return given;
    }

    private static async Task<IResult> HandleAsync(
        string plan, int number, string code, ValueEntry entry, EvidenceFiles files, [AsParameters] PlanDoor door, CancellationToken ct) =>
        await files.UnknownAsync(door.Caller.Regency!, entry.Evidence, ct)
        ?? await door.TakeAsync(plan, number, (p, c) => Decide(p, c, code, entry, door.Today, door.Caller, door.Now), c => ReportedValues.Of(c.Find(code)!), ct);
}

/// <summary>A value as it is entered.</summary>
/// <param name="Value">The value in the indicator's unit.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Evidence">What shows it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ValueEntry(decimal? Value, LocalDate? On, EvidenceEntry? Evidence);

/// <summary>The reported values of an indicator.</summary>
/// <param name="Code">The indicator.</param>
/// <param name="Values">All that was ever reported, in the order of the log.</param>
internal sealed record ReportedValues(string Code, IReadOnlyList<ReportedValue> Values)
{
    public static ReportedValues Of(Indicator indicator)
    {
        var standing = indicator.StandingValues.Concat(indicator.PartnerValues).ToHashSet();
        return new(indicator.Code, [.. indicator.Values.Select(v => new ReportedValue(v.Value, v.On, v.Evidence, v.Role, v.Side, v.By, v.At, standing.Contains(v)))]);
    }
}

/// <summary>A reported value.</summary>
/// <param name="Value">The value in the indicator's unit.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Role">The role of who reported it.</param>
/// <param name="Side">The side that reported it; the indicator is judged by the agency's values alone.</param>
/// <param name="By">Who reported it: the id at the issuer of the token.</param>
/// <param name="At">When.</param>
/// <param name="Stands">Whether it stands as its side's; else a later one of the same day and side replaced it.</param>
internal sealed record ReportedValue(decimal Value, LocalDate On, Evidence Evidence, string Role, Side Side, string By, Instant At, bool Stands);
