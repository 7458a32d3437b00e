using Npgsql;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Disclosure;
using PovertyMonitor.Reports.Tables;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>The Dasa Wisma groups of a village. Whoever may not see households sees it with small cells hidden; the village's own figure is known to them.</summary>
internal sealed class GroupsReport(NpgsqlDataSource database) : IReportKind
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

    public async Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct)
    {
        var groups = (await ReadAsync(question, ct)).Select(g => (g.Name, Index: question.Figures.IndexOf(g.Histogram))).ToList();
        await progress(1);
        var hidden = question.Request.Threshold is { } threshold ? Hidden(question.Request.Area, [.. groups.Select(g => g.Index)], threshold) : new HashSet<CellKey>();
        return new(question.Head(Title, isOfMeasure: true, new Text("Rumah tangga yang dipakai ukuran ini.", "Households that the measure could use.")), Columns,
            [.. groups.Select((g, i) => Row(g.Name, g.Index, c => hidden.Contains(new(AreaOf(i), c))))]);
    }

    /// <summary>The row of a group; rates are shown where all its counts are.</summary>
    private static IReadOnlyList<object?> Row(string name, PovertyIndex index, Func<string, bool> isHidden)
    {
        object? Shown(string cell, object? value) => isHidden(cell) ? Suppressed.Value : value;
        var any = ((string[])[CellKey.Households, CellKey.Poor, CellKey.NotPoor]).Any(isHidden);
        object? Rate(double? value) => any ? Suppressed.Value : value is { } number ? Math.Round(number, 3) : null;
        return [name, Shown(CellKey.Households, index.HouseholdsUsed), Shown(CellKey.Poor, index.PoorHouseholds), Rate(index.H), Rate(index.A), Rate(index.M0)];
    }

    private static IReadOnlySet<CellKey> Hidden(string village, IReadOnlyList<PovertyIndex> groups, int threshold)
    {
        List<HouseholdCounts> counts = [.. groups.Select(g => new HouseholdCounts(g.HouseholdsUsed, g.PoorHouseholds))];
        return CellSuppression.Hidden(
            [new(village, null, counts.Aggregate(default(HouseholdCounts), (a, b) => a + b)), .. counts.Select((c, i) => new AreaCounts(AreaOf(i), village, c))], [], threshold, topIsKnown: true);
    }

    private static string AreaOf(int group) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"group {group}");

    private async Task<IEnumerable<(string Name, MaskHistogram Histogram)>> ReadAsync(ReportQuestion question, CancellationToken ct)
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
        return groups.Values.Select(g => (g.Name, g.Cells.ToHistogram()));
    }
}
