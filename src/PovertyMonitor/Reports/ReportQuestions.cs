using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Formats;
using PovertyMonitor.Reports.Kinds;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports;

/// <summary>Settles what is asked for, or says what is wrong with it.</summary>
internal sealed class ReportQuestions(
    IEnumerable<IReportKind> kinds, IRegister registers, PovertyReader figures, KnownPoints log, ReportPoints points, IOptions<ReportOptions> options, IClock clock)
{
    private const int MostMonths = 120;
    private const int DefaultMonths = 12;
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>Every kind of report.</summary>
    public IReadOnlyList<IReportKind> Kinds { get; } = [.. kinds];

    /// <summary>Settles a query.</summary>
    public async Task<(ReportRequest? Request, ProblemResult? Problem)> SettleAsync(string kind, ReportQuery query, Caller caller, Language language, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        if (Kinds.FirstOrDefault(k => k.Name == kind) is not { } wanted) return (null, ReportProblems.Unknown.Result(("report", kind), ("known", string.Join(", ", Kinds.Select(k => k.Name)))));
        if (ReportFormat.Find(query.Format ?? "json") is not { } format)
            return (null, ReportProblems.UnknownFormat.Result(("format", query.Format), ("known", string.Join(", ", ReportFormat.All.Select(f => f.Name)))));
        if (query.By is not null && !wanted.Breakdowns.Contains(query.By))
            return (null, ReportProblems.UnknownBreakdown.Result(("by", query.By), ("known", Listed.Of(wanted.Breakdowns))));
        if (await AreaProblemAsync(query.Area ?? tenant, wanted, caller, ct) is { } wrongArea) return (null, wrongArea);
        var isFrozen = wanted.Level == AreaLevel.Village && wanted.IsSuppressedFor(caller.Role);
        var (knownAt, plan, wrongPoint) = isFrozen ? await ClosingAsync(query, wanted, tenant, ct) : await PointAsync(query, wanted, tenant, ct);
        if (wrongPoint is not null) return (null, wrongPoint);
        var (measure, round, unknown) = await MeasureAndRoundAsync(query, wanted, tenant, knownAt!, ct);
        if (unknown is not null) return (null, unknown);
        if (isFrozen && (query.KnownAt ?? query.KnownOn ?? (query.Measure == measure ? measure : null)) is not null)
            return (null, ReportProblems.FrozenOnly.Result(("sequence", knownAt!.Sequence), ("round", round), ("measure", measure)));
        var by = query.By ?? (wanted.Breakdowns is [var first, ..] ? first : null);
        var (from, to, wrongMonths) = Months(query, by, knownAt!);
        if (wrongMonths is not null) return (null, wrongMonths);
        return (new(kind, query.Area ?? tenant, measure!, round, by, from, to, knownAt!.Sequence, format.Name, language.Tag, wanted.IsSuppressedFor(caller.Role) ? options.Value.Threshold : null, plan), null);
    }

    /// <summary>Gets what a settled request names.</summary>
    public async Task<(IReportKind Kind, ReportQuestion Question)> LoadAsync(string tenant, ReportRequest request, CancellationToken ct)
    {
        var register = await registers.OfAsync(tenant, ct);
        var measure = (await figures.MeasuresAsync(tenant, ct)).First(m => m.Id == request.Measure);
        var question = new FigureQuestion(measure, request.Round) { Slice = new FigureSlice { Known = new(request.KnownAt, null) } };
        var at = await points.EventAsync(tenant, request.KnownAt, ct);
        return (Kinds.First(k => k.Name == request.Kind), new(tenant, request, register.Find(AreaCode.Parse(request.Area))!, register, question, at!.RecordedAt));
    }

    private async Task<ProblemResult?> AreaProblemAsync(string area, IReportKind kind, Caller caller, CancellationToken ct)
    {
        var register = await registers.OfAsync(caller.Regency!, ct);
        if (!AreaCode.TryParse(area, out var code) || code.Level < AreaLevel.Regency || (kind.Level is { } level && code.Level != level)) return Wrong();
        if (!caller.MayRead(area)) return AccessProblems.AreaNotAllowed.Result(("area", area));
        return register.Find(code) is null ? Wrong() : null;

        ProblemResult Wrong()
        {
            var regency = AreaCode.Parse(caller.Regency!);
            Area?[] examples = [register.Find(regency), register.Districts.FirstOrDefault(), register.VillagesIn(regency).FirstOrDefault()];
            (string, object?)[] values =
            [
                ("area", area), ("report", kind.Name),
                ("expected", string.Join(", ", examples.OfType<Area>().Where(a => kind.Level is null || a.Code.Level == kind.Level).Select(a => $"{a.Code} ({a.Name})"))),
            ];
            return ReportProblems.WrongArea.Result([ReportProblems.WrongArea.At("area", values)], values);
        }
    }

    private async Task<(AsOf? Point, string? Plan, ProblemResult? Problem)> PointAsync(ReportQuery query, IReportKind kind, string tenant, CancellationToken ct)
    {
        static (AsOf?, string?, ProblemResult?) Refuse(ProblemResult problem) => (null, null, problem);
        static (AsOf?, string?, ProblemResult?) Wrong(string parameter, string expected) => Refuse(ReportProblems.InvalidParameter.Result(("parameter", parameter), ("expected", expected)));
        if (query.KnownOn is not null && query.KnownAt is not null) return Wrong(ReportTime.KnownAt, "knownOn | knownAt");
        var (first, last) = (await points.EventAsync(tenant, null, ct), await points.EventAsync(tenant, long.MaxValue, ct));
        var reached = await points.ReachedAsync(tenant, ct);
        if (first is null || last is null) return Refuse(ReportProblems.NotCaughtUp.Result(("reached", reached), ("asked", 0)));
        var (asked, day) = (reached, clock.GetCurrentInstant());
        if (query.KnownAt is { } number)
        {
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out asked)) return Wrong(ReportTime.KnownAt, "1, 2, 3 ...");
            if (asked > last.Sequence) return Refuse(ReportProblems.NotYet.Result(("last", last.Sequence), ("asked", number)));
        }
        else if (query.KnownOn is { } text)
        {
            if (EndOf(text) is not { } end) return Wrong(ReportTime.KnownOn, "2026-03-01, 2026-03-01T12:00:00+07:00");
            if (!KnownPoints.IsOver(end, day)) return Refuse(ReportProblems.NotOver.Result([ReportProblems.NotOver.At(ReportTime.KnownOn, ("time", text))], ("time", text)));
            (asked, day) = (await log.BeforeAsync(tenant, end, ct), end - Duration.Epsilon);
        }
        var point = await points.EventAsync(tenant, asked, ct);
        // An event is of the day it was recorded on, whenever it is asked for.
        if (query.KnownAt is not null) day = point?.RecordedAt ?? first.RecordedAt;
        var time = new ReportTime(query.KnownAt is not null ? ReportTime.KnownAt : query.KnownOn is not null ? ReportTime.KnownOn : null, query.KnownAt ?? query.KnownOn, day.InZone(Zone).Date, asked);
        var (plan, refusal) = await kind.PlanAsync(tenant, query.Plan, time, ct);
        if (refusal is not null) return Refuse(refusal);
        if (point is null) return Refuse(ReportProblems.BeforeFirstEvent.Result(("first", InstantPattern.General.Format(first.RecordedAt))));
        return point.Sequence <= reached ? (point, plan, null)
            : Refuse(new ProblemResult(ReportProblems.NotCaughtUp, [("reached", reached), ("asked", point.Sequence)], []) { RetryAfterSeconds = 2 });
    }

    // Whoever may not see households sees few of them only where time stands still: between any two dates one may have changed.
    private async Task<(AsOf? Point, string? Plan, ProblemResult? Problem)> ClosingAsync(ReportQuery query, IReportKind kind, string tenant, CancellationToken ct)
    {
        var (last, _, problem) = await PointAsync(query with { KnownAt = null, KnownOn = null }, kind, tenant, ct);
        if (last is null) return (null, null, problem);
        var rounds = await points.RoundsAsync(tenant, last.Sequence, ct);
        if (query.Round is not { } round) return (null, null, ReportProblems.RoundNeeded.Result(("known", Listed.Of(rounds))));
        if (!rounds.Contains(round)) return (null, null, UnknownRound(round, last, rounds));
        return await points.ClosingsAsync(tenant, round, last.Sequence, ct) is [.., var closing] ? (await points.EventAsync(tenant, closing, ct), null, null)
            : (null, null, ReportProblems.RoundNotClosed.Result(("round", round)));
    }

    private static ProblemResult UnknownRound(string round, AsOf at, IReadOnlyList<string> known) =>
        ReportProblems.UnknownRound.Result(("round", round), ("sequence", at.Sequence), ("known", Listed.Of(known)));

    private async Task<(string? Measure, string? Round, ProblemResult? Problem)> MeasureAndRoundAsync(ReportQuery query, IReportKind kind, string tenant, AsOf at, CancellationToken ct)
    {
        var known = await points.MeasuresAsync(tenant, at.Sequence, ct);
        var named = query.Measure ?? FigureQuestion.DefaultMeasure;
        if (known.LastOrDefault(m => m == named || m.Split('@')[0] == named) is not { } measure)
            return (null, null, ReportProblems.UnknownMeasure.Result(("measure", named), ("sequence", at.Sequence), ("known", Listed.Of(known))));
        if (query.Round is null && !kind.NeedsRound) return (measure, null, null);
        var rounds = await points.RoundsAsync(tenant, at.Sequence, ct);
        if (query.Round is null) return (null, null, ReportProblems.RoundNeeded.Result(("known", Listed.Of(rounds))));
        return rounds.Contains(query.Round) ? (measure, query.Round, null) : (null, null, UnknownRound(query.Round, at, rounds));
    }

    private static (string? From, string? To, ProblemResult? Problem) Months(ReportQuery query, string? by, AsOf at)
    {
        static ProblemResult Wrong(string parameter, string expected) => ReportProblems.InvalidParameter.Result(("parameter", parameter), ("expected", expected));
        if (by != TrendReport.ByMonth) return (query.From ?? query.To) is null ? (null, null, null) : (null, null, Wrong("by", TrendReport.ByMonth));
        YearMonth? Read(string? text, YearMonth otherwise) =>
            text is null ? otherwise : YearMonthPattern.Iso.Parse(text) is { Success: true, Value: { Year: > 1900 and < 9999 } month } ? month : null;
        if (Read(query.To, at.RecordedAt.InZone(Zone).Date.ToYearMonth()) is not { } to) return (null, null, Wrong("to", "2026-03"));
        if (Read(query.From, to.PlusMonths(1 - DefaultMonths)) is not { } from) return (null, null, Wrong("from", "2026-03"));
        var count = ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
        return count is < 1 or > MostMonths ? (null, null, Wrong("from", $"from <= to, {MostMonths}")) : (YearMonthPattern.Iso.Format(from), YearMonthPattern.Iso.Format(to), null);
    }

    private static Instant? EndOf(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } && day.Year is > 1900 and < 9999 ? Zone.AtStartOfDay(day.PlusDays(1)).ToInstant()
        : OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var time } ? time.ToInstant() : null;
}
