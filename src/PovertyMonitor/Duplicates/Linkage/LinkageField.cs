using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Duplicates.Linkage;

/// <summary>A field in which two households are compared, with its levels of agreement and what is assumed of them before data say better.</summary>
/// <param name="Code">The field's code.</param>
/// <param name="Name">Its name for a reader.</param>
/// <param name="Levels">Its levels, the strongest agreement first.</param>
internal sealed record LinkageField(string Code, Text Name, LinkageLevel[] Levels)
{
    /// <summary>The number of the family card (No. KK).</summary>
    public const int FamilyCard = 0;

    /// <summary>The identity numbers (NIK) of the members, where the families are not on one card.</summary>
    public const int Nik = 1;

    /// <summary>The identity numbers of the members of families on one card: relatives, of whom a child may be counted in both.</summary>
    public const int NikOnOneCard = 2;

    /// <summary>How many members may be the same people by sex and age.</summary>
    public const int Roster = 3;

    /// <summary>The number of members.</summary>
    public const int Size = 4;

    /// <summary>The village, where no number is the same: who shares a number lives near, whether in one household or in two.</summary>
    public const int Village = 5;

    /// <summary>How near the households live to each other within the village, where no number is the same.</summary>
    public const int Neighbourhood = 6;

    /// <summary>The fields by their numbers.</summary>
    /// <remarks>
    /// The shares are of the kind published for deduplicating registers by household (a number agrees in nine matches of
    /// ten). That numbers agree between different households depends on the number of households and not on chance
    /// alone, so it is stated as how many others one shares its number with: a family that cooks apart keeps the card.
    /// What hangs together in two households of relatives is told by the chain rule: the card, then the numbers given the
    /// card, and no place given a number; otherwise relatives next door would be taken for one household.
    /// </remarks>
    public static readonly LinkageField[] All =
    [
        new("familyCard", new("Nomor KK", "Family card number"),
        [
            new("same", new("sama", "the same"), 0.9, 0.02, PerOthers: true),
            new("different", new("berbeda", "different"), 0.1, 1),
        ]),
        new("nik", new("NIK anggota", "Members' identity numbers"),
        [
            new("many", new("sedikitnya dua, dan separuhnya, sama", "at least two, and half of them, the same"), 0.75, 0.004, PerOthers: true),
            new("few", new("ada yang sama", "some the same"), 0.15, 0.02, PerOthers: true),
            new("none", new("tidak ada yang sama", "none the same"), 0.1, 1),
        ]),
        new("nikOnOneCard", new("NIK anggota di satu KK", "Members' identity numbers on one card"),
        [
            new("many", new("sedikitnya dua, dan separuhnya, sama", "at least two, and half of them, the same"), 0.75, 0.03),
            new("few", new("ada yang sama", "some the same"), 0.15, 0.17),
            new("none", new("tidak ada yang sama", "none the same"), 0.1, 0.8),
        ]),
        new("roster", new("Jenis kelamin dan umur anggota", "Members' sex and age"),
        [
            new("allOfFour", new("cocok semua, empat orang atau lebih", "all fit, four people or more"), 0.35, 0.00005),
            new("allOfThree", new("cocok semua, tiga orang", "all fit, three people"), 0.2, 0.0005),
            new("allOfTwo", new("cocok semua, dua orang", "all fit, two people"), 0.18, 0.004),
            new("one", new("cocok, satu orang", "fits, one person"), 0.08, 0.02),
            new("most", new("sebagian besar cocok", "most fit"), 0.13, 0.01),
            new("some", new("sebagian cocok", "some fit"), 0.04, 0.2),
            new("few", new("hampir tidak ada yang cocok", "hardly any fit"), 0.02, 0.76545),
        ]),
        new("size", new("Jumlah anggota", "Number of members"),
        [
            new("same", new("sama", "the same"), 0.75, 0.22),
            new("oneOff", new("berbeda satu", "one apart"), 0.18, 0.36),
            new("different", new("berbeda lebih dari satu", "more than one apart"), 0.07, 0.42),
        ]),
        new("village", new("Desa", "Village"),
        [
            new("same", new("sama", "the same"), 0.95, 0.005),
            new("different", new("berbeda", "different"), 0.05, 0.995),
        ]),
        new("neighbourhood", new("Dasa Wisma dan RT/RW", "Dasa Wisma and RT/RW"),
        [
            new("sameGroup", new("Dasa Wisma sama", "the same Dasa Wisma"), 0.7, 0.015),
            new("sameRt", new("RT dan RW sama", "the same RT and RW"), 0.2, 0.035),
            new("different", new("berbeda", "different"), 0.1, 0.95),
        ]),
    ];
}

/// <summary>A level of agreement.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name for a reader.</param>
/// <param name="Match">The share of pairs of one household that have it (the m-probability), before data say better.</param>
/// <param name="Chance">The share of pairs of different households that have it (the u-probability).</param>
/// <param name="PerOthers">Whether <paramref name="Chance"/> is instead the number of other households with which a household has it.</param>
internal sealed record LinkageLevel(string Code, Text Name, double Match, double Chance, bool PerOthers = false);
