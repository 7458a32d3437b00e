using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments;

/// <summary>Which plan is asked for, and as known when.</summary>
/// <param name="Plan">The plan's code, such as 2018-2020; the one in force where absent.</param>
/// <param name="KnownOn">As known at the end of a day (2019-06-30, in the regency's time).</param>
/// <param name="KnownAt">The same by the number of the last event.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Reader">Reads the plans.</param>
/// <param name="Log">Finds a place of the log.</param>
internal sealed record PlanQuery(
    [FromQuery(Name = "plan")] string? Plan, [FromQuery(Name = "knownOn")] string? KnownOn, [FromQuery(Name = "knownAt")] long? KnownAt,
    Caller Caller, PlanReader Reader, KnownPoints Log)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The plan of the caller's regency as it was known then; or what is wrong.</summary>
    public async Task<(ActionPlan? Plan, KnownPoint? At, ProblemResult? Problem)> ReadAsync(CancellationToken ct)
    {
        var tenant = Caller.Regency!;
        var now = await Reader.PlansAsync(tenant, null, ct);
        if (now.Find(Plan) is not { } current) return (null, null, Unknown(now));
        if (KnownOn is null && KnownAt is null) return (current, null, null);
        var (at, problem) = await PointAsync(current, ct);
        if (at is null) return (null, null, problem);
        return (await Reader.PlansAsync(tenant, at, ct)).Find(current.Code) is { } then
            ? (then, at, null)
            : (null, at, CommitmentProblems.NotKnownThen.Result(("plan", current.Code), ("sequence", at.Sequence)));
    }

    private ProblemResult Unknown(ActionPlans plans) => plans.InForce is null
        ? CommitmentProblems.NoPlan.Result()
        : CommitmentProblems.UnknownPlan.Result(("plan", Plan), ("known", string.Join(", ", plans.All.Keys)));

    private async Task<(KnownPoint? At, ProblemResult? Problem)> PointAsync(ActionPlan plan, CancellationToken ct)
    {
        if (KnownOn is not null && KnownAt is not null) return (null, Wrong("knownAt", "knownOn | knownAt"));
        if (KnownAt is { } sequence) return sequence >= 0 ? (new(sequence, null), null) : (null, Wrong("knownAt", "0, 1, 2 ..."));
        if (LocalDatePattern.Iso.Parse(KnownOn!) is not { Success: true, Value: { Year: > 1900 and < 9999 } day }) return (null, Wrong("knownOn", "2019-06-30"));
        if (day < plan.Start) return (null, CommitmentProblems.BeforePlan.Result([CommitmentProblems.BeforePlan.At("knownOn", ("day", $"{day:uuuu-MM-dd}"), ("start", $"{plan.Start:uuuu-MM-dd}"))], ("day", $"{day:uuuu-MM-dd}"), ("start", $"{plan.Start:uuuu-MM-dd}")));
        var end = Zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
        return (new(await Log.BeforeAsync(Caller.Regency!, end, ct), end), null);
    }

    private static ProblemResult Wrong(string field, string expected) =>
        CommitmentProblems.Invalid.Result([CommitmentProblems.InvalidField.At(field, ("expected", expected))], ("count", 1));
}
