using NodaTime;
using NodaTime.Text;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>GET /api/villages/{code}/trend, and of districts and regencies: the index of every round, or at the end of every month.</summary>
internal static class GetTrend
{
    private const int MostMonths = 120;
    private const int DefaultMonths = 12;
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];
    private static readonly YearMonthPattern Pattern = YearMonthPattern.Iso;

    public static void Map(IEndpointRouteBuilder api) => api.MapFigures(
        "trend", "Trend",
        level => (string code, string? by, string? from, string? to, string? measure, [AsParameters] SliceRequest slice, [AsParameters] FigureWork work, TrendReader trends, IClock clock, CancellationToken ct) =>
            HandleAsync(code, level, new(by, from, to), measure, slice, work, trends, clock, ct),
        (route, level) => route.Produces<TrendView>()
            .WithSummary($"The poverty index of a {level} by round (by=round) or as it was true at the end of every month (by=month, from=2025-01, to=2026-03); as known on a day, under any cutoff, of any part, as the index itself."));

    private static async Task<IResult> HandleAsync(
        string code, AreaLevel level, TrendRequest request, string? measure, SliceRequest slice, FigureWork work, TrendReader trends, IClock clock, CancellationToken ct)
    {
        var (area, question, problem) = await work.ReadAsync(code, level, measure, null, slice, ct);
        if (question is null) return problem!;
        var (months, wrong) = request.Months(clock.GetCurrentInstant().InZone(Zone).Date.ToYearMonth(), slice.On);
        if (wrong is not null) return wrong;
        var asOf = await work.Poverty.AsOfAsync(work.Tenant, ct);
        var points = new List<TrendPoint>();
        if (months.Count > 0)
        {
            var ends = months.Select(m => Zone.AtStartOfDay(m.PlusMonths(1).OnDayOfMonth(1)).ToInstant()).ToArray();
            var histograms = await trends.AtAsync(work.Tenant, question, code, ends, ct);
            points.AddRange(months.Zip(histograms, (month, h) => TrendPoint.Of(null, Pattern.Format(month), question, new(asOf, new Dictionary<string, MaskHistogram> { [code] = h }, null, null))));
        }
        else
        {
            foreach (var round in await work.Poverty.RoundsAsync(work.Tenant, ct))
            {
                var ofRound = question with { Round = round.Round };
                points.Add(TrendPoint.Of(round.Round, null, ofRound, await work.Source.OfAsync(work.Tenant, ofRound, code, ct)));
            }
        }
        return Results.Ok(new TrendView(area!.Code.ToString(), area.Name, question.Measure.Id, question.Cutoff.ToString(), asOf, SliceView.Of(question.Slice), points));
    }

    private sealed record TrendRequest(string? By, string? From, string? To)
    {
        /// <summary>The months asked for; none where it is by round.</summary>
        public (IReadOnlyList<YearMonth> Months, ProblemResult? Problem) Months(YearMonth now, string? on)
        {
            var errors = new List<FieldError>();
            void Wrong(string field, string expected) => errors.Add(VillageProblems.InvalidField.At(field, ("expected", expected)));
            YearMonth? Month(string? text, string field)
            {
                if (text is null) return null;
                if (Pattern.Parse(text) is { Success: true, Value: { Year: > 1900 and < 9999 } month }) return month;
                Wrong(field, "2026-03");
                return null;
            }

            if (By is not (null or "round" or "month")) Wrong("by", "round, month");
            if (on is not null) Wrong("on", "from, to");
            if (By != "month" && (From ?? To) is not null) Wrong("by", "month");
            var to = Month(To, "to") ?? now;
            var from = Month(From, "from") ?? to.PlusMonths(1 - DefaultMonths);
            var count = ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
            if (count is < 1 or > MostMonths) Wrong("from", $"from <= to, {MostMonths}");
            if (errors.Count > 0) return ([], VillageProblems.Invalid.Result(errors, ("count", errors.Count)));
            return (By == "month" ? [.. Enumerable.Range(0, count).Select(i => from.PlusMonths(i))] : [], null);
        }
    }
}

/// <summary>How an area's index went.</summary>
/// <param name="Area">The area's Kemendagri code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Cutoff">The poverty cutoff k.</param>
/// <param name="AsOf">The place of the log the figures are as of.</param>
/// <param name="Slice">Which part of what is known they are of; absent where it is all of it.</param>
/// <param name="Points">The figures, the earliest first.</param>
internal sealed record TrendView(string Area, string Name, string Measure, string Cutoff, AsOf? AsOf, SliceView? Slice, IReadOnlyList<TrendPoint> Points);

/// <summary>The figures of a round, or at the end of a month.</summary>
/// <param name="Round">The round.</param>
/// <param name="Month">The month.</param>
/// <param name="Households">Households counted.</param>
/// <param name="Persons">Persons counted.</param>
/// <param name="PersonsUsed">Persons the figures are of.</param>
/// <param name="H">Headcount ratio, 0 to 1.</param>
/// <param name="A">Intensity, k to 1.</param>
/// <param name="M0">Adjusted headcount ratio, 0 to 1.</param>
/// <param name="PoorPersons">Persons in poor households; of a sample round, of those interviewed.</param>
/// <param name="Bounds">Of a census round, what those not covered could make of H and M0.</param>
/// <param name="EstimatedH">Of a sample round, H with its standard error.</param>
/// <param name="EstimatedM0">Of a sample round, M0 with its standard error.</param>
internal sealed record TrendPoint(
    string? Round, string? Month, long Households, long Persons, long PersonsUsed, double? H, double? A, double? M0, long PoorPersons,
    CoverageBounds? Bounds, EstimateView? EstimatedH, EstimateView? EstimatedM0)
{
    public static TrendPoint Of(string? round, string? month, FigureQuestion question, AreaFigures figures)
    {
        var (index, levels) = (question.IndexOf(figures.Sum), Levels.Of(question, figures));
        EstimateView? View(StatisticKind kind) => figures.Level(kind, question.Cutoff) is { } e ? EstimateView.Of(e) : null;
        return new(round, month, index.Households, index.Persons, index.PersonsUsed, levels.H, levels.A, levels.M0, index.PoorPersons,
            figures.BoundsOf(question), View(StatisticKind.H), View(StatisticKind.M0));
    }
}
