using System.Text;

namespace PovertyMonitor.Surveys.OpenRosa.Lists;

/// <summary>Writes the CSV that a form looks things up in (RFC 4180).</summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a row.</summary>
    public CsvText Row(params ReadOnlySpan<string?> values)
    {
        for (var i = 0; i < values.Length; i++) _text.Append(i == 0 ? "" : ",").Append(Cell(values[i] ?? ""));
        _text.Append("\r\n");
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    // A list may be opened in a spreadsheet, which would run a name that begins like a formula.
    private static string Cell(string value)
    {
        var safe = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
