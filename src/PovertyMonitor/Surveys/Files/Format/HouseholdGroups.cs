namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>Puts adjacent rows together to households; rows without anything are left out.</summary>
/// <param name="reader">The file, before its header.</param>
internal sealed class HouseholdGroups(RowReader reader)
{
    private const int MostOutside = 20;
    private static readonly Column[] Keys = [.. new[] { "submissionId", "householdId", "householdNo", "visit", "place.village" }.Select(code => Layout.ByCode[code])];
    private bool _isAhead;

    /// <summary>The file's header.</summary>
    public Header Header { get; } = Header.Find(reader);

    /// <summary>Rows that had a value outside the header's columns, since the last call.</summary>
    public List<FileProblem> Outside { get; } = [];

    /// <summary>Reads the next household's rows; false after the last.</summary>
    /// <exception cref="UnreadableFileException">The file is broken or goes beyond a bound.</exception>
    public bool Read(HouseholdRows rows)
    {
        rows.Clear();
        Outside.Clear();
        if (!_isAhead && !ReadRow()) return false;
        do
        {
            rows.Add(reader, Header);
            NoteOutside();
            if (!ReadRow())
            {
                _isAhead = false;
                return true;
            }
        }
        while (BelongsTo(rows));
        _isAhead = true;
        return true;
    }

    private bool ReadRow()
    {
        while (reader.Read())
            for (var i = 0; i < reader.CellCount; i++)
                if (!CellText.Clean(reader.Cell(i)).IsEmpty || reader.Mark(i) != CellMark.None) return true;
        return false;
    }

    // A key that is empty is said by the rows above.
    private bool BelongsTo(HouseholdRows rows)
    {
        foreach (var key in Keys)
        {
            var position = Header.PositionOf(key);
            var here = position < 0 || position >= reader.CellCount ? default : CellText.Clean(reader.Cell(position));
            if (here.IsEmpty) continue;
            var first = rows.Cell(rows.FirstWith(key), key);
            if (!here.Equals(first, StringComparison.OrdinalIgnoreCase)) return false;
        }
        return true;
    }

    private void NoteOutside()
    {
        for (var i = Header.Width; i < reader.CellCount && Outside.Count < MostOutside; i++)
            if (!CellText.Clean(reader.Cell(i)).IsEmpty)
            {
                Outside.Add(FileProblem.Of(reader.Row, i, null, FileProblems.CellOutside));
                return;
            }
    }
}
