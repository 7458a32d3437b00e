namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>What a cell says, without what spreadsheets put around it.</summary>
internal static class CellText
{
    private const string Trimmed = " \t\r\n\u00A0\uFEFF\u200B";

    /// <summary>Without surrounding spaces and the apostrophe that marks text.</summary>
    public static ReadOnlySpan<char> Clean(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty || (cell[0] > '\'' && cell[0] < '\u00A0' && cell[^1] > ' ' && cell[^1] < '\u00A0')) return cell;
        cell = cell.Trim(Trimmed);
        return cell.StartsWith("'") ? cell[1..] : cell;
    }

    /// <summary>Whether half of a surrogate pair is among the text.</summary>
    public static bool IsBroken(ReadOnlySpan<char> cell)
    {
        if (cell.IndexOfAnyInRange('\uD800', '\uDFFF') < 0) return false;
        for (var i = 0; i < cell.Length; i++)
        {
            if (!char.IsSurrogate(cell[i])) continue;
            if (i + 1 >= cell.Length || !char.IsSurrogatePair(cell[i], cell[i + 1])) return true;
            i++;
        }
        return false;
    }

    /// <summary>A value as a cell that no spreadsheet takes for a formula.</summary>
    public static string Neutral(string value) => value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\'' or '\t' or '\r' or '\n' ? $"'{value}" : value;
}
