using System.Collections.Frozen;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>Which column of a file is which of the layout.</summary>
internal sealed class Header
{
    private const int LastRow = 20;
    private const int LeastColumns = 3;
    private const int MostColumns = 500;

    private static readonly string[][] Needed = [["householdNo", "householdId"], ["place.village"], ["interviewedAt"], ["enumerator"], ["outcome"], ["consent"]];
    private static readonly FrozenDictionary<string, Column> ByTitle = Titles();
    private readonly int[] _positions;

    private Header(int row, int width, int[] positions, IReadOnlyList<FileProblem> problems) => (Row, Width, _positions, Problems) = (row, width, positions, problems);

    /// <summary>The header's row.</summary>
    public int Row { get; }

    /// <summary>How many columns the header has.</summary>
    public int Width { get; }

    /// <summary>Columns that are not known.</summary>
    public IReadOnlyList<FileProblem> Problems { get; }

    /// <summary>The place of a column in the file, from 0; -1 where the file lacks it.</summary>
    public int PositionOf(Column column) => _positions[column.Index];

    /// <summary>Finds the header; titles and empty rows may stand above it.</summary>
    /// <exception cref="UnreadableFileException">There is none, it has a column twice, or lacks one that every file needs.</exception>
    public static Header Find(RowReader rows)
    {
        while (rows.Row < LastRow && rows.Read())
        {
            var titles = Enumerable.Range(0, Math.Min(rows.CellCount, MostColumns)).Select(i => Words.Key(rows.Cell(i).ToString())).ToArray();
            if (titles.Where(ByTitle.ContainsKey).Distinct().Count() < LeastColumns) continue;
            if (rows.CellCount > MostColumns) throw UnreadableFileException.Of(FileProblems.TooLargeInside, rows.Row, ("limit", $"{MostColumns}"));
            return Of(titles, rows.Row);
        }
        throw UnreadableFileException.Of(FileProblems.NoHeader, Math.Max(1, Math.Min(rows.Row, LastRow)), ("expected", string.Join(", ", Needed.Select(n => TitleOf(Layout.ByCode[n[0]])))));
    }

    private static Header Of(string[] titles, int row)
    {
        var positions = new int[Layout.Columns.Count];
        Array.Fill(positions, -1);
        var problems = new List<FileProblem>();
        for (var i = 0; i < titles.Length; i++)
        {
            if (ByTitle.TryGetValue(titles[i], out var column))
            {
                if (positions[column.Index] >= 0) throw new UnreadableFileException(FileProblem.Of(row, i, column, FileProblems.ColumnTwice));
                positions[column.Index] = i;
            }
            else if (titles[i].Length > 0)
            {
                problems.Add(FileProblem.Of(row, i, null, FileProblems.ColumnUnknown) with { IsWarning = true });
            }
        }
        foreach (var codes in Needed)
        {
            var needed = Layout.ByCode[codes[0]];
            if (codes.All(code => positions[Layout.ByCode[code].Index] < 0))
                throw new UnreadableFileException(FileProblem.Of(row, null, needed, FileProblems.ColumnMissing, ("expected", TitleOf(needed))));
        }
        return new Header(row, titles.Length, positions, problems);
    }

    // As the templates have it: a report is read in either language.
    private static string TitleOf(Column column) =>
        column.Label.Indonesian == column.Label.English ? column.Label.English : $"{column.Label.Indonesian} / {column.Label.English}";

    // A wording alone will do where only one column has it.
    private static FrozenDictionary<string, Column> Titles()
    {
        var titles = new Dictionary<string, Column>(StringComparer.Ordinal);
        foreach (var column in Layout.Columns)
            foreach (var title in (string[])[column.Code, column.Label.Indonesian, column.Label.English])
                titles.TryAdd(Words.Key(title), column);
        var shorts = Layout.Columns.Where(c => c.Question is not null)
            .SelectMany(c => new[] { c.Question!.Wording.Indonesian, c.Question.Wording.English }.Distinct().Select(w => (Title: Words.Key(w), Column: c)))
            .GroupBy(s => s.Title).Where(g => g.Select(s => s.Column).Distinct().Count() == 1);
        foreach (var group in shorts) titles.TryAdd(group.Key, group.First().Column);
        return titles.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
