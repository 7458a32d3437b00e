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
        var (female, male, underFive, children, adults, elderly, women, men, disabled, femaleHead) = (0, 0, 0, 0, 0, 0, 0, 0, 0, false);
        foreach (var m in answers.Members)
        {
            var isGrown = m.AgeYears >= AdultFrom;
            if (m.Sex == Sex.Female) female++;
            if (m.Sex == Sex.Male) male++;
            if (m.AgeYears < ChildFrom) underFive++;
            if (m.AgeYears < AdultFrom) children++;
            if (m.AgeYears is >= AdultFrom and < ElderlyFrom) adults++;
            if (m.AgeYears >= ElderlyFrom) elderly++;
            if (isGrown && m.Sex == Sex.Female) women++;
            if (isGrown && m.Sex == Sex.Male) men++;
            if (m.Functioning is { } f && IsDisabled(f)) disabled++;
            femaleHead |= m is { Relation: Relation.Head, Sex: Sex.Female };
        }
        return new(answers.Members.Count, female, male, underFive, children, adults, elderly, women, men, disabled, femaleHead);
    }

    /// <summary>The flags under which the household is tallied.</summary>
    public HouseholdFlags Flags =>
        (FemaleHead ? HouseholdFlags.FemaleHead : 0) | (Children > 0 ? HouseholdFlags.Children : 0)
        | (Elderly > 0 ? HouseholdFlags.Elderly : 0) | (Disabled > 0 ? HouseholdFlags.Disability : 0);

    // A lot of difficulty, or not at all, in at least one of the six (WG-SS's recommended cut-off).
    private static bool IsDisabled(Functioning f) =>
        f.Seeing >= Difficulty.ALot || f.Hearing >= Difficulty.ALot || f.Walking >= Difficulty.ALot
        || f.Remembering >= Difficulty.ALot || f.SelfCare >= Difficulty.ALot || f.Communicating >= Difficulty.ALot;
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
