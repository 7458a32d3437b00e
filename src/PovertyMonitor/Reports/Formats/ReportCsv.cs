using System.Globalization;
using System.Text;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.Formats;

/// <summary>Writes a report as CSV (RFC 4180, UTF-8): no text of it is a formula to a spreadsheet; a missing figure is empty. Pure.</summary>
internal static class ReportCsv
{
    public static byte[] Write(Report report)
    {
        var text = new StringBuilder();
        AddLine(text, report.Columns.Select(c => (object?)c.Name));
        foreach (var row in report.Rows) AddLine(text, row);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AddLine(StringBuilder text, IEnumerable<object?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(object? value)
    {
        var text = value is string given ? Neutral(given) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // What spreadsheets run, behind spaces too, is marked as text.
    private static string Neutral(string text) => text.AsSpan().TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? $"'{text}" : text;
}
