namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>A village's code as spreadsheets leave it.</summary>
internal static class CellVillage
{
    /// <summary>The code with its dots where it is ten digits; else as it is.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="code">Room for 13 characters.</param>
    public static ReadOnlySpan<char> Normal(ReadOnlySpan<char> cell, Span<char> code)
    {
        if (cell.Length != 10 || cell.IndexOfAnyExceptInRange('0', '9') >= 0) return cell;
        cell[..2].CopyTo(code);
        cell[2..4].CopyTo(code[3..]);
        cell[4..6].CopyTo(code[6..]);
        cell[6..].CopyTo(code[9..]);
        code[2] = code[5] = code[8] = '.';
        return code;
    }
}
