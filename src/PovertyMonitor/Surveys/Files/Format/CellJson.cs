using System.Globalization;
using System.Text.Json;
using NodaTime.Text;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>Writes one cell as a value of JSON.</summary>
internal sealed class CellJson(RowFindings findings)
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private static readonly Words.Table?[] Choices =
    [
        .. Layout.Columns.Select(column => column.Options.Count == 0 ? null : new Words.Table(column.Options.SelectMany(option =>
            new[] { option.Code, option.Wording.Indonesian, option.Wording.English }.Select(word => KeyValuePair.Create(word, option.Code))))),
    ];

    /// <summary>Writes a cell that isn't empty.</summary>
    public void Write(Utf8JsonWriter json, HouseholdRows rows, int row, Column column, MemberRows members)
    {
        var cell = rows.Cell(row, column);
        if (column.MayBeUnknown && Words.IsUnknown(cell))
        {
            json.WriteStringValue(AnswersReader.Unknown);
            return;
        }
        switch (column.Kind)
        {
            case CellKind.YesNo when Words.IsYes(cell) is { } yes: json.WriteBooleanValue(yes); break;
            case CellKind.Whole when NumberIn(cell) is { } number && number == decimal.Truncate(number): json.WriteNumberValue(decimal.Truncate(number)); break;
            case CellKind.Decimal when NumberIn(cell) is { } number: json.WriteNumberValue(number); break;
            case CellKind.Choice when Choices[column.Index]!.Find(cell) is { } code: json.WriteStringValue(code); break;
            case CellKind.Date when CellDate.Day(cell, rows.DaysFrom1904) is { } day: json.WriteStringValue(LocalDatePattern.Iso.Format(day)); break;
            case CellKind.Month when CellDate.Month(cell, rows.DaysFrom1904) is { } month: json.WriteStringValue(YearMonthPattern.Iso.Format(month)); break;
            case CellKind.Time when CellDate.Time(cell, rows.DaysFrom1904) is { } time: json.WriteStringValue(time); break;
            case CellKind.MemberRef: WriteMember(json, row, column, cell, members); break;
            case CellKind.Id when Guid.TryParse(cell, out var id): json.WriteStringValue(id); break;
            case CellKind.Padded when cell.Length < 3 && cell.IndexOfAnyExceptInRange('0', '9') < 0: WritePadded(json, cell); break;
            case CellKind.Village: WriteVillage(json, cell); break;
            default: json.WriteStringValue(cell); break;
        }
    }

    private void WriteMember(Utf8JsonWriter json, int row, Column column, ReadOnlySpan<char> cell, MemberRows members)
    {
        if (Guid.TryParse(cell, out var id)) json.WriteStringValue(id);
        else if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && members.IdOf(number) is { } member) json.WriteStringValue(member);
        else
        {
            findings.Add(row, column, SurveyProblems.NotAChoice, ("expected", string.Join(", ", Enumerable.Range(1, 60).Where(n => members.IdOf(n) is not null))));
            json.WriteStringValue(AnswersReader.Unknown);
        }
    }

    private static void WritePadded(Utf8JsonWriter json, ReadOnlySpan<char> cell)
    {
        Span<char> padded = ['0', '0', '0'];
        cell.CopyTo(padded[(3 - cell.Length)..]);
        json.WriteStringValue(padded);
    }

    private static void WriteVillage(Utf8JsonWriter json, ReadOnlySpan<char> cell)
    {
        Span<char> code = stackalloc char[13];
        json.WriteStringValue(CellVillage.Normal(cell, code));
    }

    // One comma is a decimal comma; numbers of a form are too small for thousands.
    private static decimal? NumberIn(ReadOnlySpan<char> cell)
    {
        if (cell.Length > 30) return null;
        if (decimal.TryParse(cell, Plain, CultureInfo.InvariantCulture, out var number)) return Bounded(number);
        var comma = cell.IndexOf(',');
        if (comma < 0 || cell.Contains('.'))
            return decimal.TryParse(cell, Plain | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number) ? Bounded(number) : null;
        Span<char> pointed = stackalloc char[cell.Length];
        cell.CopyTo(pointed);
        pointed[comma] = '.';
        return decimal.TryParse(pointed, Plain, CultureInfo.InvariantCulture, out number) ? Bounded(number) : null;
    }

    private static decimal? Bounded(decimal number) => Math.Abs(number) < 1_000_000_000 ? number : null;
}
