using System.Globalization;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>What was found wrong with the rows of one household.</summary>
/// <param name="header">The file's header.</param>
internal sealed class RowFindings(Header header)
{
    private const int IdentityDigits = 16;
    private static readonly Column Number = Layout.ByCode["members.no"];
    private static readonly Column MemberId = Layout.ByCode["members.id"];
    private readonly HashSet<(int Row, int Column)> _named = [];
    private HouseholdRows _rows = null!;
    private bool _lacksColumn;

    /// <summary>The findings.</summary>
    public List<FileProblem> Problems { get; } = [];

    /// <summary>Whether the household can't be taken.</summary>
    public bool Refuse => Problems.Exists(p => !p.IsWarning);

    /// <summary>Begins with a household: looks at its cells, and empties those that can't be used.</summary>
    public void Begin(HouseholdRows rows)
    {
        (_rows, _lacksColumn) = (rows, false);
        Problems.Clear();
        _named.Clear();
        for (var row = 0; row < rows.Count; row++)
            foreach (var column in Layout.Columns) CheckCell(row, column);
        if (rows.Count > 1) CheckRepeated();
    }

    /// <summary>Adds a finding about a cell, unless something was found there before.</summary>
    public void Add(int row, Column column, Problem problem, params (string Name, string Value)[] values) => Add(row, column, problem, false, values);

    /// <summary>Adds what the check of the submission found.</summary>
    public void Add(FieldError error, MemberRows members)
    {
        var (row, column) = Locate(error.Field, members);
        (string, string)[] values = [.. error.Values.Select(v => (v.Name, Convert.ToString(v.Value, CultureInfo.InvariantCulture) ?? ""))];
        if (column is null) Problems.Add(FileProblem.Of(_rows.NumberOf(row), null, null, error.Problem, values));
        else Add(row, column, error.Problem, false, values);
    }

    private void Add(int row, Column column, Problem problem, bool warning, (string Name, string Value)[] values)
    {
        var position = header.PositionOf(column);
        if (position < 0 && problem == SurveyProblems.Missing)
        {
            // Once for a household, not once for each of its members and columns.
            if (_lacksColumn) return;
            (_lacksColumn, problem, values) = (true, FileProblems.ColumnMissing, [("expected", column.Label.Indonesian)]);
        }
        if (!_named.Add((row, column.Index))) return;
        Problems.Add(FileProblem.Of(_rows.NumberOf(row), position < 0 ? null : position, column, problem, values) with { IsWarning = warning });
    }

    private void CheckCell(int row, Column column)
    {
        var mark = _rows.Mark(row, column);
        if (mark <= CellMark.Number && (column.Kind != CellKind.Digits || !HasLostDigits(_rows.Cell(row, column), mark))) return;
        // A number that is wrong or missing is common; the household counts all the same.
        if (mark <= CellMark.Number) Add(row, column, FileProblems.DigitsLost, true, []);
        else if (mark == CellMark.TooLong) Add(row, column, FileProblems.CellTooLong, false, [("limit", $"{HouseholdRows.LongestCell}")]);
        else Add(row, column, mark switch { CellMark.Error => FileProblems.CellError, CellMark.WrongEncoding => FileProblems.WrongEncoding, _ => FileProblems.FormulaWithoutResult });
        _rows.Blank(row, column);
    }

    // 3.52215E+15, or sixteen digits of which a spreadsheet keeps fifteen.
    private static bool HasLostDigits(ReadOnlySpan<char> cell, CellMark mark) =>
        (mark == CellMark.Number && cell.Length >= IdentityDigits && cell[^1] == '0')
        || (cell.IndexOf("E+", StringComparison.OrdinalIgnoreCase) > 0 && double.TryParse(cell, CultureInfo.InvariantCulture, out _));

    private void CheckRepeated()
    {
        foreach (var column in Layout.Columns)
        {
            if (column.List is not null) continue;
            var first = _rows.FirstWith(column);
            for (var row = first + 1; row < _rows.Count; row++)
                if (_rows.Cell(row, column) is { IsEmpty: false } cell && !cell.Equals(_rows.Cell(first, column), StringComparison.OrdinalIgnoreCase))
                    Add(row, column, FileProblems.Differs);
        }
    }

    // answers.members[2].functioning.seeing is column members.functioning.seeing on the third member's row.
    private (int Row, Column? Column) Locate(string field, MemberRows members)
    {
        var path = field.StartsWith("answers.", StringComparison.Ordinal) ? field["answers.".Length..] : field;
        var row = -1;
        if (path.IndexOf('[') is > 0 and var open && path.IndexOf(']') is var close && close > open
            && int.TryParse(path.AsSpan(open + 1, close - open - 1), out var index))
        {
            row = members.RowOf(path[..open], index);
            path = path[..open] + path[(close + 1)..];
        }
        var column = Layout.ByCode.GetValueOrDefault(path) ?? Layout.Columns.FirstOrDefault(c => c.Code.StartsWith($"{path}.", StringComparison.Ordinal));
        if (column == MemberId && _rows.Cell(Math.Max(row, 0), MemberId).IsEmpty) column = Number;
        return (row >= 0 ? row : column is null ? 0 : _rows.FirstWith(column), column);
    }
}
