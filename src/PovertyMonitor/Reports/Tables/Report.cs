using NodaTime;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Reports.Tables;

/// <summary>A report: one table, and what it is about. The same events give the same report, whenever it is made.</summary>
/// <param name="Head">What it is about.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows: a text, a <see cref="long"/>, a <see cref="double"/>, <see langword="null"/> for what is not known, or <see cref="Suppressed.Value"/>.</param>
internal sealed record Report(ReportHead Head, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>What a report is about.</summary>
/// <param name="Kind">Its kind, which is its address.</param>
/// <param name="Title">Its title.</param>
/// <param name="Area">The code of the area it covers.</param>
/// <param name="AreaName">That area's name.</param>
/// <param name="Measure">The measure revision; absent where it is of none.</param>
/// <param name="Round">The round; absent for current figures.</param>
/// <param name="KnownAt">The last event that counts.</param>
/// <param name="RecordedAt">When that was recorded.</param>
/// <param name="Threshold">The fewest households of a cell that is shown; absent where nothing is hidden.</param>
/// <param name="Rules">The rules that its figures follow.</param>
internal sealed record ReportHead(
    string Kind, Text Title, string Area, string AreaName, ReportMeasure? Measure, string? Round, long KnownAt, Instant RecordedAt, int? Threshold, IReadOnlyList<Text> Rules);

/// <summary>A measure revision as a report names it.</summary>
/// <param name="Id">Its code and revision.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cutoff">Its poverty cutoff.</param>
/// <param name="Source">The publication it comes from.</param>
internal sealed record ReportMeasure(string Id, Text Name, string Cutoff, string Source);

/// <summary>A column of a report.</summary>
/// <param name="Name">Its name in every format that programs read.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Title">Its title for people.</param>
/// <param name="Note">What it says, with its unit and range.</param>
internal sealed record ReportColumn(string Name, ColumnKind Kind, Text Title, Text Note);

/// <summary>What a column's values are.</summary>
internal enum ColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A share, 0 to 1 and beyond only where its note says so; shown to people in percent.</summary>
    Share,

    /// <summary>Any other number.</summary>
    Number,
}

/// <summary>A figure that is known and not shown: neither zero nor missing.</summary>
internal sealed class Suppressed
{
    /// <summary>How it is written in every format.</summary>
    public const string Mark = "suppressed";

    /// <summary>The only one.</summary>
    public static readonly Suppressed Value = new();

    private Suppressed()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => Mark;
}
