using System.Text.RegularExpressions;

namespace PovertyMonitor.Access;

/// <summary>The form of Kemendagri area codes, as far as access depends on it: 35.22, 35.22.15, 35.22.15.2001.</summary>
internal static partial class AreaCodes
{
    /// <summary>Whether a text has a regency's form, <c>PP.KK</c>.</summary>
    public static bool IsRegency(string code) => Regency().IsMatch(code);

    /// <summary>Whether a text has a district's form, <c>PP.KK.CC</c>.</summary>
    public static bool IsDistrict(string code) => District().IsMatch(code);

    /// <summary>Whether a text has a village's form, <c>PP.KK.CC.DDDD</c>.</summary>
    public static bool IsVillage(string code) => Village().IsMatch(code);

    /// <summary>Whether an area is another one or lies in it, by its code.</summary>
    public static bool Within(string code, string area) =>
        code == area || code.StartsWith(area + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"^[0-9]{2}\.[0-9]{2}\z")]
    private static partial Regex Regency();

    [GeneratedRegex(@"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\z")]
    private static partial Regex District();

    [GeneratedRegex(@"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}\z")]
    private static partial Regex Village();
}
