using System.Globalization;
using System.Text.Json;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Writes tidy rows as CSV, JSON or a table for reading.</summary>
internal static class TidyOutput
{
    /// <summary>The formats' names.</summary>
    public static readonly string[] Formats = ["table", "csv", "json"];

    /// <summary>Writes every row.</summary>
    public static void Write(string format, IEnumerable<TidyRow> rows, TextWriter output)
    {
        if (format == "csv") Csv(rows, output);
        else if (format == "json") Json(rows, output);
        else Table(rows, output);
    }

    private static void Csv(IEnumerable<TidyRow> rows, TextWriter output)
    {
        output.Write(string.Join(',', TidyRow.Columns) + "\n");
        foreach (var row in rows) output.Write(string.Join(',', row.Cells.Select(cell => Quoted(Exact(cell)))) + "\n");
    }

    private static void Json(IEnumerable<TidyRow> rows, TextWriter output)
    {
        output.Write("[");
        var separator = "\n  ";
        foreach (var row in rows)
        {
            output.Write(separator + JsonSerializer.Serialize(TidyRow.Columns.Zip(row.Cells).ToDictionary(c => c.First, c => c.Second)));
            separator = ",\n  ";
        }

        output.Write("\n]\n");
    }

    private static void Table(IEnumerable<TidyRow> rows, TextWriter output)
    {
        List<string[]> lines = [[.. TidyRow.Columns], .. rows.Select(row => row.Cells.Select(Rounded).ToArray())];
        var widths = Enumerable.Range(0, TidyRow.Columns.Count).Select(c => lines.Max(line => line[c].Length)).ToArray();
        foreach (var line in lines)
            output.Write(string.Join("  ", line.Select((cell, c) => c < 3 || (c > 3 && c < 8) ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd() + "\n");
    }

    private static string Exact(object? cell) => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "";

    private static string Rounded(object? cell) => cell is double number ? number.ToString("F5", CultureInfo.InvariantCulture) : Exact(cell);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
