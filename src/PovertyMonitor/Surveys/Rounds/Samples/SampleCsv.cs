using System.Globalization;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Surveys.Rounds.Samples;

/// <summary>Reads a sample as CSV with a header: household, stratum, psu, weight. Pure.</summary>
internal static class SampleCsv
{
    private static readonly string[] Columns = ["household", "stratum", "psu", "weight"];

    /// <summary>The rows, or what is wrong with the file as a whole.</summary>
    public static (IReadOnlyList<SampleRow> Rows, FieldError? Error) Read(Stream file)
    {
        var rows = new List<SampleRow>();
        try
        {
            using var csv = new CsvRowReader(file);
            if (!csv.Read()) return ([], Missing(Columns[0]));
            var titles = Enumerable.Range(0, csv.CellCount).Select(i => Words.Key(csv.Cell(i).ToString())).ToList();
            var places = Array.ConvertAll(Columns, c => titles.IndexOf(c));
            if (Array.IndexOf(places, -1) is >= 0 and var missing) return ([], Missing(Columns[missing]));
            while (csv.Read() && rows.Count <= SampleCheck.MostUnits)
            {
                string? Cell(int column) => places[column] < csv.CellCount && CellText.Clean(csv.Cell(places[column])) is { IsEmpty: false } text ? text.ToString() : null;
                if (Enumerable.Range(0, Columns.Length).All(i => Cell(i) is null)) continue;
                rows.Add(new(Guid.TryParse(Cell(0), out var id) ? id : null, Cell(1), Cell(2), WeightOf(Cell(3))));
            }
            return (rows, null);
        }
        catch (UnreadableFileException e)
        {
            return ([], e.Problem.Problem.At($"rows[{rows.Count}]", [.. e.Problem.Values.Select(v => (v.Name, (object?)v.Value))]));
        }
    }

    private static FieldError Missing(string column) => FileProblems.ColumnMissing.At(column, ("expected", string.Join(", ", Columns)));

    // A spreadsheet set to Indonesian writes a comma.
    private static decimal? WeightOf(string? text) =>
        decimal.TryParse(text?.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : null;
}
