using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Disclosure;
using PovertyMonitor.Reports.Tables;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>
/// The Dasa Wisma groups of a village. Whoever may not see households sees them as they were when the round was closed, with small cells
/// hidden; the village's own figure is known to them, and what they saw when it was closed before.
/// </summary>
internal sealed class GroupsReport(NpgsqlDataSource database, ReportPoints points) : IReportKind
{
    private static readonly ReportColumn[] Columns =
    [
        ReportColumns.Text("group", "Dasa Wisma", "Dasa Wisma", "Kelompok; kosong: tanpa kelompok.", "The group; empty: in none."),
        ReportColumns.Households, ReportColumns.Poor, ReportColumns.H, ReportColumns.A, ReportColumns.M0,
    ];

    public string Name => "groups";

    public Text Title => new("Kelompok Dasa Wisma sebuah desa", "Dasa Wisma groups of a village");

    public IReadOnlyList<string> Breakdowns => [];

    public bool NeedsRound => false;

    public AreaLevel? Level => AreaLevel.Village;

    public bool IsSuppressedFor(Role role) => role != Role.Dinsos;

    public async Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct)
    {
        var groups = await ReadAsync(question, ct);
        await progress(1);
        var hidden = question.Request.Threshold is { } threshold ? await HiddenAsync(question, threshold, ct) : new HashSet<CellKey>();
        return new(question.Head(Title, isOfMeasure: true, new Text("Rumah tangga yang dipakai ukuran ini.", "Households that the measure could use.")), Columns,
            [.. groups.Select(g => Row(g.Value.Name, g.Value.Index, c => hidden.Contains(new(g.Key, c))))]);
    }

    /// <summary>The row of a group; rates are shown where all its counts are.</summary>
    private static IReadOnlyList<object?> Row(string name, PovertyIndex index, Func<string, bool> isHidden)
    {
        object? Shown(string cell, object? value) => isHidden(cell) ? Suppressed.Value : value;
        var any = ((string[])[CellKey.Households, CellKey.Poor, CellKey.NotPoor]).Any(isHidden);
        object? Rate(double? value) => any ? Suppressed.Value : value is { } number ? Math.Round(number, 3) : null;
        return [name, Shown(CellKey.Households, index.HouseholdsUsed), Shown(CellKey.Poor, index.PoorHouseholds), Rate(index.H), Rate(index.A), Rate(index.M0)];
    }

    private async Task<IReadOnlySet<CellKey>> HiddenAsync(ReportQuestion question, int threshold, CancellationToken ct)
    {
        var seen = new List<IReadOnlyDictionary<CellKey, ReleasedCell>>();
        IReadOnlySet<CellKey> hidden = new HashSet<CellKey>();
        foreach (var closing in await points.ClosingsAsync(question.Tenant, question.Request.Round!, question.Request.KnownAt, ct))
        {
            var then = question with { Figures = question.Figures with { Slice = question.Figures.Slice with { Known = new(closing, null) } } };
            var counts = (await ReadAsync(then, ct)).ToDictionary(g => g.Key, g => new HouseholdCounts(g.Value.Index.HouseholdsUsed, g.Value.Index.PoorHouseholds));
            List<AreaCounts> areas = [new(question.Request.Area, null, counts.Values.Aggregate(default(HouseholdCounts), (a, b) => a + b)), .. counts.Select(c => new AreaCounts(c.Key, question.Request.Area, c.Value))];
            hidden = CellSuppression.Of(areas, seen, threshold, topIsKnown: true).Hidden;
            seen.Add(areas.Skip(1).SelectMany(a => a.Cells).ToDictionary(c => c.Cell, c => new ReleasedCell(c.Households, hidden.Contains(c.Cell))));
        }
        return hidden;
    }

    private async Task<IReadOnlyDictionary<string, (string Name, PovertyIndex Index)>> ReadAsync(ReportQuestion question, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select lower(trim(coalesce(a.dasa_wisma, ''))), coalesce(min(a.dasa_wisma), ''), a.deprived, a.missing, count(*), sum(a.persons)::bigint
            from {Villages.PovertyTables.Assessments} a where {FigureReader.Scope(question.Figures)} and {FigureReader.Known} group by 1, 3, 4
            """);
        FigureReader.AddAll(command.Parameters, question.Tenant, question.Figures, question.Request.Area);
        var groups = new SortedDictionary<string, (string Name, MaskHistogramBuilder Cells)>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (key, name) = (rows.GetString(0), rows.GetString(1));
            if (!groups.TryGetValue(key, out var group)) groups[key] = group = (name, new());
            // Written in several ways, it goes by the first of the alphabet, whatever order the rows come in.
            else if (string.CompareOrdinal(name, group.Name) < 0) groups[key] = group = (name, group.Cells);
            group.Cells.Add((uint)rows.GetInt32(2), (uint)rows.GetInt32(3), rows.GetInt64(4), rows.GetInt64(5));
        }
        return new SortedDictionary<string, (string, PovertyIndex)>(groups.ToDictionary(g => g.Key, g => (g.Value.Name, question.Figures.IndexOf(g.Value.Cells.ToHistogram()))), StringComparer.Ordinal);
    }
}
