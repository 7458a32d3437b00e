using System.Globalization;
using Microsoft.AspNetCore.Mvc;
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

/// <summary>What a caller asks for, as the address says it.</summary>
/// <param name="Area">The area; the caller's regency where none is named.</param>
/// <param name="Measure">The measure's code or revision; the global MPI where none is named.</param>
/// <param name="Round">The round; absent for current figures.</param>
/// <param name="By">What the rows are of.</param>
/// <param name="From">A trend's first month, as 2025-01.</param>
/// <param name="To">A trend's last month.</param>
/// <param name="KnownOn">As known at the end of a day (2026-03-01, the regency's time) or at an instant.</param>
/// <param name="KnownAt">The same by the number of the last event.</param>
/// <param name="Format">json, csv, xlsx, parquet or html.</param>
internal sealed record ReportQuery(
    [FromQuery(Name = "area")] string? Area, [FromQuery(Name = "measure")] string? Measure, [FromQuery(Name = "round")] string? Round, [FromQuery(Name = "by")] string? By,
    [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To, [FromQuery(Name = "knownOn")] string? KnownOn, [FromQuery(Name = "knownAt")] string? KnownAt,
    [FromQuery(Name = "format")] string? Format);

/// <summary>Settles what is asked for, or says what is wrong with it.</summary>
internal sealed class ReportQuestions(
    IEnumerable<IReportKind> kinds, IRegister registers, PovertyReader figures, KnownPoints log, ReportPoints points, IOptions<ReportOptions> options)
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
            return (null, ReportProblems.UnknownBreakdown.Result(("by", query.By), ("known", wanted.Breakdowns.Count == 0 ? "-" : string.Join(", ", wanted.Breakdowns))));
        if (await AreaProblemAsync(query.Area ?? tenant, wanted, caller, ct) is { } wrongArea) return (null, wrongArea);
        var isFrozen = wanted.Level == AreaLevel.Village && caller.Role != Role.Dinsos;
        var (knownAt, wrongPoint) = isFrozen ? await ClosingAsync(query, wanted, tenant, ct) : await PointAsync(query, wanted, tenant, ct);
        if (wrongPoint is not null) return (null, wrongPoint);
        var (measure, round, unknown) = await MeasureAndRoundAsync(query, wanted, tenant, knownAt!, ct);
        if (unknown is not null) return (null, unknown);
        if (isFrozen && (query.KnownAt ?? query.KnownOn ?? (query.Measure == measure ? measure : null)) is not null)
            return (null, ReportProblems.FrozenOnly.Result(("sequence", knownAt!.Sequence), ("round", round), ("measure", measure)));
        var by = query.By ?? (wanted.Breakdowns is [var first, ..] ? first : null);
        var (from, to, wrongMonths) = Months(query, by, knownAt!);
        if (wrongMonths is not null) return (null, wrongMonths);
        return (new(kind, query.Area ?? tenant, measure!, round, by, from, to, knownAt!.Sequence, format.Name, language.Tag, isFrozen ? options.Value.Threshold : null), null);
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
        ProblemResult Wrong() => ReportProblems.WrongArea.Result(("area", area), ("level", (kind.Level ?? AreaLevel.Regency).ToString().ToLowerInvariant()));
        if (!AreaCode.TryParse(area, out var code) || code.Level < AreaLevel.Regency || (kind.Level is { } level && code.Level != level)) return Wrong();
        if (!caller.MayRead(area)) return AccessProblems.AreaNotAllowed.Result(("area", area));
        return (await registers.OfAsync(caller.Regency!, ct)).Find(code) is null ? Wrong() : null;
    }

    private async Task<(AsOf? Point, ProblemResult? Problem)> PointAsync(ReportQuery query, IReportKind kind, string tenant, CancellationToken ct)
    {
        static ProblemResult Wrong(string parameter, string expected) => ReportProblems.InvalidParameter.Result(("parameter", parameter), ("expected", expected));
        if (query.KnownOn is not null && query.KnownAt is not null) return (null, Wrong("knownAt", "knownOn | knownAt"));
        var (first, last) = (await points.EventAsync(tenant, null, ct), await points.EventAsync(tenant, long.MaxValue, ct));
        var reached = await points.ReachedAsync(tenant, ct);
        if (first is null || last is null) return (null, ReportProblems.NotCaughtUp.Result(("reached", reached), ("asked", 0)));
        long asked;
        if (query.KnownAt is { } number)
        {
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out asked)) return (null, Wrong("knownAt", "1, 2, 3 ..."));
            if (asked > last.Sequence) return (null, ReportProblems.NotYet.Result(("last", last.Sequence), ("asked", number)));
        }
        else if (query.KnownOn is { } day)
        {
            if (EndOf(day) is not { } end) return (null, Wrong("knownOn", "2026-03-01, 2026-03-01T12:00:00+07:00"));
            asked = await log.BeforeAsync(tenant, end, ct);
        }
        else
        {
            asked = reached;
        }
        LocalDate? on = query.KnownOn is { } text && EndOf(text) is { } until ? (until - Duration.Epsilon).InZone(Zone).Date : null;
        if (await kind.RefuseTimeAsync(tenant, on, asked, ct) is { } refusal) return (null, refusal);
        if (await points.EventAsync(tenant, asked, ct) is not { } point) return (null, ReportProblems.BeforeFirstEvent.Result(("first", InstantPattern.General.Format(first.RecordedAt))));
        return point.Sequence <= reached ? (point, null)
            : (null, new ProblemResult(ReportProblems.NotCaughtUp, [("reached", reached), ("asked", point.Sequence)], []) { RetryAfterSeconds = 2 });
    }

    // Whoever may not see households sees few of them only where time stands still: between any two dates one may have changed.
    private async Task<(AsOf? Point, ProblemResult? Problem)> ClosingAsync(ReportQuery query, IReportKind kind, string tenant, CancellationToken ct)
    {
        var (last, problem) = await PointAsync(query with { KnownAt = null, KnownOn = null }, kind, tenant, ct);
        if (last is null) return (null, problem);
        var rounds = await points.RoundsAsync(tenant, last.Sequence, ct);
        if (query.Round is not { } round) return (null, ReportProblems.RoundNeeded.Result(("known", string.Join(", ", rounds))));
        if (!rounds.Contains(round)) return (null, UnknownRound(round, last, rounds));
        return await points.ClosingsAsync(tenant, round, last.Sequence, ct) is [.., var closing] ? (await points.EventAsync(tenant, closing, ct), null)
            : (null, ReportProblems.RoundNotClosed.Result(("round", round)));
    }

    private static ProblemResult UnknownRound(string round, AsOf at, IReadOnlyList<string> known) =>
        ReportProblems.UnknownRound.Result(("round", round), ("sequence", at.Sequence), ("known", string.Join(", ", known)));

    private async Task<(string? Measure, string? Round, ProblemResult? Problem)> MeasureAndRoundAsync(ReportQuery query, IReportKind kind, string tenant, AsOf at, CancellationToken ct)
    {
        var known = await points.MeasuresAsync(tenant, at.Sequence, ct);
        var named = query.Measure ?? FigureQuestion.DefaultMeasure;
        if (known.LastOrDefault(m => m == named || m.Split('@')[0] == named) is not { } measure)
            return (null, null, ReportProblems.UnknownMeasure.Result(("measure", named), ("sequence", at.Sequence), ("known", string.Join(", ", known))));
        if (query.Round is null && !kind.NeedsRound) return (measure, null, null);
        var rounds = await points.RoundsAsync(tenant, at.Sequence, ct);
        if (query.Round is null) return (null, null, ReportProblems.RoundNeeded.Result(("known", string.Join(", ", rounds))));
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
