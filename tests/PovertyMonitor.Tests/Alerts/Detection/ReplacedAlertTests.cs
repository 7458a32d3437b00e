using PovertyMonitor.Alerts.Rules;
using static PovertyMonitor.Tests.Alerts.Detection.FoundAlerts;

namespace PovertyMonitor.Tests.Alerts.Detection;

/// <summary>Rules whose alert takes the place of another one's.</summary>
public sealed class ReplacedAlertTests
{
    [Fact]
    public void Who_becomes_severely_poor_gives_one_alert_which_lasts_until_poverty_is_left()
    {
        HouseholdRule[] rules = [Rule(ShippedRules.BecamePoor), Rule("became-severely-poor")];
        string[] Of(params object[] events) => After(new HouseholdRules(rules, rules), null, events);

        Assert.Equal(["raise became-severely-poor 1", "", "Gone became-poor 1, Gone became-severely-poor 1"], Of(Interview(1, Half()), Interview(2, Third()), Interview(3, Healthily(Sound(3).Answers))));
        // Who was poor already has one of its own.
        Assert.Equal(["raise became-poor 1", "raise became-severely-poor 2"], Of(Interview(1, Third()), Interview(2, Half())));
    }

    [Fact]
    public void With_an_alert_that_was_raised_in_error_what_it_had_taken_the_place_of_is_raised()
    {
        HouseholdRule[] rules = [Rule(ShippedRules.BecamePoor), Rule("became-severely-poor")];
        string[] Of(string? baseline, params object[] events) => After(new HouseholdRules(rules, rules), baseline, events);
        var (severe, poor) = (Interview(1, Half()), Corrected(1, Interview(9, Third())));

        Assert.Equal(["raise became-severely-poor 1", "NeverWas became-severely-poor 1, raise became-poor 1", ""], Of(null, severe, poor, Interview(2, Third())));
        Assert.Equal(["raise became-severely-poor 1", "", "NeverWas became-severely-poor 1, raise became-poor 1"], Of(null, severe, Interview(2, Third()), poor));
        // What is not so any more is not told late, nor what was never told otherwise.
        Assert.Equal("NeverWas became-poor 1, NeverWas became-severely-poor 1", Of(null, severe, Corrected(1, Interview(9, Healthily(Sound(9).Answers))))[1]);
        Assert.Equal("NeverWas became-severely-poor 1", Of("R1", severe, poor)[1]);
        Assert.Equal(["", "", "NeverWas became-severely-poor 1"], Of(null, Interview(1, Healthily(Sound(1).Answers)), Corrected(1, Interview(9, Half())),
            poor with { SubmissionId = Guid.NewGuid(), CorrectedAt = At(4) }));
        Assert.Equal(["raise became-poor 1", "raise became-severely-poor 2", "NeverWas became-severely-poor 2"], Of(null, Interview(1, Third()), Interview(2, Half()), Corrected(2, Interview(9, Third()))));
    }

    [Fact]
    public void A_trial_counts_no_alert_that_another_rules_takes_the_place_of()
    {
        var (poor, severe) = (Rule(ShippedRules.BecamePoor), Rule("became-severely-poor"));
        int Count(HouseholdRule[] inForce, params object[] events) => TryRule.OfHousehold(Tenant, Home, events, TryRule.Beside(poor, new(inForce, inForce)), null).Count();

        Assert.Equal((1, 0), (Count([poor], Interview(1, Half())), Count([poor, severe], Interview(1, Half()))));
        Assert.Equal((1, 1), (Count([poor, severe], Interview(1, Third()), Interview(2, Half())), Count([poor, severe], Interview(1, Half()), Corrected(1, Interview(9, Third())))));
    }
}
