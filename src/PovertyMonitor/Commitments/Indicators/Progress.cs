using NodaTime;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>How an indicator stands.</summary>
internal enum Status
{
    /// <summary>Nothing can be said yet.</summary>
    NoData,

    /// <summary>Less than half of the way that should be done is.</summary>
    OffTrack,

    /// <summary>At least half of the way that should be done is, but not all of it.</summary>
    AtRisk,

    /// <summary>At least as much of the way is done as should be.</summary>
    OnTrack,

    /// <summary>The last target is met.</summary>
    Achieved,
}

/// <summary>Why an indicator stands as it does.</summary>
internal enum Reason
{
    /// <summary>There is no value.</summary>
    NoFigures,

    /// <summary>The target depends on a baseline that is not known.</summary>
    NoBaseline,

    /// <summary>The only value is the baseline.</summary>
    BaselineOnly,

    /// <summary>The actual value is at the last target or better.</summary>
    TargetMet,

    /// <summary>The actual value is at the next checkpoint's target or better.</summary>
    CheckpointMet,

    /// <summary>There is no baseline to measure the way by, and the next checkpoint's target isn't met, whose day has not come.</summary>
    NotMetYet,

    /// <summary>The day of the target came, and it isn't met.</summary>
    TargetNotMet,

    /// <summary>The share of the way done is at least the share of the time gone.</summary>
    AheadOfSchedule,

    /// <summary>The share of the way done is below the share of the time gone, but at least half of it.</summary>
    BehindSchedule,

    /// <summary>The share of the way done is below half of the share of the time gone.</summary>
    FarBehindSchedule,
}

/// <summary>A value of an indicator and where it is from.</summary>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="Round">The survey round's code; null for an agreed or a reported value.</param>
/// <param name="At">The day it is of.</param>
/// <param name="Estimate">Its standard error, where it is a figure estimated from a sample.</param>
internal sealed record Reading(decimal Value, string? Round, LocalDate At, EstimateView? Estimate = null);

/// <summary>An indicator held against its targets.</summary>
/// <param name="Baseline">What it is compared with; null where unknown or not needed.</param>
/// <param name="Target">The last target in its unit; null while it depends on an unknown baseline.</param>
/// <param name="Actual">The latest value; null where there is none.</param>
/// <param name="Next">The checkpoint it is judged by, and its target in its unit.</param>
/// <param name="Expected">Where the line from baseline to next checkpoint is at the day of the actual value; null where there is no line.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Reason">Why.</param>
/// <param name="Achievement">How much of the way to the last target is done, 0 to 1; null where nothing can be said.</param>
internal sealed record Progress(
    Reading? Baseline, decimal? Target, Reading? Actual, (LocalDate Due, decimal? Value) Next, decimal? Expected, Status Status, Reason Reason, decimal? Achievement)
{
    /// <summary>The rule, to be stated with every answer.</summary>
    public static readonly Text Rule = new(
        "Nilai terbaru dibandingkan dengan garis lurus dari nilai awal ke target pos pemeriksaan berikutnya (B-03, B-06, B-09, B-12), pada tanggal nilai itu. Sesuai jadwal: bagian jalan yang ditempuh tidak kurang dari bagian waktu yang lewat; berisiko: kurang, tetapi sedikitnya separuhnya; tertinggal: kurang dari separuhnya, atau target pada hari itu sendiri atau target terakhir tidak tercapai (pos pemeriksaan yang sudah lewat tanpa tercapai ditandai terlambat dan tidak menentukan statusnya); tercapai: target terakhir terpenuhi; belum ada data: tidak ada nilai, atau hanya nilai awal. Tanpa nilai awal: berisiko sampai hari target, sesudahnya tertinggal. Yang dinilai hanya nilai di dalam masa rencana; yang sesudahnya ditampilkan tersendiri. Nilai awal dari putaran pertama berasal dari putaran terakhir sebelum rencana mulai, atau, bila tidak ada, dari yang pertama di dalamnya. Yang dinilai adalah nilai perangkat daerah; nilai mitra ditampilkan di sampingnya.",
        "The latest value is held against the straight line from the baseline to the next checkpoint's target (B-03, B-06, B-09, B-12), at the day of that value. On track: the share of the way done is at least the share of the time gone; at risk: less, but at least half of it; off track: less than half, or the target of that very day or the last target is not met (a checkpoint that passed unmet is marked overdue and does not decide the status); achieved: the last target is met; no data: there is no value, or only the baseline. Without a baseline: at risk until the target's day, off track after it. Only values of the plan's own days are judged; later ones are shown apart. A baseline from the first round is of the last round before the plan begins or, where there is none, of the first one in it. What is judged is the agency's value; a partner's is shown beside it.");

    /// <summary>The values that a plan is judged by: those of its days, after the last one before them where that is the baseline.</summary>
    /// <param name="plan">The plan's days.</param>
    /// <param name="indicator">The indicator.</param>
    /// <param name="readings">Its values, the oldest first.</param>
    public static IReadOnlyList<Reading> Within(DateInterval plan, IndicatorDefinition indicator, IReadOnlyList<Reading> readings)
    {
        var before = readings.Count(r => r.At < plan.Start);
        return [.. readings.Skip(indicator.Baseline.Kind == BaselineKind.FirstRound ? before - 1 : before).Where(r => r.At <= plan.End)];
    }

    /// <summary>Holds an indicator against its targets. It is judged at the actual value's day, so that nothing changes while nothing is measured.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="readings">The values that the plan is judged by, the oldest first.</param>
    /// <param name="start">The plan's first day: a value before it is a baseline and nothing else. Null where it doesn't matter.</param>
    public static Progress Of(IndicatorDefinition indicator, IReadOnlyList<Reading> readings, LocalDate? start = null)
    {
        var baseline = BaselineOf(indicator, readings);
        var actual = readings.Count == 0 || readings[^1].At < start ? null : readings[^1];
        var next = indicator.Targets.FirstOrDefault(t => actual is null || t.Due >= actual.At) ?? indicator.Targets[^1];
        var (last, checkpoint) = (ValueOf(indicator.Targets[^1], baseline), ValueOf(next, baseline));
        var progress = new Progress(baseline, last, actual, (next.Due, checkpoint), null, Status.NoData, readings.Count == 0 ? Reason.NoFigures : Reason.BaselineOnly, null);
        if (actual is null) return progress;
        if (last is not { } target || checkpoint is not { } goal) return progress with { Reason = Reason.NoBaseline };
        var judged = Judge(indicator.Direction, baseline, target, goal, next.Due, actual);
        return progress with
        {
            Expected = baseline is null ? null : baseline.Value + ((goal - baseline.Value) * ShareOfTime(baseline.At, actual.At, next.Due)),
            Status = judged.Status,
            Reason = judged.Reason,
            Achievement = judged.Reason == Reason.BaselineOnly ? null : AchievementOf(indicator.Direction, baseline, target, actual.Value),
        };
    }

    /// <summary>What an indicator is compared with; null where that is unknown or not needed.</summary>
    public static Reading? BaselineOf(IndicatorDefinition indicator, IReadOnlyList<Reading> readings) => indicator.Baseline switch
    {
        { Kind: BaselineKind.Agreed, Value: { } value, At: { } at } => new Reading(value, null, at),
        { Kind: BaselineKind.FirstRound } => readings.Count == 0 ? null : readings[0],
        _ => null,
    };

    /// <summary>A target in the indicator's unit; null while it depends on an unknown baseline.</summary>
    public static decimal? ValueOf(CheckpointTarget target, Reading? baseline) => target.Kind == TargetKind.Absolute ? target.Value : baseline?.Value * target.Value;

    private static (Status Status, Reason Reason) Judge(Direction direction, Reading? baseline, decimal target, decimal goal, LocalDate due, Reading actual)
    {
        bool Meets(decimal wanted) => direction == Direction.Lower ? actual.Value <= wanted : actual.Value >= wanted;
        if (Meets(target)) return (Status.Achieved, Reason.TargetMet);
        if (Meets(goal)) return (Status.OnTrack, Reason.CheckpointMet);
        if (baseline is null) return actual.At < due ? (Status.AtRisk, Reason.NotMetYet) : (Status.OffTrack, Reason.TargetNotMet);
        if (baseline == actual) return (Status.NoData, Reason.BaselineOnly);
        if (actual.At >= due) return (Status.OffTrack, Reason.TargetNotMet);
        // A baseline at the target or beyond leaves no way to go: whatever isn't at the target has fallen back.
        var way = goal - baseline.Value;
        var done = (direction == Direction.Lower ? way < 0 : way > 0) ? (actual.Value - baseline.Value) / way : -1;
        var gone = ShareOfTime(baseline.At, actual.At, due);
        return done >= gone ? (Status.OnTrack, Reason.AheadOfSchedule)
            : done >= gone / 2 ? (Status.AtRisk, Reason.BehindSchedule)
            : (Status.OffTrack, Reason.FarBehindSchedule);
    }

    private static decimal AchievementOf(Direction direction, Reading? baseline, decimal target, decimal actual)
    {
        if (direction == Direction.Lower ? actual <= target : actual >= target) return 1;
        var (done, whole) = baseline is not null ? (actual - baseline.Value, target - baseline.Value) : direction == Direction.Lower ? (target, actual) : (actual, target);
        return whole == 0 ? 0 : Math.Clamp(done / whole, 0, 1);
    }

    private static decimal ShareOfTime(LocalDate from, LocalDate at, LocalDate due)
    {
        var gone = Period.DaysBetween(from, at);
        var whole = Period.DaysBetween(from, due);
        return whole <= 0 || gone >= whole ? 1 : Math.Max(0, gone) / (decimal)whole;
    }
}
