using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments;

/// <summary>Which plan is asked for, and as known when.</summary>
/// <param name="Plan">The plan's code, such as 2018-2020; the one in force then where absent.</param>
/// <param name="KnownOn">As known at the end of a day (2019-06-30, in the regency's time).</param>
/// <param name="KnownAt">The same by the number of the last event.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Reader">Reads the plans.</param>
/// <param name="Log">Finds a place of the log.</param>
/// <param name="Clock">Says whether a day is over.</param>
internal sealed record PlanQuery(
    [FromQuery(Name = "plan")] string? Plan, [FromQuery(Name = "knownOn")] string? KnownOn, [FromQuery(Name = "knownAt")] long? KnownAt,
    Caller Caller, PlanReader Reader, KnownPoints Log, IClock Clock)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The plan of the caller's regency as it was known then; or what is wrong.</summary>
    public async Task<(ActionPlan? Plan, KnownPoint? At, ProblemResult? Problem)> ReadAsync(CancellationToken ct)
    {
        var tenant = Caller.Regency!;
        var now = await Reader.PlansAsync(tenant, null, ct);
        if (now.Find(Plan, Reader.Today) is not { } current) return (null, null, Unknown(now));
        if (KnownOn is null && KnownAt is null) return (current, null, null);
        var (at, problem) = await PointAsync(ct);
        if (at is null) return (null, null, problem);
        var day = await Reader.DayOfAsync(tenant, at, ct) ?? LocalDate.MinIsoValue;
        var then = (await Reader.PlansAsync(tenant, at, ct)).Find(Plan, day);
        var meant = then ?? now.Find(Plan, day)!;
        if (KnownOn is not null && day < meant.Start) return (null, null, Before(meant, day));
        return then is not null ? (then, at, null) : (null, at, CommitmentProblems.NotKnownThen.Result(("plan", meant.Code), ("sequence", at.Sequence)));
    }

    private static ProblemResult Before(ActionPlan plan, LocalDate day)
    {
        (string, object?)[] values = [("field", "knownOn"), ("day", $"{day:uuuu-MM-dd}"), ("plan", plan.Code), ("start", $"{plan.Start:uuuu-MM-dd}")];
        return CommitmentProblems.BeforePlan.Result([CommitmentProblems.BeforePlan.At("knownOn", values)], values);
    }

    private ProblemResult Unknown(ActionPlans plans) => plans.All.IsEmpty
        ? CommitmentProblems.NoPlan.Result()
        : CommitmentProblems.UnknownPlan.Result(("plan", Plan), ("known", string.Join(", ", plans.All.Keys)));

    private async Task<(KnownPoint? At, ProblemResult? Problem)> PointAsync(CancellationToken ct)
    {
        var tenant = Caller.Regency!;
        if (KnownOn is not null && KnownAt is not null) return (null, Wrong("knownAt", "knownOn | knownAt"));
        if (KnownAt is { } sequence)
        {
            if (sequence < 0) return (null, Wrong("knownAt", "0, 1, 2 ..."));
            var last = await Log.LastAsync(tenant, ct);
            return sequence <= last ? (new(sequence, null), null) : (null, CommitmentProblems.NotYet.Result(("last", last), ("asked", sequence)));
        }
        if (LocalDatePattern.Iso.Parse(KnownOn!) is not { Success: true, Value: { Year: > 1900 and < 9999 } day }) return (null, Wrong("knownOn", "2019-06-30"));
        var end = Zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
        return KnownPoints.IsOver(end, Clock.GetCurrentInstant()) ? (new(await Log.BeforeAsync(tenant, end, ct), end), null) : (null, CommitmentProblems.DayNotOver.Result(("day", KnownOn)));
    }

    private static ProblemResult Wrong(string field, string expected) =>
        CommitmentProblems.Invalid.Result([CommitmentProblems.InvalidField.At(field, ("expected", expected))], ("count", 1));
}
