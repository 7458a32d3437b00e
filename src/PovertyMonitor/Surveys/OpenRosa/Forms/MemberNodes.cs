using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>What the roster needs beside the questions: the member's id over all interviews, and what identifies the member. Pure.</summary>
internal static class MemberNodes
{
    private const string Household = $"/{HouseholdForm.RootName}/visit/household";
    private const string Roster = $"/{HouseholdForm.RootName}/answers/members";

    /// <summary>The women and girls of the roster, and those whose sex is unknown.</summary>
    public static FormList Women { get; } = new($"{Roster}[sex != 'male']", "id", "caption");

    /// <summary>The nodes that give a member the id it had, or a new one.</summary>
    public static IEnumerable<FormNode> IdNodes =>
    [
        new("known", NodeKind.OneOfList, FormWords.KnownMember)
        {
            Required = true, Appearance = "minimal", Relevant = $"{Household} != '{HouseholdForm.New}'",
            List = new($"instance('members')/root/item[household = {Household} or household = '']"),
        },
        new("newId", NodeKind.Hidden) { Calculate = "once(uuid())" },
        new("id", NodeKind.Hidden) { Calculate = $"if(../known != '' and ../known != '{HouseholdForm.New}', ../known, ../newId)" },
        new("person", NodeKind.Group, FormWords.Personal)
        {
            Children =
            [
                new("name", NodeKind.Text, FormWords.Name) { Hint = FormWords.PersonalHint },
                new("nik", NodeKind.Text, FormWords.Nik) { Appearance = "numbers" },
                new("birthDate", NodeKind.Date, FormWords.BirthDate),
                new("phone", NodeKind.Text, FormWords.Phone) { Appearance = "numbers" },
            ],
        },
        new("caption", NodeKind.Hidden)
        {
            Calculate = $"coalesce(../person/name, if(../known != '' and ../known != '{HouseholdForm.New}', instance('members')/root/item[name = current()/../known]/label, concat('No. ', position(..))))",
        },
    ];

    /// <summary>A rule of the roster that the questionnaire's marks don't state; it must hold on arrival too.</summary>
    public static (string Constraint, Text Message)? RuleOf(Question question) =>
        question.Property.DeclaringType == typeof(Member) && question.Property.Name == nameof(Member.AgeMonths)
            ? ($"(../ageYears = '' or int(. div 12) = ../ageYears)", FormWords.Months)
            : null;
}
