using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>The template as CSV: the titles of all columns, with the separator that spreadsheets of the language expect.</summary>
internal static class CsvTemplate
{
    /// <summary>The template, with a byte order mark so that spreadsheets take it for UTF-8.</summary>
    public static string Of(Language language) => $"\uFEFF{Line(Layout.Columns.Select(c => c.Label.In(language)), SeparatorOf(language))}";

    /// <summary>The separator that spreadsheets of a language expect.</summary>
    public static char SeparatorOf(Language language) => language == Language.Indonesian ? ';' : ',';

    /// <summary>One row; quoted where need be, and no cell of it a formula.</summary>
    public static string Line(IEnumerable<string> cells, char separator) => string.Join(separator, cells.Select(cell => Quoted(CellText.Neutral(cell), separator))) + "\r\n";

    private static string Quoted(string cell, char separator) =>
        cell.Contains(separator) || cell.AsSpan().ContainsAny('"', '\r', '\n') || cell != cell.Trim() ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
