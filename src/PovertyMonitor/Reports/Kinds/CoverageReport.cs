using Npgsql;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Tables;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>How much of a round was done as of a place of the log: each household once, by its interview or else its last visit.</summary>
internal sealed class CoverageReport(FigureReader figures, ReportPoints points, KnownRounds rounds, NpgsqlDataSource database) : IReportKind
{
    private const string ByVillage = "village";
    private static readonly string[] Outcomes = ["refused", "absent", "moved", "vacant", "duplicate"];

    private static readonly ReportColumn[] Columns =
    [
        ReportColumns.Area, ReportColumns.Name, ReportColumns.Expected,
        ReportColumns.Whole("completed", "Selesai", "Completed", "Rumah tangga dengan wawancara selesai.", "Households with a completed interview."),
        ReportColumns.Whole("refused", "Menolak", "Refused", "Menolak.", "Refused."),
        ReportColumns.Whole("absent", "Tidak di tempat", "Absent", "Tidak ada di tempat.", "Nobody was at home."),
        ReportColumns.Whole("moved", "Pindah", "Moved", "Sudah pindah.", "Moved away."),
        ReportColumns.Whole("vacant", "Kosong", "Vacant", "Rumah kosong.", "Vacant dwellings."),
        ReportColumns.Whole("duplicate", "Ganda", "Duplicate", "Tercatat dua kali.", "In the list twice."),
        ReportColumns.Coverage,
    ];

    public string Name => "coverage";

    public Text Title => new("Cakupan putaran", "Coverage of a round");

    public IReadOnlyList<string> Breakdowns => ["district", ByVillage];

    public bool NeedsRound => true;

    public async Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct)
    {
        var round = await points.RoundAsync(question.Tenant, question.Request.Round!, question.Request.KnownAt, ct);
        var (completed, expected, visits) = round.Design?.Kind == RoundKind.Sample ? await SampleAsync(question, ct) : await CensusAsync(question, round, ct);
        await progress(1);
        var level = question.Request.By == ByVillage ? AreaLevel.Village : AreaLevel.District;
        // A village has no districts in it.
        var areas = question.Area.Code.Level > level ? [question.Area] : question.AreasAt(level);
        return new(question.Head(Title, isOfMeasure: false,
                new Text("Setiap rumah tangga dihitung sekali: wawancara yang selesai, kalau tidak ada kunjungan terakhirnya.", "Each household counts once: by its completed interview, else by its last visit."),
                new Text("Diharapkan kosong bila tidak satu pun desa menyatakannya; cakupan hanya dari desa yang menyatakannya. Dalam putaran sampel, yang diharapkan dan dihitung hanya rumah tangga sampel.", "Expected is empty where no village states it; coverage is of the villages that do. Of a sample round the sample is expected, and nobody else counted.")), Columns,
            [.. areas.Select(area =>
            {
                var codes = question.Register.VillagesIn(area.Code).Select(v => v.Code.ToString()).ToList();
                long Completed(IEnumerable<string> of) => of.Sum(c => completed.GetValueOrDefault(c));
                var stated = codes.Where(expected.ContainsKey).ToList();
                var households = stated.Sum(c => expected[c]);
                return (IReadOnlyList<object?>)
                [
                    area.Code.ToString(), area.Name, stated.Count == 0 ? null : households, Completed(codes), .. Outcomes.Select(o => (object?)codes.Sum(c => visits.GetValueOrDefault((c, o)))),
                    households == 0 ? null : (double)Completed(stated) / households,
                ];
            })]);
    }

    private async Task<(Dictionary<string, long> Completed, Dictionary<string, long> Expected, Dictionary<(string Village, string Outcome), long> Visits)> CensusAsync(
        ReportQuestion question, Round round, CancellationToken ct) =>
        ((await figures.HistogramsAsync(question.Tenant, question.Figures, question.Request.Area, ct)).ByVillage.ToDictionary(v => v.Key, v => v.Value.Households),
            round.Villages.ToDictionary(v => v.Key, v => (long)v.Value), await VisitsAsync(question, ct));

    private async Task<(Dictionary<string, long> Completed, Dictionary<string, long> Expected, Dictionary<(string Village, string Outcome), long> Visits)> SampleAsync(
        ReportQuestion question, CancellationToken ct)
    {
        var visits = await rounds.VisitsAsync(question.Tenant, question.Figures.Measure.Id, question.Request.Round!, question.Request.KnownAt, ct);
        return (visits.ToDictionary(v => v.Key, v => v.Value.Completed), visits.ToDictionary(v => v.Key, v => v.Value.Expected ?? 0),
            visits.SelectMany(v => v.Value.ByOutcome.Select(o => (Key: (v.Key, o.Key), o.Value))).ToDictionary(o => o.Key, o => o.Value));
    }

    private async Task<Dictionary<(string Village, string Outcome), long>> VisitsAsync(ReportQuestion question, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            with interviewed as (select a.household from {Villages.PovertyTables.Assessments} a where {FigureReader.Scope(question.Figures)} and {FigureReader.Known}),
            last as (
                select distinct on (e.stream_id) e.stream_id, e.data from mt_events e
                where e.tenant_id = $1 and e.type = 'visit_recorded' and e.seq_id <= $7 and e.data ->> 'round' = $3
                    and not {SampleStands.IsAnother("e.stream_id", "$1", "$7")}
                    and not exists (
                        select 1 from mt_events w where w.tenant_id = $1 and w.seq_id <= $7 and w.stream_id = e.stream_id and w.type = 'interview_withdrawn'
                            and w.data ->> 'submissionId' = e.data ->> 'submissionId')
                order by e.stream_id, e.data ->> 'visitedAt' desc, e.data ->> 'submissionId' desc)
            select data -> 'place' ->> 'village', data ->> 'outcome', count(*) from last
            where not exists (select from interviewed i where i.household = last.stream_id) group by 1, 2
            """);
        FigureReader.AddAll(command.Parameters, question.Tenant, question.Figures, question.Tenant);
        var visits = new Dictionary<(string, string), long>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) visits[(rows.GetString(0), rows.GetString(1))] = rows.GetInt64(2);
        return visits;
    }
}
