using System.Globalization;
using PovertyMonitor.Commitments;
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

    /// <summary>An indicator's value in its unit; null for none.</summary>
    public string? Of(decimal? value, Unit unit) => value is not { } number ? null : unit switch
    {
        Unit.Share => Percent((double)number),
        Unit.Index => Index((double)number),
        _ => number.ToString("0.#", _format),
    };

    /// <summary>The text, or a dash for none.</summary>
    public static string OrNone(string? text) => text ?? None;
}
