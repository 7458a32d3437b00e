using PovertyMonitor.Households;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments.Indicators.Expressions;

/// <summary>Households or persons that a figure is of.</summary>
/// <param name="Name">The word for it.</param>
/// <param name="Households">The kind of households.</param>
/// <param name="IsRest">Whether it is all households but those of that kind.</param>
/// <param name="Persons">The persons.</param>
internal sealed record Group(string Name, HouseholdFlags Households, bool IsRest, PersonGroup Persons)
{
    /// <summary>Everybody.</summary>
    public static readonly Group Everybody = new("", HouseholdFlags.None, false, PersonGroup.All);

    /// <summary>The groups by their words.</summary>
    public static IReadOnlyDictionary<string, Group> Known { get; } = new Group[]
    {
        new("femaleHead", HouseholdFlags.FemaleHead, false, PersonGroup.All), new("otherHead", HouseholdFlags.FemaleHead, true, PersonGroup.All),
        new("withChildren", HouseholdFlags.Children, false, PersonGroup.All), new("withoutChildren", HouseholdFlags.Children, true, PersonGroup.All),
        new("withElderly", HouseholdFlags.Elderly, false, PersonGroup.All), new("withoutElderly", HouseholdFlags.Elderly, true, PersonGroup.All),
        new("withDisability", HouseholdFlags.Disability, false, PersonGroup.All), new("withoutDisability", HouseholdFlags.Disability, true, PersonGroup.All),
        new("female", HouseholdFlags.None, false, PersonGroup.Female), new("male", HouseholdFlags.None, false, PersonGroup.Male),
        new("children", HouseholdFlags.None, false, PersonGroup.Children), new("elderly", HouseholdFlags.None, false, PersonGroup.Elderly),
        new("disabled", HouseholdFlags.None, false, PersonGroup.Disabled),
    }.ToDictionary(g => g.Name, StringComparer.Ordinal);
}
