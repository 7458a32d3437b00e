using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace PovertyMonitor.Regions;

/// <summary>
/// The Ministry of Home Affairs' code of an area, PP.KK.CC.DDDD: province, regency, district, village, cut off at the
/// area's own level. The statistics office numbers areas differently.
/// </summary>
[JsonConverter(typeof(AreaCodeJsonConverter))]
internal readonly record struct AreaCode : IComparable<AreaCode>
{
    private const long RegencyUnit = 1_000_000;
    private const long ProvinceUnit = 100 * RegencyUnit;
    private const int DistrictUnit = 10_000;

    // The digits as one number, zeros below the area's level; so codes order as their texts do.
    private readonly long _digits;

    private AreaCode(long digits) => _digits = digits;

    /// <summary>The area's level; <see cref="AreaLevel.None"/> only for the default value.</summary>
    public AreaLevel Level => this switch
    {
        { Village: > 0 } => AreaLevel.Village,
        { District: > 0 } => AreaLevel.District,
        { Regency: > 0 } => AreaLevel.Regency,
        { Province: > 0 } => AreaLevel.Province,
        _ => AreaLevel.None,
    };

    /// <summary>The area one level up; null for a province.</summary>
    public AreaCode? Parent => Level > AreaLevel.Province ? AtLevel(Level - 1) : null;

    /// <summary>Whether the area is a kelurahan, a village under the regency's administration: its last part starts with 1.</summary>
    public bool IsKelurahan => Village / 1000 == 1;

    /// <summary>The tenant the area belongs to: the code of its regency.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The area is larger than a regency.</exception>
    public string Tenant => AtLevel(AreaLevel.Regency).ToString();

    private int Province => (int)(_digits / ProvinceUnit);

    private int Regency => (int)(_digits / RegencyUnit % 100);

    private int District => (int)(_digits / DistrictUnit % 100);

    private int Village => (int)(_digits % DistrictUnit);

    /// <summary>The area at <paramref name="level"/> that contains this one, or this one itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is none, or below this area's own.</exception>
    public AreaCode AtLevel(AreaLevel level)
    {
        if (level > Level)
            throw new ArgumentOutOfRangeException(nameof(level), level, "An area has no level below its own.");
        var unit = level switch
        {
            AreaLevel.Province => ProvinceUnit,
            AreaLevel.Regency => RegencyUnit,
            AreaLevel.District => DistrictUnit,
            AreaLevel.Village => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "An area has a level."),
        };
        return new AreaCode(_digits - _digits % unit);
    }

    /// <summary>Whether <paramref name="other"/> is this area or lies in it.</summary>
    public bool Contains(AreaCode other) => Level != AreaLevel.None && other.Level >= Level && other.AtLevel(Level) == this;

    /// <inheritdoc/>
    public int CompareTo(AreaCode other) => _digits.CompareTo(other._digits);

    /// <summary>The code with its dots; empty for the default value.</summary>
    public override string ToString() => Level switch
    {
        AreaLevel.Province => string.Create(CultureInfo.InvariantCulture, $"{Province:00}"),
        AreaLevel.Regency => string.Create(CultureInfo.InvariantCulture, $"{Province:00}.{Regency:00}"),
        AreaLevel.District => string.Create(CultureInfo.InvariantCulture, $"{Province:00}.{Regency:00}.{District:00}"),
        AreaLevel.Village => string.Create(CultureInfo.InvariantCulture, $"{Province:00}.{Regency:00}.{District:00}.{Village:0000}"),
        _ => "",
    };

    /// <summary>Reads a code such as 35, 35.22, 35.22.15 or 35.22.15.2001.</summary>
    /// <exception cref="FormatException">The text is not a code.</exception>
    public static AreaCode Parse(string s) =>
        TryParse(s, out var code) ? code : throw new FormatException("An area code has the form PP.KK.CC.DDDD.");

    /// <summary>Reads a code; false where the text is not one, without an exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out AreaCode result)
    {
        result = default;
        if (s is not { Length: 2 or 5 or 8 or 13 })
            return false;
        long digits = 0;
        for (var start = 0; start < s.Length; start += 3)
        {
            var length = start == 9 ? 4 : 2;
            if (start > 0 && s[start - 1] != '.' || !TryReadPart(s.AsSpan(start, length), out var part))
                return false;
            digits = digits * (length == 4 ? DistrictUnit : 100) + part;
            if (start == 9)
                break;
        }
        result = new AreaCode(s.Length switch { 2 => digits * ProvinceUnit, 5 => digits * RegencyUnit, 8 => digits * DistrictUnit, _ => digits });
        return true;
    }

    // A part of zeros numbers nothing, and a village's number begins with its kind.
    private static bool TryReadPart(ReadOnlySpan<char> text, out int part) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out part) && part >= (text.Length == 4 ? 1000 : 1);
}
