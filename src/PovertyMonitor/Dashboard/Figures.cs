using System.Globalization;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Dashboard;

/// <summary>Writes numbers as the reader's language does, without the system's list of languages, which small images lack.</summary>
internal sealed class Figures(Language language)
{
    private const string None = "–";
    private readonly NumberFormatInfo _format = language == Language.English
        ? NumberFormatInfo.InvariantInfo
        : new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>A whole number.</summary>
    public string Count(long number) => number.ToString("N0", _format);

    /// <summary>A share as per cent with one decimal.</summary>
    public string Percent(double? share) => share is { } value ? (100 * value).ToString("N1", _format) + " %" : None;

    /// <summary>An index with four decimals.</summary>
    public string Index(double? index) => index?.ToString("N4", _format) ?? None;

    /// <summary>The text, or a dash for none.</summary>
    public static string OrNone(string? text) => text ?? None;
}
