using PovertyMonitor.Platform.Problems;
using Xunit;

namespace PovertyMonitor.Tests.Platform.Problems;

public sealed class CatalogueTests
{
    public static TheoryData<string> Codes => [.. Catalogue.All.Select(problem => problem.Code)];

    [Fact]
    public void It_holds_the_entries_of_the_platform_and_of_the_slices()
    {
        Assert.Contains(PlatformProblems.Unexpected, Catalogue.All);
        Assert.Contains(PovertyMonitor.Access.AccessProblems.TokenMissing, Catalogue.All);
    }

    [Fact]
    public void A_code_stands_for_one_problem() =>
        Assert.Equal(Catalogue.All.Count, Catalogue.All.Select(problem => problem.Code).Distinct().Count());

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_entry_is_complete(string code)
    {
        var problem = Catalogue.Find(code)!;
        Assert.Matches("^[a-z]+(_[a-z]+)*\\.[a-z0-9]+(_[a-z0-9]+)*$", problem.Code);
        Assert.InRange(problem.Status, 400, 599);
        Assert.All(
            [problem.Title, problem.Message, problem.Advice],
            text =>
            {
                Assert.False(string.IsNullOrWhiteSpace(text.Indonesian));
                Assert.False(string.IsNullOrWhiteSpace(text.English));
                Assert.NotEqual(text.Indonesian, text.English);
                Assert.Equal(text.PlacesIn(Language.Indonesian), text.PlacesIn(Language.English));
            });
        Assert.Empty(problem.Title.PlacesIn(Language.English));
    }

    [Fact]
    public void An_occurrence_without_a_value_for_a_place_is_refused_where_it_is_made()
    {
        var thrown = Assert.Throws<ArgumentException>(() => PlatformProblems.InvalidInput.Result());
        Assert.Contains("'count'", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PlatformProblems.BadParameter.At("round", ("other", 1)));
    }

    [Fact]
    public void A_finding_is_told_in_the_readers_language()
    {
        var finding = PlatformProblems.BadParameter.At("round", ("parameter", "round"));
        Assert.Equal("The parameter 'round' is missing or cannot be interpreted.", finding.In(Language.English).Message);
        Assert.StartsWith("Parameter 'round' tidak ada", finding.In(Language.Indonesian).Message, StringComparison.Ordinal);
    }
}
