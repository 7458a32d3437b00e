using JasperFx.Events;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Tests.Households.Life;

namespace PovertyMonitor.Tests.Households.Timeline;

/// <summary>What a household's own events tell, each thing once and in the order in which it was so.</summary>
public sealed class HouseholdTimelineTests : ToldHome
{
    private static readonly Register Bojonegoro = new(RegisterFile.Read("35.22"));

    [Fact]
    public void An_interview_that_is_older_than_the_first_report_is_no_riddle()
    {
        Assert.True(Story.Interview(Interview(Day(0), 0, 1, 2, 3, 4)));

        var told = Told(Home.HouseholdId);

        Assert.Equal(["interview_completed", "household_registered", "interview_completed"], told.Select(e => e.Kind));
        Assert.Equal("The first report of this household to arrive is of this day, in Pacul (35.22.15.2002); what is older was reported later.", told[1].Text);
        Assert.EndsWith("first met in Pacul (35.22.15.2002).", HouseholdWords.Of(Story.Events[Home.HouseholdId][0], Language.English, Bojonegoro), StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_of_which_more_is_learned_later_is_told_once_as_it_is_known_now()
    {
        var into = SplitOff(Day(9), 3);
        Assert.True(Story.Interview(Interview(Day(5), 0, 1, 2, 3, 4)));
        Assert.Contains(Story.Events[into], e => e is HouseholdSplitOff { Telling: 1 });

        var told = Assert.Single(Told(into), e => e.Kind == "household_split_off");

        Assert.Equal(("This household split off from the one its people came from with 1 person.", false), (told.Text, told.Withdrawn));
        Assert.Equal("1 member formed a household of their own.", Assert.Single(Told(Home.HouseholdId), e => e.Kind == "household_split").Text);
    }

    [Fact]
    public void A_split_that_took_the_place_of_another_says_what_it_put_right()
    {
        var (wrong, into) = (Guid.NewGuid(), Guid.NewGuid());
        Recorded(Story.Report(Home.HouseholdId, "splits", wrong, Day(9), Split(into, 3, 4)));
        var right = Split(into, 3, 4);
        right["replaces"] = $"{wrong}";
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(8), right));

        foreach (var (household, kind) in ((Guid, string)[])[(Home.HouseholdId, "household_split"), (into, "household_split_off")])
        {
            var told = Told(household);
            Assert.DoesNotContain(told, e => e.Kind == "change_withdrawn");
            Assert.Equal([false, true], told.Where(e => e.Kind == kind).Select(e => e.Withdrawn));
            Assert.EndsWith("This puts right what was recorded before: 10 March 2018, 2 persons.", told.First(e => e.Kind == kind).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_day_is_the_regencys() =>
        Assert.Equal(new LocalDate(2018, 11, 1), new TimelineEntry(Instant.FromUtc(2018, 10, 31, 17, 0), Instant.FromUtc(2018, 11, 2, 0, 0), "assistance_recorded", "", null).Day);

    private List<TimelineEntry> Told(Guid household) =>
        [.. HouseholdTimeline.Of([.. Story.Events[household].Select(Wrapped)], Language.English, Bojonegoro).OrderBy(e => e.At).ThenBy(e => e.LearnedAt)];

    private static IEvent Wrapped(object fact, int version)
    {
        var e = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(fact.GetType()), fact)!;
        e.Timestamp = DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(version);
        return e;
    }
}
