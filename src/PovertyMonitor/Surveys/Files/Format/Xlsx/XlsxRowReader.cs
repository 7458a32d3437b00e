using System.Globalization;

namespace PovertyMonitor.Surveys.Files.Format.Xlsx;

/// <summary>The rows of a workbook's sheet, streamed: of a file of any length, one row and the shared texts are in memory.</summary>
internal sealed class XlsxRowReader : RowReader
{
    private const int LastRow = 1_048_576;
    private const int MostColumns = 501;
    private const int MostText = 1 << 22;

    private readonly Workbook _book;
    private readonly PartReader _xml;
    private readonly (int Start, int Length, CellMark Mark)[] _cells = new (int, int, CellMark)[MostColumns];
    private readonly char[] _value = new char[HouseholdRows.LongestCell + 1];
    private readonly List<FileProblem> _notes = [];
    private char[] _text = new char[1 << 14];
    private int _used;
    private int _count;

    /// <exception cref="UnreadableFileException">It is no workbook, is broken or goes beyond a bound.</exception>
    public XlsxRowReader(Stream file)
    {
        _book = Workbook.Open(file);
        if (_book.OtherSheets > 0)
            _notes.Add(FileProblem.Of(1, null, null, FileProblems.OtherSheets, ("count", $"{_book.OtherSheets}")) with { IsWarning = true });
        _xml = _book.OpenSheet();
        if (!_xml.ToElement("sheetData")) throw UnreadableFileException.Of(FileProblems.Broken, 1);
    }

    public override int CellCount => _count;

    public override bool DaysFrom1904 => _book.DaysFrom1904;

    public override IReadOnlyList<FileProblem> Notes => _notes;

    public override bool Read()
    {
        (_used, _count) = (0, 0);
        while (_xml.Read())
        {
            if (!_xml.IsElement)
            {
                if (_xml.Name == "sheetData") break;
                continue;
            }
            if (_xml.Name != "row") continue;
            var number = int.TryParse(_xml.Attribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var own) ? own : Row + 1;
            if (number <= Row || number > LastRow) throw UnreadableFileException.Of(FileProblems.Broken, Row + 1);
            Row = number;
            if (!_xml.IsEmpty) ReadCells();
            return true;
        }
        NoteMerged();
        return false;
    }

    public override ReadOnlySpan<char> Cell(int index) => _text.AsSpan(_cells[index].Start, _cells[index].Length);

    public override CellMark Mark(int index) => _cells[index].Mark;

    protected override void Dispose(bool disposing)
    {
        _xml.Dispose();
        _book.Dispose();
    }

    private void ReadCells()
    {
        var next = 0;
        while (_xml.Read() && (_xml.IsElement || _xml.Name != "row"))
        {
            if (!_xml.IsElement || _xml.Name != "c") continue;
            var index = Math.Min(ColumnOf(_xml.Attribute("r")) ?? next, MostColumns - 1);
            next = index + 1;
            var kind = _xml.Attribute("t") ?? "n";
            if (_xml.IsEmpty) continue;
            var (length, formula) = ReadCell();
            if (length == 0 && !formula) continue;
            while (_count <= index) _cells[_count++] = default;
            _cells[index] = length == 0 && formula && kind is "n" or "e" ? (0, 0, kind == "e" ? CellMark.Error : CellMark.FormulaWithoutResult) : Keep(kind, length);
        }
    }

    // The text of v, or of an inline string; a formula's own text is left out.
    private (int Length, bool Formula) ReadCell()
    {
        var (length, formula, inside) = (0, false, "");
        while (_xml.Read() && (_xml.IsElement || _xml.Name != "c"))
        {
            if (_xml.IsElement)
            {
                inside = _xml.IsEmpty ? "" : _xml.Name;
                formula |= _xml.Name == "f";
            }
            else if (_xml.IsText && inside is "v" or "t")
            {
                length += _xml.Text(_value, length);
            }
            else if (!_xml.IsText)
            {
                inside = "";
            }
        }
        return (length, formula);
    }

    private (int, int, CellMark) Keep(string kind, int length)
    {
        if (_used > MostText) throw UnreadableFileException.Of(FileProblems.RowTooLong, Row);
        while (_used + _value.Length > _text.Length) Array.Resize(ref _text, _text.Length * 2);
        var value = _value.AsSpan(0, length);
        switch (kind)
        {
            case "e":
                return (0, 0, CellMark.Error);
            case "s":
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || !_book.Strings.TryCopy(index, _text.AsSpan(_used), out length))
                    throw UnreadableFileException.Of(FileProblems.Broken, Row);
                break;
            case "n" when length > 15 || value.ContainsAny('E', 'e'):
                if (!double.TryParse(value, CultureInfo.InvariantCulture, out var number)) throw UnreadableFileException.Of(FileProblems.Broken, Row);
                // Spreadsheets keep fifteen digits of a fraction; what follows is the machine's.
                number.TryFormat(_text.AsSpan(_used), out length, Math.Abs(number) < 1e17 && number == Math.Truncate(number) ? "F0" : "G15", CultureInfo.InvariantCulture);
                break;
            default:
                value.CopyTo(_text.AsSpan(_used));
                break;
        }
        _used += length;
        return (_used - length, length, kind == "n" ? CellMark.Number : CellMark.None);
    }

    private void NoteMerged()
    {
        var (count, first) = (0, 0);
        while (_xml.ToElement("mergeCell"))
            if (_xml.Attribute("ref") is { } area && area.Split(':') is [var from, var to] && RowOf(from) is var top && RowOf(to) > top && count++ == 0) first = top;
        if (count > 0) _notes.Add(FileProblem.Of(Math.Max(1, first), null, null, FileProblems.Merged, ("count", $"{count}")) with { IsWarning = true });
    }

    private static int RowOf(string cell) => int.TryParse(cell.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ$"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;

    private static int? ColumnOf(string? cell)
    {
        if (cell is null) return null;
        var column = 0;
        foreach (var letter in cell)
        {
            if (letter is < 'A' or > 'Z' || column > MostColumns) break;
            column = (column * 26) + (letter - 'A' + 1);
        }
        return column == 0 ? null : column - 1;
    }
}
