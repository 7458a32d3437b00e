using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>Where the columns of a register file stand, from 0; -1 where it lacks one that it may lack.</summary>
/// <param name="Nik">The identity number.</param>
/// <param name="Card">The family card's number.</param>
/// <param name="Decile">The decile.</param>
/// <param name="Programmes">The programmes.</param>
internal sealed record RegisterHeader(int Nik, int Card, int Decile, int Programmes)
{
    private const int LastRow = 20;
    private const int MostColumns = 500;
    private const string Expected = "NIK, No KK, Desil, Program";

    private static readonly string[] NikTitles = ["nik", "nomorindukkependudukan"];
    private static readonly string[] CardTitles = ["nokk", "nomorkk", "kk", "nokartukeluarga", "nomorkartukeluarga", "familycard"];
    private static readonly string[] DecileTitles = ["desil", "desilnasional", "desildtsen", "decile", "peringkat"];
    private static readonly string[] ProgrammeTitles = ["program", "programs", "programme", "programmes", "bansos", "jenisbansos", "programbansos", "kepesertaanbansos"];

    /// <summary>Finds the header; titles and empty rows may stand above it.</summary>
    /// <exception cref="UnreadableFileException">There is none, it has a column twice, or neither a decile nor programmes.</exception>
    public static RegisterHeader Find(RowReader rows)
    {
        while (rows.Row < LastRow && rows.Read())
        {
            var titles = Enumerable.Range(0, Math.Min(rows.CellCount, MostColumns)).Select(i => Words.Key(rows.Cell(i).ToString())).ToArray();
            if (!titles.Any(NikTitles.Contains)) continue;
            var header = new RegisterHeader(
                Position(titles, NikTitles, rows.Row), Position(titles, CardTitles, rows.Row), Position(titles, DecileTitles, rows.Row), Position(titles, ProgrammeTitles, rows.Row));
            return header is { Decile: < 0, Programmes: < 0 } ? throw UnreadableFileException.Of(FileProblems.ColumnMissing, rows.Row, ("expected", Expected)) : header;
        }
        throw UnreadableFileException.Of(FileProblems.NoHeader, Math.Max(1, rows.Row), ("expected", Expected));
    }

    private static int Position(string[] titles, string[] wanted, int row)
    {
        var found = Array.FindIndex(titles, wanted.Contains);
        return found >= 0 && Array.FindIndex(titles, found + 1, wanted.Contains) >= 0 ? throw UnreadableFileException.Of(FileProblems.ColumnTwice, row) : found;
    }
}
