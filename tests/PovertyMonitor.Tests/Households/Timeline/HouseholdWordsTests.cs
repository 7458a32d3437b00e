using System.Text.RegularExpressions;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Timeline;

/// <summary>What a village head reads of a household.</summary>
public sealed partial class HouseholdWordsTests
{
    private static readonly Register Bojonegoro = new(RegisterFile.Read("35.22"));
    private static readonly Instant At = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly Guid Id = new("0a6f257f-60d4-44b1-a6cc-927fd0c0f36a");

    [Fact]
    public void No_sentence_has_an_id_in_it_and_the_other_household_is_told_beside_it()
    {
        var answers = SampleInterview.Of(true, "35.22.15.2002", "2018-1", At, 3).Answers!;
        var begun = new HouseholdSplitOff(Id, At, "k", Id, new Place("35.22.15.2002"), Id, At, "2018-1", answers);
        var merged = new HouseholdsMerged(Id, At, "k", Id, answers.Members, [], false);
        object[] facts =
        [
            new HouseholdSplit(Id, At, "k", Id, [Id], null), begun, begun with { Telling = 1 }, begun with { Returned = [new(Id, At)] },
            merged, merged with { Telling = 1 }, merged with { AsDuplicate = true }, new HouseholdMergedInto(Id, At, "k", Id, false), new HouseholdMergedInto(Id, At, "k", Id, true),
        ];

        foreach (var fact in facts)
        {
            Assert.Equal(Id, HouseholdWords.OtherOf(fact));
            Assert.All([Language.Indonesian, Language.English], l => Assert.DoesNotMatch(AnyId(), HouseholdWords.Of(fact, l, Bojonegoro)!));
        }
        Assert.Equal(("2 Maret 2018", "2 March 2018"), (HouseholdWords.DayOf(At, Language.Indonesian), HouseholdWords.DayOf(new LocalDate(2018, 3, 2), Language.English)));
    }

    [GeneratedRegex("[0-9a-f]{8}-")]
    private static partial Regex AnyId();
}
