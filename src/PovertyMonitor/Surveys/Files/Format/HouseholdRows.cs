namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>The rows of one household, copied out of the file; used again for the next household.</summary>
internal sealed class HouseholdRows
{
    /// <summary>The most rows of a household; beyond, its number stands for several.</summary>
    public const int MostRows = 130;

    /// <summary>The longest cell.</summary>
    public const int LongestCell = 8000;

    private const int MostText = 1 << 20;
    private static readonly int Width = Layout.Columns.Count;

    private readonly List<int> _rowNumbers = [];
    private char[] _text = new char[1 << 14];
    private (int Start, int Length, CellMark Mark)[] _cells = new (int, int, CellMark)[Width * 8];
    private int _used;

    /// <summary>How many rows are held.</summary>
    public int Count => _rowNumbers.Count;

    /// <summary>Whether there were more rows, or more text, than a household has.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>The number of the last row seen of it.</summary>
    public int LastRow { get; private set; }

    /// <summary>Whether days are counted from 1904.</summary>
    public bool DaysFrom1904 { get; private set; }

    /// <summary>The number of a row as a spreadsheet shows it.</summary>
    public int NumberOf(int row) => _rowNumbers[row];

    public void Clear() => (_used, IsOverfull, LastRow) = (Reset(), false, 0);

    /// <summary>Copies the reader's present row.</summary>
    public void Add(RowReader reader, Header header)
    {
        LastRow = reader.Row;
        DaysFrom1904 = reader.DaysFrom1904;
        if (Count == MostRows || _used > MostText)
        {
            IsOverfull = true;
            return;
        }
        var start = Count * Width;
        if (start + Width > _cells.Length) Array.Resize(ref _cells, _cells.Length * 2);
        _rowNumbers.Add(reader.Row);
        for (var column = 0; column < Width; column++)
        {
            var position = header.PositionOf(Layout.Columns[column]);
            _cells[start + column] = position < 0 || position >= reader.CellCount ? default : Copy(CellText.Clean(reader.Cell(position)), reader.Mark(position));
        }
    }

    /// <summary>A cell's text; empty where nothing was written.</summary>
    public ReadOnlySpan<char> Cell(int row, Column column)
    {
        var (start, length, _) = _cells[(row * Width) + column.Index];
        return _text.AsSpan(start, length);
    }

    /// <summary>What is known of a cell beside its text.</summary>
    public CellMark Mark(int row, Column column) => _cells[(row * Width) + column.Index].Mark;

    /// <summary>Empties a cell that can't be used.</summary>
    public void Blank(int row, Column column) => _cells[(row * Width) + column.Index] = default;

    /// <summary>The first row that says something in a column; 0 where none does.</summary>
    public int FirstWith(Column column)
    {
        for (var row = 0; row < Count; row++)
            if (!Cell(row, column).IsEmpty) return row;
        return 0;
    }

    private (int, int, CellMark) Copy(ReadOnlySpan<char> cell, CellMark mark)
    {
        if (cell.Length > LongestCell) return (0, 0, CellMark.TooLong);
        if (CellText.IsBroken(cell)) mark = CellMark.WrongEncoding;
        while (_used + cell.Length > _text.Length) Array.Resize(ref _text, _text.Length * 2);
        cell.CopyTo(_text.AsSpan(_used));
        _used += cell.Length;
        return (_used - cell.Length, cell.Length, mark);
    }

    private int Reset()
    {
        _rowNumbers.Clear();
        return 0;
    }
}
