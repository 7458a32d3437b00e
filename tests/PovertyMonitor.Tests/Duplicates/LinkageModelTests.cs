using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Tests.Duplicates;

public sealed class LinkageModelTests
{
    private static readonly LocalDate Day = new(2019, 3, 1);

    [Fact]
    public void The_weights_and_the_probability_are_those_computed_by_hand()
    {
        // m/u: card 0.2/0.1 = 2, nik 0.5/0.25 = 2, roster 0.4/0.1 = 4, size 0.5/1 = 1/2, village 1/0.25 = 4, neighbourhood 0.8/0.1 = 8.
        double[][] match = [[0.8, 0.2], [0.5, 0.4, 0.1], [1, 0, 0], [0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], [0.5, 0.3, 0.2], [1, 0], [0.8, 0.1, 0.1]];
        double[][] chance = [[0.9, 0.1], [0.25, 0.25, 0.5], [1, 0, 0], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.4], [1, 0, 0], [0.25, 0.75], [0.1, 0.1, 0.8]];
        var model = new LinkageModel(1001, 1000.0 / 1025, match, chance);
        var comparison = new Comparison(1, 0, -1, 0, 0, 0, 0);

        Assert.Equal([1.0, 1, 0, 2, -1, 2, 3], Enumerable.Range(0, 7).Select(f => Math.Round(model.Weight(f, comparison[f]), 12)));
        Assert.Equal(8, model.Weight(comparison), 12);
        // One of 1,024 others: the odds are 1 to 1,024, and 2^8 of that is 1 to 4.
        Assert.Equal(-10, model.PriorWeight, 2);
        Assert.Equal(1 / 5.0, model.Probability(comparison), 3);
    }

    [Fact]
    public void Every_level_is_told_apart()
    {
        var (couple, other) = (HouseholdOf([(Sex.Male, 40), (Sex.Female, 38)]), HouseholdOf([(Sex.Male, 70)]));
        Comparison Of(Profile a, Profile b) => Comparison.Of(a, b);

        Assert.Equal(new Comparison(-1, -1, -1, 2, 0, 0, -1), Of(couple, couple));
        Assert.Equal((6, 1), (Of(couple, other)[LinkageField.Roster], Of(couple, other)[LinkageField.Size]));
        Assert.Equal(0, Of(couple with { FamilyCard = 1 }, couple with { FamilyCard = 1 })[LinkageField.FamilyCard]);
        Assert.Equal(1, Of(couple with { FamilyCard = 1 }, couple with { FamilyCard = 2 })[LinkageField.FamilyCard]);
        Assert.Equal(0, Of(couple with { Niks = [1, 2, 3] }, couple with { Niks = [2, 3, 4] })[LinkageField.Nik]);
        Assert.Equal(1, Of(couple with { Niks = [1] }, couple with { Niks = [1] })[LinkageField.Nik]);
        Assert.Equal(2, Of(couple with { Niks = [1, 2] }, couple with { Niks = [3] })[LinkageField.Nik]);
        // On one card the numbers are judged as those of relatives, and with any number shared the place says nothing.
        Assert.Equal(new Comparison(0, -1, 1, 2, 0, -1, -1), Of(couple with { FamilyCard = 1, Niks = [1] }, couple with { FamilyCard = 1, Niks = [1] }));
        Assert.Equal(new Comparison(1, 1, -1, 2, 0, -1, -1), Of(couple with { FamilyCard = 1, Niks = [1] }, couple with { FamilyCard = 2, Niks = [1] }));
        Profile In(string village, string? rt, string? group) => couple with { Place = new(village, rt, "001", group) };
        Assert.Equal(0, Of(In("35.22.15.2002", "1", "Melati 1"), In("35.22.15.2002", "2", "MELATI 1"))[LinkageField.Neighbourhood]);
        Assert.Equal(1, Of(In("35.22.15.2002", "1", "Melati 1"), In("35.22.15.2002", "001", "Mawar 1"))[LinkageField.Neighbourhood]);
        Assert.Equal(2, Of(In("35.22.15.2002", "1", "Melati 1"), In("35.22.15.2002", "2", "Mawar 1"))[LinkageField.Neighbourhood]);
        Assert.Equal((-1, 1), (Of(In("35.22.15.2002", "1", null), In("35.22.15.2003", "1", null))[LinkageField.Neighbourhood], Of(In("35.22.15.2002", "1", null), In("35.22.15.2003", "1", null))[LinkageField.Village]));
    }

    [Theory]
    [InlineData(0, 40, true)]
    [InlineData(0, 41, true)]
    [InlineData(0, 42, false)]
    [InlineData(3, 43, true)]
    [InlineData(3, 44, true)]
    [InlineData(3, 40, false)]
    public void Ages_are_held_against_each_other_as_the_years_between_the_interviews_make_them(int yearsLater, int age, bool fits) =>
        Assert.Equal(fits, RosterMatch.Fit(ComparedMember.Aged(Sex.Male, 40, Day), ComparedMember.Aged(Sex.Male, age, Day.PlusYears(yearsLater))));

    [Fact]
    public void The_most_members_are_paired_that_can_be()
    {
        int Count((Sex, int)[] a, (Sex, int)[] b) => RosterMatch.Count(HouseholdOf(a).Members.AsSpan(), HouseholdOf(b).Members.AsSpan());

        Assert.Equal(2, Count([(Sex.Male, 10), (Sex.Male, 11)], [(Sex.Male, 11), (Sex.Male, 12)]));
        Assert.Equal(1, Count([(Sex.Male, 10), (Sex.Female, 10)], [(Sex.Male, 10), (Sex.Male, 10)]));
        Assert.Equal(0, Count([(Sex.Female, 10)], []));
    }

    [Fact]
    public void A_comparison_is_the_same_from_both_sides()
    {
        var households = PlantedDuplicates.Of(1, 60, seed: 3).Households;
        var model = LinkageModel.Assumed(150);
        foreach (var a in households)
            foreach (var b in households)
                Assert.Equal(Candidate.Of(a, b, model), Candidate.Of(b, a, model));
    }

    [Fact]
    public void A_stored_member_is_the_same_member() => Assert.All(
        HouseholdOf([(Sex.Male, 0), (Sex.Female, 99)]).Members, m => Assert.Equal(m, ComparedMember.Of(m.Code)));

    [Fact]
    public void What_is_assumed_adds_up() => Assert.All(LinkageModel.Assumed(467_000).Match.Concat(LinkageModel.Assumed(467_000).Chance),
        levels => Assert.Equal(1, levels.Sum(), 6));

    internal static Profile HouseholdOf(IEnumerable<(Sex Sex, int Age)> members) => HouseholdOf(Guid.Empty, new Place("35.22.15.2002"), members);

    internal static Profile HouseholdOf(Guid id, Place place, IEnumerable<(Sex Sex, int Age)> members)
    {
        ImmutableArray<ComparedMember> compared = [.. members.Select(m => ComparedMember.Aged(m.Sex, m.Age, Day)).Order()];
        return new(id, place, compared.Length, compared);
    }
}
