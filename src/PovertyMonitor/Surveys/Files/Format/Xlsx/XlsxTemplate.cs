using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files.Format.Xlsx;

/// <summary>The template as a workbook: an empty sheet to fill, with drop-down lists, and a guide to every column.</summary>
internal static class XlsxTemplate
{
    public const string DataSheet = "Data";
    public const string GuideSheet = "Petunjuk";
    private const string ChoicesSheet = "Pilihan";

    /// <summary>Writes it.</summary>
    /// <param name="output">Gets the package.</param>
    /// <param name="language">The language of the titles and the lists; the guide has both.</param>
    /// <param name="rows">Rows to fill it with.</param>
    public static void Write(Stream output, Language language, IEnumerable<IReadOnlyList<string>>? rows = null)
    {
        using var book = new XlsxWriter(output);
        var lists = Layout.Columns.Where(c => ColumnGuide.Choices(c, language).Count > 0).Select((column, place) =>
            (column.Index, Choices: ColumnGuide.Choices(column, language), Letter: XlsxWriter.Letters(place))).ToList();
        book.Add(DataSheet, [[.. Layout.Columns.Select(c => c.Label.In(language))], .. rows ?? []],
            [.. lists.Select(l => (l.Index, $"{ChoicesSheet}!${l.Letter}$1:${l.Letter}${l.Choices.Count}"))]);
        book.Add(GuideSheet, ColumnGuide.Rows());
        var longest = lists.Max(l => l.Choices.Count);
        book.Add(ChoicesSheet, Enumerable.Range(0, longest).Select(row => (string[])[.. lists.Select(l => row < l.Choices.Count ? l.Choices[row] : "")]), hidden: true);
    }
}
