using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using static PovertyMonitor.Tests.Alerts.Detection.FoundAlerts;

namespace PovertyMonitor.Tests.Alerts.Detection;

/// <summary>What events about one household mean for alerts.</summary>
public sealed class FindAlertsTests
{
    [Fact]
    public void A_new_latest_interview_raises_what_begins_to_hold_and_the_next_one_does_not_again() =>
        Assert.Equal(["", "raise became-poor 2", ""], After(Sound(1), Poor(2), Poor(3)));

    [Fact]
    public void An_older_interview_never_raises() => Assert.Equal(["", ""], After(Sound(2), Poor(1)));

    [Fact]
    public void A_correction_never_raises_and_withdraws_what_never_was() =>
        Assert.Equal(["", "", "raise became-poor 2", "NeverWas became-poor 2"], After(Sound(1), Corrected(1, Sound(9)), Poor(2), Corrected(2, Sound(9))));

    [Fact]
    public void An_alert_stays_when_an_older_interview_says_it_was_so_before() =>
        Assert.Equal(["raise became-poor 2", ""], After(Poor(2), Poor(1)));

    [Fact]
    public void What_an_interview_raised_is_withdrawn_with_it_also_when_an_older_one_came_since() =>
        Assert.Equal(["raise became-poor 2", "", "Gone became-poor 1, NeverWas became-poor 2"], After(Poor(2), Poor(1), Corrected(2, Sound(9))));

    [Fact]
    public void A_rejected_interview_takes_its_alert_back() =>
        Assert.Equal(["", "raise became-poor 2", "NeverWas became-poor 2"], After(Sound(1), Poor(2), new InterviewWithdrawn(Id(2), "invented", "test")));

    [Fact]
    public void A_later_interview_closes_it_and_its_correction_brings_it_back() =>
        Assert.Equal(["raise became-poor 1", "Gone became-poor 1, raise left-poverty 2", "Back became-poor 1, NeverWas left-poverty 2"], After(Poor(1), Sound(2), Corrected(2, Poor(9))));

    [Fact]
    public void Becoming_poor_again_is_another_alert() =>
        Assert.Equal(["raise became-poor 1", "Gone became-poor 1, raise left-poverty 2", "raise became-poor 3, Gone left-poverty 2"], After(Poor(1), Sound(2), Poor(3)));

    [Fact]
    public void In_baseline_mode_first_interviews_of_its_round_are_silent_and_later_ones_are_not()
    {
        Assert.Equal([""], After("R1", Poor(1)));
        Assert.Equal(["", "raise became-poor 2"], After("R1", Sound(1), Poor(2)));
        Assert.Equal(["raise became-poor 2"], After("R1", Poor(2)));
    }

    [Theory]
    // A score of 1/3 is between: it neither enters at 1/2 nor leaves below 1/3.
    [InlineData("1/2", "1/3", new[] { 1 / 2.0, 1 / 3.0, 1 / 2.0 }, new[] { "raise became-poor 1", "", "" })]
    [InlineData("1/2", "1/3", new[] { 1 / 3.0, 1 / 2.0 }, new[] { "", "raise became-poor 2" })]
    [InlineData("1/2", null, new[] { 1 / 2.0, 1 / 3.0 }, new[] { "raise became-poor 1", "Gone became-poor 1" })]
    public void Between_the_thresholds_nothing_changes(string enter, string? exit, double[] scores, string[] expected)
    {
        var rule = new HouseholdRule(ShippedRules.BecamePoor, 1, ShippedRules.All[ShippedRules.BecamePoor] with { Enter = enter, Exit = exit }, Measure);
        var interviews = scores.Select((s, i) => Interview(i + 1, s < 0.4 ? Third() : Half())).ToArray<object>();

        Assert.Equal(expected, After(new HouseholdRules([rule], [rule]), null, interviews));
    }

    [Fact]
    public void A_rule_that_is_new_has_its_memory_at_once()
    {
        var (old, stated) = (Rule(ShippedRules.BecamePoor), new HouseholdRule(ShippedRules.BecamePoor, 2, ShippedRules.All[ShippedRules.BecamePoor] with { CoolDownDays = 1 }, Measure));

        Assert.Equal(["raise became-poor 1"], After(new([old], [old]), null, Poor(1)));
        Assert.Equal("", After(new([stated], [old, stated]), null, Poor(1), Poor(2))[1]);
    }

    [Fact]
    public void An_end_of_the_household_that_is_taken_back_brings_its_alert_back()
    {
        ChangeWithdrawn taken = new(Id(6), "test", Id(5), WithdrawalReason.DidNotHappen);
        foreach (var end in (object[])[new HouseholdDissolved(Id(5), At(2), "test", DissolutionReason.LeftRegency), new HouseholdMergedInto(Id(5), At(2), "test", Guid.NewGuid(), false)])
        {
            Assert.Equal(["raise became-poor 1", "Gone became-poor 1", "Back became-poor 1", ""], After(Poor(1), end, taken, Poor(3)));
            Assert.Equal(["", "", ""], After(Sound(1), end, taken));
        }
    }

    [Fact]
    public void The_same_cause_gives_the_same_id()
    {
        var (rule, poor) = (Rule(ShippedRules.BecamePoor), Poor(1));
        IEnumerable<Guid> Ids() => FindAlerts.Decide(Tenant, Home, PovertyMonitor.Households.Household.Unknown, PovertyMonitor.Households.Household.Unknown.With(poor), poor, new([rule], [rule]), null)
            .OfType<Finding.Raise>().Select(r => r.Alert.Id);

        Assert.Equal(Ids(), Ids());
        Assert.Equal(5, Assert.Single(Ids()).Version);
    }

    [Fact]
    public void What_was_counted_nowhere_as_a_duplicate_was_so_after_all_once_that_is_taken_back()
    {
        HouseholdMergedInto merged = new(Id(5), At(4), "test", Guid.NewGuid(), true);
        ChangeWithdrawn taken = new(Id(6), "test", Id(5), WithdrawalReason.RecordedWrongly);

        Assert.Equal(["raise became-poor 1", "NeverWas became-poor 1", "WasAfterAll became-poor 1", ""], After(Poor(1), merged, taken, Poor(3)));
        // Also where an older interview said so first.
        Assert.Equal(["raise became-poor 2", "", "NeverWas became-poor 1, NeverWas became-poor 2", "WasAfterAll became-poor 1, WasAfterAll became-poor 2"], After(Poor(2), Poor(1), merged, taken));
        // What an interview says that came meanwhile ends it then.
        Assert.Equal(["raise became-poor 1", "NeverWas became-poor 1", "", "Gone became-poor 1, WasAfterAll became-poor 1, WasAfterAll left-poverty 2"], After(Poor(1), merged, Sound(2), taken));
        Assert.Equal(["", "", ""], After(Sound(1), merged, taken));
    }
}
