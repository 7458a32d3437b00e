using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Commitments;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;
using IndicatorView = PovertyMonitor.Commitments.Indicators.IndicatorView;

namespace PovertyMonitor.Dashboard;

/// <summary>Gathers what the page shows from the read models.</summary>
internal sealed class DashboardReader(
    IRegister registers, PovertyReader poverty, PlanReader plans, AlertReader alerts)
{
    private const int PovertyCommitment = 5;
    private const int LatestAlerts = 10;
    private static readonly ZonedDateTimePattern _time = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm", null);
    private static readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The model of a regency's page.</summary>
    /// <param name="request">What was asked for; what isn't known of it is left aside.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<DashboardModel> ReadAsync(DashboardRequest request, CancellationToken ct)
    {
        var tenant = request.Regency;
        var register = await registers.OfAsync(tenant, ct);
        // Read first: the figures hold at least what this place of the log holds.
        var asOf = await poverty.AsOfAsync(tenant, ct);
        var rounds = (await poverty.RoundsAsync(tenant, ct)).Select(r => r.Round).ToList();
        var round = request.Round == DashboardChoice.Current ? null : rounds.Contains(request.Round ?? "") ? request.Round : rounds.LastOrDefault();
        var district = register.Districts.FirstOrDefault(d => d.Code.ToString() == request.District);
        var figures = new Figures(request.Language);
        var plan = await plans.InForceAsync(tenant, ct);
        var (question, _) = await FigureQuestion.ReadAsync(null, round, tenant, poverty, ct);
        var (total, villages) = question is null ? (DashboardFigures.None, []) : await VillagesAsync(register, question, tenant, district?.Code.ToString() ?? tenant, ct);
        return new DashboardModel(
            register.Find(AreaCode.Parse(tenant))?.Name ?? tenant,
            asOf is null ? null : new DashboardAsOf(asOf.Sequence, TimeOf(asOf.RecordedAt)),
            question?.Measure.Id ?? FigureQuestion.DefaultMeasure,
            new DashboardChoice(round, district?.Code.ToString(), request.Sort),
            rounds,
            [.. register.Districts.OrderBy(d => d.Name, StringComparer.Ordinal).Select(d => new DashboardDistrict(d.Code.ToString(), d.Name))],
            total,
            request.Sort.Sort(villages),
            plan?.Code,
            await CommitmentAsync(tenant, plan, figures, request.Language, ct),
            request.ShowsAlerts ? await AlertsAsync(register, request, ct) : null);
    }

    private async Task<(DashboardFigures Total, IReadOnlyList<DashboardVillage> Villages)> VillagesAsync(
        Register register, FigureQuestion question, string tenant, string within, CancellationToken ct)
    {
        var rows = await VillageRows.ReadAsync(register.VillagesIn(AreaCode.Parse(within)), question, tenant, within, poverty, ct);
        var whole = PovertyIndex.Of(
            question.Measure.Structure, question.Measure.Cutoff,
            MaskHistogram.Merge((await poverty.HistogramsAsync(tenant, question.Measure.Id, question.ScopeCode, within, ct)).Values), question.Measure.MissingRule);
        var coverage = question.Round is { } round ? Coverage.Of([.. (await poverty.VisitsAsync(tenant, round, within, ct)).Values]).Ratio : null;
        return (
            new DashboardFigures(whole.Households, whole.Persons, whole.H, whole.A, whole.M0, coverage),
            [.. rows.Select(v => new DashboardVillage(
                v.Code, v.Name, register.Find(AreaCode.Parse(v.District))?.Name ?? v.District,
                new DashboardFigures(v.Households, v.Persons, v.H, v.A, v.M0, v.Coverage)))]);
    }

    private async Task<DashboardCommitment?> CommitmentAsync(string tenant, ActionPlan? plan, Figures figures, Language language, CancellationToken ct)
    {
        if (plan?.Find(PovertyCommitment) is not { } commitment)
            return null;
        var standing = await plans.StandingAsync(tenant, plan, null, ct, commitment.Number);
        return new DashboardCommitment(
            commitment.Number, commitment.Title.In(language),
            [.. standing.Commitments[0].Indicators.Select(i => ViewOf(IndicatorView.Of(i, commitment, standing.AsOf, language), figures))]);
    }

    private static DashboardIndicator ViewOf(IndicatorView indicator, Figures figures) => new(
        indicator.Name,
        figures.Of(indicator.Baseline.Value, indicator.Unit),
        figures.Of(indicator.Target.Value, indicator.Unit),
        !indicator.Target.Agreed,
        figures.Of(indicator.Actual?.Value, indicator.Unit),
        indicator.Status);

    private async Task<IReadOnlyList<DashboardAlert>> AlertsAsync(Register register, DashboardRequest request, CancellationToken ct) =>
    [
        .. (await alerts.LatestAsync(request.Regency, request.AlertsFor, LatestAlerts, ct)).Select(raised => new DashboardAlert(
            TimeOf(raised.RaisedAt),
            Words.AlertKind(raised.Alert.Kind).In(request.Language),
            $"{(AreaCode.TryParse(raised.Alert.Village, out var village) ? register.Find(village)?.Name : null)} {raised.Alert.Village}".Trim(),
            Words.Agency(raised.Alert.Audience).In(request.Language))),
    ];

    private static string TimeOf(Instant instant) => $"{_time.Format(instant.InZone(_zone))} WIB";
}
