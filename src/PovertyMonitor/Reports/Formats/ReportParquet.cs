using Parquet;
using Parquet.Schema;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.Formats;

/// <summary>
/// Writes a report as Parquet. A figure that can be suppressed has a second column <c>…_status</c> beside it: <c>shown</c>,
/// <c>suppressed</c> or <c>missing</c>; the notes are in the file's metadata.
/// </summary>
internal static class ReportParquet
{
    public static async Task<byte[]> WriteAsync(Report report, Language language)
    {
        var columns = report.Columns.SelectMany((column, i) => FieldsOf(column, [.. report.Rows.Select(r => r[i])], report.Head.Threshold is not null)).ToList();
        using var output = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(c => c.Field)), output))
        {
            writer.CustomMetadata = ReportNotes.Of(report.Head, language).Select((n, i) => (n, i)).ToDictionary(n => $"note.{n.i + 1:00} {n.n.Title}", n => n.n.Text);
            using var group = writer.CreateRowGroup();
            foreach (var (field, values) in columns)
                await (values switch
                {
                    long?[] whole => group.WriteAsync<long>(field, whole),
                    double?[] numbers => group.WriteAsync<double>(field, numbers),
                    _ => group.WriteAsync(field, (string[])values),
                });
        }
        return output.ToArray();
    }

    private static IEnumerable<(DataField Field, Array Values)> FieldsOf(ReportColumn column, object?[] values, bool canBeSuppressed)
    {
        if (column.Kind == ColumnKind.Text)
        {
            yield return (new DataField<string>(column.Name), values.Select(v => v?.ToString()).ToArray());
            yield break;
        }
        if (column.Kind == ColumnKind.Whole) yield return (new DataField<long?>(column.Name), values.Select(v => v as long?).ToArray());
        else yield return (new DataField<double?>(column.Name), values.Select(v => v as double?).ToArray());
        if (canBeSuppressed)
            yield return (new DataField<string>($"{column.Name}_status"), values.Select(v => v switch { Suppressed => Suppressed.Mark, null => "missing", _ => "shown" }).ToArray());
    }
}
