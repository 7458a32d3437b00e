using NodaTime;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Tests.Duplicates;

public sealed class BlocksTests
{
    [Fact]
    public void All_pairs_that_have_two_members_or_a_number_in_common_are_compared_and_no_others()
    {
        var village = PlantedDuplicates.Of(1, 300, seed: 2).Households;
        var blocks = new Blocks(village);

        for (var i = 0; i < village.Length; i++)
        {
            var expected = Enumerable.Range(0, village.Length).Where(j => j != i && MayBeOne(village[i], village[j]));
            Assert.Equal(expected, blocks.CandidatesOf(i));
            Assert.False(blocks.IsCrowded(i));
        }
    }

    [Fact]
    public void Of_what_too_many_have_in_common_only_neighbours_are_compared_and_it_is_said()
    {
        Profile Couple(int i, string? group) => LinkageModelTests.HouseholdOf(new Guid(i, 0, 0, new byte[8]), new Place("35.22.15.2002", null, null, group), [(Sex.Male, 40), (Sex.Female, 38)]);
        Profile[] village = [.. Enumerable.Range(0, Blocks.LargestBlock).Select(i => Couple(i, $"Melati {i / 10}")), Couple(1000, null)];
        var blocks = new Blocks(village);

        Assert.Equal(Enumerable.Range(0, 10).Skip(1), blocks.CandidatesOf(0));
        Assert.False(blocks.IsCrowded(0));
        Assert.Empty(blocks.CandidatesOf(Blocks.LargestBlock));
        Assert.True(blocks.IsCrowded(Blocks.LargestBlock));
    }

    [Fact]
    public void What_is_found_of_a_village_at_once_is_found_one_by_one_too()
    {
        var planted = PlantedDuplicates.Of(1, 200, seed: 9);
        var model = LinkageModel.Assumed(planted.Households.Length);
        IEnumerable<string> Found(params Profile[] asked) => Candidate.Among(asked.Select(p => p.Household).ToHashSet(), [planted.Households], [], model)
            .Candidates.Select(c => $"{c.A.Household} {c.B.Household} {c.Probability}");

        var atOnce = Found([.. planted.Households]).ToList();

        Assert.NotEmpty(atOnce);
        Assert.Equal(atOnce.Order(), planted.Households.SelectMany(p => Found(p)).Distinct().Order());
    }

    private static bool MayBeOne(Profile a, Profile b) => a.SharesNumberWith(b)
        || RosterMatch.Count(a.Members.AsSpan(), b.Members.AsSpan()) >= Math.Min(2, Math.Max(a.Members.Length, b.Members.Length));
}
