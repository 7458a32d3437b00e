using System.Collections.Frozen;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>A row of a register file. It lives no longer than it takes to hash its numbers.</summary>
/// <param name="Number">The row as a spreadsheet shows it, from 1.</param>
/// <param name="Nik">The identity number: 16 digits.</param>
/// <param name="Card">The family card's number: 16 digits.</param>
/// <param name="Decile">The decile, 1 to 10.</param>
/// <param name="Programmes">The codes of the programmes, or <see cref="RegisterReader.Other"/>.</param>
internal sealed record RegisterRow(int Number, string Nik, string? Card, short? Decile, string[] Programmes);

/// <summary>Reads a register file row by row, with what is wrong in it; its memory doesn't grow with the file.</summary>
internal sealed class RegisterReader(RowReader rows, IReadOnlyList<Programme> programmes)
{
    /// <summary>What stands for a programme that the regency's register lacks.</summary>
    public const string Other = "other";

    /// <summary>How many findings are named.</summary>
    public const int MostFindings = 100;

    private const int MostRows = 5_000_000;
    private const int LongestList = 200;
    private const int Digits = 16;
    private static readonly string[] None = ["tidak", "tidakada", "bukanpenerima", "no", "none", "nihil", "0"];

    private readonly RegisterHeader _header = RegisterHeader.Find(rows);
    private readonly List<FieldError> _findings = [];
    private readonly FrozenDictionary<string, string> _codes = programmes
        .SelectMany(p => p.Aliases.Append(p.Code).Append(p.Name.Id).Append(p.Name.En).Select(word => (Key: Words.Key(word), p.Code)))
        .GroupBy(w => w.Key).ToFrozenDictionary(g => g.Key, g => g.First().Code, StringComparer.Ordinal);

    /// <summary>What is wrong, by row and column, up to <see cref="MostFindings"/>.</summary>
    public IReadOnlyList<FieldError> Findings => _findings;

    /// <summary>Rows left out.</summary>
    public int Refused { get; private set; }

    /// <summary>Values left out of rows that were taken.</summary>
    public int Warnings { get; private set; }

    /// <summary>The next row that can be taken; <see langword="null"/> after the last.</summary>
    /// <exception cref="UnreadableFileException">The file is broken or goes beyond a bound.</exception>
    public RegisterRow? Read()
    {
        while (rows.Read())
        {
            if (rows.Row > MostRows) throw UnreadableFileException.Of(FileProblems.TooLargeInside, rows.Row, ("limit", $"{MostRows}"));
            if (IsEmpty()) continue;
            var (nik, fault) = Number(_header.Nik, RegisterProblems.NotANik);
            if (nik is not null) return new(rows.Row, nik, Card(), Decile(), Programmes());
            Refused++;
            Find("nik", fault ?? RegisterProblems.NotANik);
        }
        return null;
    }

    private bool IsEmpty() =>
        Enumerable.Range(0, rows.CellCount).All(i => rows.Mark(i) is CellMark.None or CellMark.Number && CellText.Clean(rows.Cell(i)).IsEmpty);

    private string? Card()
    {
        var (card, fault) = Number(_header.Card, RegisterProblems.NotACard);
        if (fault is not null) Warn("card", fault);
        return card;
    }

    // A number copied from a card has spaces or dots; a spreadsheet that took it for a quantity lost its last digits.
    private (string? Number, Problem? Fault) Number(int column, Problem wrong)
    {
        if (Fault(column) is { } fault) return (null, fault);
        var text = CellText.Clean(Cell(column));
        if (text.IsEmpty) return (null, null);
        if (text.ContainsAny('E', 'e') && char.IsAsciiDigit(text[0])) return (null, FileProblems.DigitsLost);
        if (rows.Mark(column) == CellMark.Number && text.Length >= Digits) return (null, FileProblems.DigitsLost);
        Span<char> digits = stackalloc char[Digits];
        var count = 0;
        foreach (var letter in text)
        {
            if (letter is ' ' or '.' or '-') continue;
            if (!char.IsAsciiDigit(letter) || count == Digits) return (null, wrong);
            digits[count++] = letter;
        }
        // One digit over and over is what is written where the number is not known.
        return count < Digits || digits.IndexOfAnyExcept(digits[0]) < 0 ? (null, wrong) : (digits.ToString(), null);
    }

    private short? Decile()
    {
        if (Fault(_header.Decile) is { } fault)
        {
            Warn("decile", fault);
            return null;
        }
        var text = CellText.Clean(Cell(_header.Decile));
        if (text.IsEmpty) return null;
        Span<char> key = stackalloc char[20];
        var word = key[..Words.Key(text, key)];
        if (short.TryParse(word.StartsWith("desil") ? word[5..] : word, System.Globalization.NumberStyles.None, null, out var decile) && decile is >= 1 and <= 10) return decile;
        Warn("decile", RegisterProblems.NotADecile);
        return null;
    }

    private string[] Programmes()
    {
        if (Fault(_header.Programmes) is { } fault)
        {
            Warn("programmes", fault);
            return [Other];
        }
        var text = CellText.Clean(Cell(_header.Programmes));
        if (text.Length > LongestList || (!text.IsEmpty && rows.Mark(_header.Programmes) == CellMark.TooLong))
        {
            Warn("programmes", FileProblems.CellTooLong, ("limit", LongestList));
            return [Other];
        }
        var found = text.ToString().Split(',', ';', '|', '/', '+', '\n').Select(Words.Key)
            .Where(key => key.Length > 0 && !None.Contains(key)).Select(key => _codes.GetValueOrDefault(key, Other)).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (found.Contains(Other)) Warn("programmes", RegisterProblems.OtherProgramme);
        return found;
    }

    private Problem? Fault(int column) => column < 0 || column >= rows.CellCount ? null : rows.Mark(column) switch
    {
        CellMark.WrongEncoding => FileProblems.WrongEncoding,
        CellMark.Error => FileProblems.CellError,
        CellMark.FormulaWithoutResult => FileProblems.FormulaWithoutResult,
        _ => null,
    };

    private ReadOnlySpan<char> Cell(int column) => column < 0 || column >= rows.CellCount ? [] : rows.Cell(column);

    private void Warn(string column, Problem problem, params (string, object?)[] values)
    {
        Warnings++;
        Find(column, problem, values);
    }

    private void Find(string column, Problem problem, params (string, object?)[] values)
    {
        if (_findings.Count < MostFindings) _findings.Add(problem.At($"rows[{rows.Row}].{column}", values));
    }
}
