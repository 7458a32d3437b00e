using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households;

/// <summary>Who lives in a household, in the terms in which figures are broken down.</summary>
/// <param name="Persons">Usual residents.</param>
/// <param name="Female">Of them, women and girls.</param>
/// <param name="Male">Of them, men and boys; who is of unknown sex is neither.</param>
/// <param name="UnderFive">Of them, under 5.</param>
/// <param name="Children">Of them, under 18, those under 5 too.</param>
/// <param name="Adults">Of them, 18 to 59; who is of unknown age is in no band.</param>
/// <param name="Elderly">Of them, 60 and older (Law 13/1998 on the welfare of the elderly).</param>
/// <param name="Women">Of them, women of 18 and older: SDG 1.2.2 counts men, women and children.</param>
/// <param name="Men">Of them, men of 18 and older.</param>
/// <param name="Disabled">Of them, with a disability by the Washington Group short set.</param>
/// <param name="FemaleHead">Whether its head is a woman.</param>
internal readonly record struct Composition(
    int Persons, int Female, int Male, int UnderFive, int Children, int Adults, int Elderly, int Women, int Men, int Disabled, bool FemaleHead)
{
    private const int ChildFrom = 5;
    private const int AdultFrom = 18;
    private const int ElderlyFrom = 60;

    public static Composition Of(Answers answers)
    {
        var members = answers.Members;
        return new(
            members.Count,
            members.Count(m => m.Sex == Sex.Female),
            members.Count(m => m.Sex == Sex.Male),
            members.Count(m => m.AgeYears < ChildFrom),
            members.Count(m => m.AgeYears < AdultFrom),
            members.Count(m => m.AgeYears is >= AdultFrom and < ElderlyFrom),
            members.Count(m => m.AgeYears >= ElderlyFrom),
            members.Count(m => m is { Sex: Sex.Female, AgeYears: >= AdultFrom }),
            members.Count(m => m is { Sex: Sex.Male, AgeYears: >= AdultFrom }),
            members.Count(m => m.Functioning is { } f && IsDisabled(f)),
            members.Any(m => m is { Relation: Relation.Head, Sex: Sex.Female }));
    }

    /// <summary>The flags under which the household is tallied.</summary>
    public HouseholdFlags Flags =>
        (FemaleHead ? HouseholdFlags.FemaleHead : 0) | (Children > 0 ? HouseholdFlags.Children : 0)
        | (Elderly > 0 ? HouseholdFlags.Elderly : 0) | (Disabled > 0 ? HouseholdFlags.Disability : 0);

    // A lot of difficulty, or not at all, in at least one of the six (WG-SS's recommended cut-off).
    private static bool IsDisabled(Functioning f) =>
        new[] { f.Seeing, f.Hearing, f.Walking, f.Remembering, f.SelfCare, f.Communicating }.Any(d => d >= Difficulty.ALot);
}

/// <summary>Kinds of household for which figures can be had apart.</summary>
[Flags]
internal enum HouseholdFlags : short
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Headed by a woman.</summary>
    FemaleHead = 1,

    /// <summary>With somebody under 18.</summary>
    Children = 2,

    /// <summary>With somebody of 60 or older.</summary>
    Elderly = 4,

    /// <summary>With a person with disability.</summary>
    Disability = 8,
}
