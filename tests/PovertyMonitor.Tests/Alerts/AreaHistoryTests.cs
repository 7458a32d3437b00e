using NodaTime;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Tests.Commitments;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>What rules about areas would have raised over what is recorded.</summary>
public sealed class AreaHistoryTests
{
    private const string One = "35.22.09.2001";
    private const string Other = "35.22.09.2002";
    private static readonly LocalDate Day = new(2018, 3, 2);
    private static readonly AlertRuleDefinition Rule = ShippedRules.All["coverage-behind"] with { MinimumN = 1 };

    [Fact]
    public void A_village_is_behind_from_the_day_on_which_the_others_have_left_it_and_once_a_round()
    {
        var expected = new Dictionary<string, long> { [One] = 10, [Other] = 10 };

        var begun = CoverageGaps.History(Rule, "2018", expected,
            [Of(Other, 0, 3), Of(Other, 1, 1), Of(One, 2, 9), Of(Other, 3, 4), Of(One, 3, 1), Of(One, 4, 0)]).ToList();

        // Three of twenty leave a gap of 0.15, four one of 0.2; then the others catch up and leave the first behind, who had gone ahead.
        Assert.Equal([(One, Day.PlusDays(1), "0.000", "0.200"), (Other, Day.PlusDays(2), "0.400", "0.650")],
            begun.Select(c => (c.Subject, HouseholdRule.DayOf(c.At), c.Value!, c.Limit!)));
    }

    [Fact]
    public void An_indicator_is_behind_once_until_it_has_caught_up()
    {
        Reading Round(int year, decimal value) => new(value, $"{year}", new LocalDate(year, 6, 30));

        var begun = OffTrackIndicators.History("35.22", ProgressTests.Index, "index", [Round(2018, 0.5m), Round(2019, 0.6m), Round(2020, 0.7m)], _ => true).ToList();
        var few = OffTrackIndicators.History("35.22", ProgressTests.Index, "index", [Round(2018, 0.5m), Round(2019, 0.6m), Round(2020, 0.7m)], round => round != "2019").ToList();
        var twice = OffTrackIndicators.History("35.22", ProgressTests.Index, "index", [Round(2017, 0.5m), Round(2018, 0.6m), Round(2019, 0.01m), Round(2020, 0.7m)], _ => true).ToList();

        Assert.Equal(["2019"], begun.Select(c => c.Round));
        Assert.Equal(["2020"], few.Select(c => c.Round));
        Assert.Equal(["2018", "2020"], twice.Select(c => c.Round));
    }

    [Fact]
    public void What_comes_again_within_the_cool_down_or_from_the_same_cause_is_no_second_alert()
    {
        AreaCondition Begun(string cause, int day, string subject = One) => new(subject, One, cause, true, Of(One, day, 0).Last);

        var alerts = AreaHistory.Raised("35.22", Rule with { CoolDownDays = 10 }, [Begun("d", 31), Begun("a", 0), Begun("a", 40), Begun("b", 9), Begun("c", 10), Begun("b", 9, Other)]);

        Assert.Equal([("a", One), ("b", Other), ("c", One), ("d", One)], alerts.Select(a => (a.Cause, a.Subject)));
    }

    private static (string Village, LocalDate Day, long Interviews, Instant Last) Of(string village, int day, long interviews) =>
        (village, Day.PlusDays(day), interviews, (Day.PlusDays(day) + new LocalTime(9, 0)).InUtc().ToInstant());
}
