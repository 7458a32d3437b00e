using NodaTime;
using PovertyMonitor.Commitments;
using PovertyMonitor.Commitments.Assessments;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>The commitments' indicators against their targets, as the plan stood and as figures were known then; what a revision replaced stays with its dates.</summary>
internal sealed class CommitmentsReport(PlanReader plans) : IReportKind
{
    private static readonly ReportColumn[] Columns =
    [
        ReportColumns.Whole("commitment", "Komitmen", "Commitment", "Nomor komitmen.", "The commitment's number."),
        ReportColumns.Text("title", "Judul", "Title", "Apa yang dijanjikan.", "What is committed to."),
        ReportColumns.Text("indicator", "Kode indikator", "Indicator code", "Kode indikator.", "The indicator's code."),
        ReportColumns.Text("name", "Indikator", "Indicator", "Apa yang ditunjukkan.", "What it shows."),
        ReportColumns.Whole("version", "Versi", "Version", "Versi ke-; naik dengan setiap revisi.", "The version; every revision makes another."),
        ReportColumns.Text("since", "Berlaku sejak", "In force since", "Kosong: sejak kesepakatan.", "Empty: since the plan was agreed."),
        ReportColumns.Text("until", "Berlaku sampai", "In force until", "Kosong: masih berlaku.", "Empty: it still is."),
        ReportColumns.Text("unit", "Satuan", "Unit", "index dan share: 0 sampai 1; villages: desa.", "index and share lie in 0 to 1; villages are counted."),
        ReportColumns.Text("control", "Kendali", "Control", "Siapa yang mengendalikan: perangkat daerah atau desa.", "Who has it in hand: the regency's own offices or the villages."),
        ReportColumns.Number("baseline", "Baseline", "Baseline", "Nilai awal.", "What it is compared with."),
        ReportColumns.Number("target", "Target", "Target", "Target akhir.", "Where it is to get in the end."),
        ReportColumns.Text("due", "Tenggat", "Due", "Hari tenggat.", "The day by which."),
        ReportColumns.Number("actual", "Capaian", "Actual", "Nilai terakhir; kosong bila belum ada.", "The latest value; empty while there is none."),
        ReportColumns.Number("standardError", "Galat baku", "Standard error", "Dari putaran sampel; kosong untuk sensus, nilai yang dilaporkan, dan rumus lain.", "Of a figure from a sample round; empty for a census, a reported value and other expressions."),
        ReportColumns.Text("actualAt", "Tanggal capaian", "Actual of", "Hari nilai itu.", "The day that it is of."),
        ReportColumns.Number("partner", "Nilai mitra", "Partner's value", "Nilai terakhir dari mitra; tidak ikut dinilai.", "What a partner reported last; nothing is judged by it."),
        ReportColumns.Text("status", "Status", "Status", "noData, offTrack, atRisk, onTrack, achieved.", "noData, offTrack, atRisk, onTrack, achieved."),
        ReportColumns.Text("reason", "Sebab", "Reason", "Mengapa demikian.", "Why."),
        ReportColumns.Text("self", "Penilaian sendiri", "Self-assessment", "Penilaian perangkat daerah.", "The agency's own assessment."),
        ReportColumns.Text("independent", "Penilaian independen", "Independent assessment", "Penilaian pihak lain.", "The independent assessment."),
    ];

    public string Name => "commitments";

    public Text Title => new("Komitmen dan indikatornya", "Commitments and their indicators");

    public IReadOnlyList<string> Breakdowns => [];

    public bool NeedsRound => false;

    public AreaLevel? Level => AreaLevel.Regency;

    public async Task<(string? Plan, ProblemResult? Problem)> PlanAsync(string tenant, string? plan, ReportTime time, CancellationToken ct)
    {
        var now = await plans.PlansAsync(tenant, null, ct);
        if (now.All.IsEmpty) return (null, CommitmentProblems.NoPlan.Result());
        if (plan is not null && now.Find(plan) is null) return (null, CommitmentProblems.UnknownPlan.Result(("plan", plan), ("known", string.Join(", ", now.All.Keys))));
        var then = (await plans.PlansAsync(tenant, new(time.Sequence, null), ct)).Find(plan, time.Day);
        if (then is not null && (time.Parameter != ReportTime.KnownOn || time.Day >= then.Start)) return (then.Code, null);
        var meant = then ?? now.Find(plan, time.Day)!;
        var recorded = await plans.RecordedOnAsync(tenant, meant.Code, ct) ?? meant.Start;
        (string, object?)[] values =
        [
            ("parameter", time.Parameter), ("time", time.Value), ("plan", meant.Code), ("start", $"{meant.Start:uuuu-MM-dd}"), ("recorded", $"{recorded:uuuu-MM-dd}"),
            ("from", $"{LocalDate.Max(meant.Start, recorded):uuuu-MM-dd}"),
        ];
        return (null, ReportProblems.BeforePlan.Result([ReportProblems.BeforePlan.At(time.Parameter ?? ReportTime.KnownAt, values)], values));
    }

    public async Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct)
    {
        var plan = (await plans.PlansAsync(question.Tenant, question.Figures.Slice.Known, ct)).Find(question.Request.Plan, PlanReader.DayOf(question.RecordedAt))!;
        var standing = await plans.StandingAsync(question.Tenant, plan, question.Figures.Slice.Known, ct);
        await progress(1);
        var language = question.Request.In;
        return new(question.Head(new($"{Title.Indonesian} {plan.Code}", $"{Title.English} {plan.Code}"), isOfMeasure: false, Progress.Rule), Columns,
            [.. standing.Commitments.SelectMany(c => c.Indicators.SelectMany(i => Rows(c.Commitment, i, language)))]);
    }

    // What a revision replaced is told as it was, without a value: it is not judged any more.
    private static IEnumerable<IReadOnlyList<object?>> Rows(Commitment commitment, IndicatorStanding standing, Language language)
    {
        var view = IndicatorView.Of(standing, commitment, null, language);
        string? Assessed(Assessor by) => commitment.LastAssessment(by) is { } a ? Question.CodeOf(a.Level) : null;
        foreach (var earlier in view.Earlier)
            yield return
            [
                (long)commitment.Number, commitment.Title.In(language), view.Code, earlier.Name, (long)earlier.Version, $"{earlier.Since}", $"{earlier.Until}", Question.CodeOf(earlier.Unit),
                Question.CodeOf(earlier.Control), (double?)earlier.Baseline.Value, (double?)earlier.Target.Value, $"{earlier.Target.Due:uuuu-MM-dd}",
                null, null, null, null, null, null, null, null,
            ];
        yield return
        [
            (long)commitment.Number, commitment.Title.In(language), view.Code, view.Name, (long)view.Version, view.Since is { } since ? $"{since}" : null, null, Question.CodeOf(view.Unit),
            Question.CodeOf(view.Control), (double?)view.Baseline.Value, (double?)view.Target.Value, $"{view.Target.Due:uuuu-MM-dd}", (double?)view.Actual?.Value, view.Actual?.Estimate?.StandardError,
            view.Actual is { } actual ? $"{actual.At:uuuu-MM-dd}" : null, (double?)view.Partner?.Value, Question.CodeOf(view.Status), Question.CodeOf(view.Reason), Assessed(Assessor.Agency), Assessed(Assessor.Independent),
        ];
    }
}
