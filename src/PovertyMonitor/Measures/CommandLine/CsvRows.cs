using System.Globalization;
using Sylvan.Data.Csv;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Turns the rows of an open CSV file into batches and says where a cell is wrong.</summary>
internal sealed class CsvRows
{
    private readonly string _file;
    private readonly CsvDataReader _csv;
    private readonly HouseholdColumns _columns;
    private readonly int[] _indicators;
    private readonly int _answers;
    private readonly int _interviewedOn;
    private readonly int _weight;
    private readonly int _strata;
    private readonly int _psu;
    private readonly int _round;
    private readonly int[] _by;
    private long _line = 1;
    private long _nextLine = 2;

    public CsvRows(string file, CsvDataReader csv, HouseholdColumns columns)
    {
        (_file, _csv, _columns) = (file, csv, columns);
        var names = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToList();
        _indicators = [.. columns.Indicators.Select(Ordinal)];
        _answers = Optional(columns.Answers is null ? null : AnswerColumns.Answers);
        _interviewedOn = Optional(columns.Answers is null ? null : AnswerColumns.InterviewedOn);
        _weight = Optional(columns.Weight);
        _strata = Optional(columns.Strata?.Column);
        _psu = Optional(columns.Psu?.Column);
        _round = Optional(columns.Round?.Column);
        _by = [.. columns.By.Select(b => Ordinal(b.Column))];

        int Optional(string? name) => name is null ? -1 : Ordinal(name);

        int Ordinal(string name) => names.Count(n => n == name) switch
        {
            0 => throw HouseholdColumns.Lacks(file, name, names),
            1 => names.IndexOf(name),
            var count => throw new WrongInputException($"{file}, line 1: there are {count} columns '{name}'; which one is meant is not clear."),
        };
    }

    /// <summary>Reads as many households as the batch holds; false at the end of the file.</summary>
    public bool Fill(HouseholdBatch batch)
    {
        var row = 0;
        try
        {
            while (row < batch.Masks.Length && _csv.Read())
            {
                // A quoted cell may hold line breaks.
                _line = _nextLine;
                _nextLine += 1 + _csv.GetRawRecordSpan().TrimEnd("\r\n").Count('\n');
                if (_csv.RowFieldCount == 1 && _csv.FieldCount > 1 && _csv.GetFieldSpan(0).IsEmpty) continue;
                if (_csv.RowFieldCount != _csv.FieldCount)
                    throw new WrongInputException($"{_file}, line {_line}: {_csv.RowFieldCount} cells where the header has {_csv.FieldCount} columns.");
                ReadRow(batch, row++);
            }
        }
        catch (CsvFormatException failure)
        {
            throw new WrongInputException($"{_file}, line {_nextLine}: {failure.Message}", failure);
        }

        batch.Count = row;
        return row > 0;
    }

    private void ReadRow(HouseholdBatch batch, int row)
    {
        var (mask, missing, members) = _columns.Answers?.Assess(_csv.GetString(_answers), _csv.GetString(_interviewedOn), WrongAnswer) ?? (0, 0, 1);
        for (var j = 0; j < _indicators.Length; j++)
        {
            var cell = _csv.GetFieldSpan(_indicators[j]);
            if (cell.Length == 1 && (uint)(cell[0] - '0') <= 1) mask |= (uint)(cell[0] - '0') << j;
            else if (cell.IsEmpty || cell is "NA") missing |= 1u << j;
            else throw Wrong(_columns.Indicators[j], cell, "0, 1, or missing when empty or NA");
        }

        batch.Masks[row] = mask;
        batch.Missing[row] = missing;
        batch.Weights[row] = _weight < 0 ? members : Weight(_csv.GetFieldSpan(_weight));
        batch.Strata[row] = Required(_strata, _columns.Strata);
        batch.Psus[row] = Required(_psu, _columns.Psu);
        batch.Rounds[row] = Required(_round, _columns.Round);
        for (var b = 0; b < _by.Length; b++) batch.By[b][row] = _columns.By[b].Number(_csv.GetFieldSpan(_by[b]));
    }

    private double Weight(ReadOnlySpan<char> cell)
    {
        if (cell.Length == 1 && char.IsAsciiDigit(cell[0])) return cell[0] - '0';
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight >= 0 && double.IsFinite(weight)
            ? weight
            : throw Wrong(_columns.Weight!, cell, "a number of at least 0");
    }

    private int Required(int ordinal, KeyColumn? column)
    {
        if (column is null) return 0;
        var number = column.Number(_csv.GetFieldSpan(ordinal));
        return number >= 0 ? number : throw Wrong(column.Column, "", "not empty");
    }

    private WrongInputException WrongAnswer(string column, string expected) => new($"{_file}, line {_line}, column {column}: should be {expected}.");

    private WrongInputException Wrong(string column, ReadOnlySpan<char> cell, string expected) =>
        new($"{_file}, line {_line}, column {column}: '{cell}' should be {expected}.");
}
