using PovertyMonitor.Households;

namespace PovertyMonitor.Duplicates.Linkage;

/// <summary>How far two households agree: of each field a level, or -1 where it can't be told. It is the same whichever comes first.</summary>
/// <param name="FamilyCard">Of the family cards.</param>
/// <param name="Nik">Of the identity numbers of families not on one card.</param>
/// <param name="NikOnOneCard">Of the identity numbers of families on one card.</param>
/// <param name="Roster">Of the members' sex and age.</param>
/// <param name="Size">Of the number of members.</param>
/// <param name="Village">Of the village, where no number is the same.</param>
/// <param name="Neighbourhood">Of where in the village, where no number is the same.</param>
internal readonly record struct Comparison(sbyte FamilyCard, sbyte Nik, sbyte NikOnOneCard, sbyte Roster, sbyte Size, sbyte Village, sbyte Neighbourhood)
{
    private const sbyte Unknown = -1;

    /// <summary>The level of a field by its number.</summary>
    public int this[int field] => field switch
    {
        LinkageField.FamilyCard => FamilyCard,
        LinkageField.Nik => Nik,
        LinkageField.NikOnOneCard => NikOnOneCard,
        LinkageField.Roster => Roster,
        LinkageField.Size => Size,
        LinkageField.Village => Village,
        _ => Neighbourhood,
    };

    /// <summary>Compares two households.</summary>
    public static Comparison Of(Profile a, Profile b)
    {
        var card = a.FamilyCard is null || b.FamilyCard is null ? Unknown : Level(a.FamilyCard == b.FamilyCard, 0, 1);
        var shared = a.SharedNiks(b);
        var nik = NikLevel(shared, Math.Min(a.Niks.Length, b.Niks.Length));
        var (sameVillage, sharesNumber) = (a.Place.Village == b.Place.Village, card == 0 || shared > 0);
        return new(
            card,
            card == 0 ? Unknown : nik,
            card == 0 ? nik : Unknown,
            RosterLevel(RosterMatch.Count(a.Members.AsSpan(), b.Members.AsSpan()), Math.Min(a.Members.Length, b.Members.Length)),
            (sbyte)Math.Min(2, Math.Abs(a.Size - b.Size)),
            sharesNumber ? Unknown : Level(sameVillage, 0, 1),
            sameVillage && !sharesNumber ? NeighbourhoodLevel(a.Place, b.Place) : Unknown);
    }

    private static sbyte NikLevel(int shared, int fewer) => (sbyte)(fewer == 0 ? Unknown : shared switch
    {
        >= 2 when 2 * shared >= fewer => 0,
        >= 1 => 1,
        _ => 2,
    });

    private static sbyte RosterLevel(int fitting, int fewer) => (sbyte)(fewer == 0 ? Unknown : (fitting == fewer, fitting) switch
    {
        (true, >= 4) => 0,
        (true, 3) => 1,
        (true, 2) => 2,
        (true, _) => 3,
        _ when 5 * fitting >= 3 * fewer => 4,
        _ when 3 * fitting >= fewer => 5,
        _ => 6,
    });

    private static sbyte NeighbourhoodLevel(Place a, Place b)
    {
        var (groups, neighbourhoods) = (a.DasaWisma is not null && b.DasaWisma is not null, a.Rt is not null && b.Rt is not null);
        if (groups && string.Equals(a.DasaWisma, b.DasaWisma, StringComparison.OrdinalIgnoreCase)) return 0;
        if (neighbourhoods && IsSame(a.Rt, b.Rt) && IsSame(a.Rw, b.Rw)) return 1;
        return groups || neighbourhoods ? (sbyte)2 : Unknown;
    }

    // RT 3 and RT 003 are one.
    private static bool IsSame(string? a, string? b) => a?.TrimStart('0') == b?.TrimStart('0');

    private static sbyte Level(bool agree, sbyte yes, sbyte no) => agree ? yes : no;
}
