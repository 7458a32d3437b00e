using NodaTime;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using static PovertyMonitor.Tests.Alerts.Detection.FoundAlerts;

namespace PovertyMonitor.Tests.Alerts.Detection;

/// <summary>Alerts about who lives in a household, and the deprivations that each agency is told of.</summary>
public sealed class ChildAlertTests
{
    [Fact]
    public void An_agency_is_told_of_the_deprivations_that_it_sees_to()
    {
        string[] Of(HouseholdRule rule, InterviewCompleted interview) =>
            [.. FindAlerts.Decide(Tenant, Home, PovertyMonitor.Households.Household.Unknown, PovertyMonitor.Households.Household.Unknown.With(interview), interview, new([rule], []), null)
                .OfType<Finding.Raise>().Single().Alert.Deprivations];
        var poor = Interview(1, Half());

        // A child has died there too: that is for the health agencies.
        Assert.Equal(["years-of-schooling", "cooking-fuel", "sanitation", "electricity"], Of(Rule(ShippedRules.BecamePoor), poor));
        Assert.Equal([], Of(new HouseholdRule("trial", 1, ShippedRules.All[ShippedRules.BecamePoor] with { Indicators = ["child-mortality"] }, Measure), poor));
        Assert.Equal(["child-mortality"], Of(new HouseholdRule("trial", 1, ShippedRules.All["pregnancy-water-sanitation"] with { Condition = "not members.any(pregnant)", Indicators = [] }, Measure), poor));
    }

    [Fact]
    public void A_pregnancy_is_told_with_deprivations_in_water_or_sanitation_only()
    {
        var rule = Rule("pregnancy-water-sanitation");
        var sound = Sound(1).Answers;
        var pregnant = sound with { Members = [sound.Members[0] with { Sex = Sex.Female, AgeYears = 25, Pregnant = true }] };
        var without = pregnant with { Housing = pregnant.Housing with { Sanitation = Sanitation.OpenDefecation } };

        Assert.Equal(["", "", "raise pregnancy-water-sanitation 3"], After(new([rule], [rule]), null, Interview(1, sound), Interview(2, pregnant), Interview(3, without)));
    }

    [Fact]
    public void An_undernourished_child_is_told()
    {
        var rule = Rule("undernourished-child");
        var sound = Sound(1).Answers;

        Assert.Equal(["raise undernourished-child 1"], After(new([rule], [rule]), null, Interview(1, sound with { Members = [.. sound.Members, Undernourished()] })));
    }

    [Fact]
    public void An_alert_about_a_child_is_over_when_the_child_died_or_left()
    {
        var rule = Rule("undernourished-child");
        string[] Of(params object[] events) => After(new([rule], [rule]), null, events);
        var (child, other) = (Undernourished(), Undernourished());
        var sound = Sound(1).Answers;
        var one = Interview(1, sound with { Members = [.. sound.Members, child] });

        foreach (var end in (object[])[
            new MemberDied(Id(5), At(2), "test", child.Id, new ChildDeath { Month = new YearMonth(2019, 3) }, null), new MemberLeft(Id(5), At(2), "test", child.Id, null),
            new HouseholdSplit(Id(5), At(2), "test", Guid.NewGuid(), [child.Id], null)])
            Assert.Equal(["raise undernourished-child 1", "Gone undernourished-child 1", "Back undernourished-child 1"], Of(one, end, new ChangeWithdrawn(Id(6), "test", Id(5), WithdrawalReason.RecordedWrongly)));
        var left = new MemberLeft(Id(5), At(2), "test", child.Id, null);
        Assert.Equal(["raise undernourished-child 1", ""], Of(Interview(1, sound with { Members = [.. sound.Members, child, other] }), left));
        // Of a brother or sister nothing is known: nobody undernourished is known there any more.
        var unmeasured = Undernourished() with { Nutrition = null };
        Assert.Equal(["raise undernourished-child 1", "Gone undernourished-child 1"], Of(Interview(1, sound with { Members = [.. sound.Members, child, unmeasured] }), left));
        // And of the child that stays nothing more is known since: it is as it was, whoever else leaves.
        Assert.Equal(["raise undernourished-child 1", "", ""], Of(one, Interview(2, sound with { Members = [.. sound.Members, child with { Nutrition = null }, unmeasured] }), left with { Member = unmeasured.Id, At = At(3) }));
        // Who came without having been asked begins nothing, and yet is there.
        Assert.Equal(["", ""], Of(Interview(1, sound), new MemberJoined(Id(4), At(2), "test", other)));
        Assert.Equal(["raise undernourished-child 1", "", ""], Of(one, new MemberJoined(Id(4), At(2), "test", other), left with { At = At(3) }));
    }

    [Fact]
    public void A_child_that_is_merely_not_measured_is_as_it_was_though_another_one_is()
    {
        var rule = Rule("undernourished-child");
        var sound = Sound(1).Answers;
        string[] Of(params object[] events) => After(new([rule], [rule]), null, events);
        InterviewCompleted With(int n, params Member[] children) => Interview(n, sound with { Members = [.. sound.Members, .. children] });
        var (child, sibling) = (Undernourished(), Undernourished());
        // Each a year older at every interview.
        Member Aged(Member of, int n, Nutrition? measured) => of with { AgeYears = n + 1, AgeMonths = 12 * (n + 1), Nutrition = measured };
        Nutrition Well(int n) => new() { WeightKg = 9.5m + (2.4m * n), HeightCm = 78m + (9m * n), MeasuredOn = new LocalDate(2017 + n, 3, 1), Source = NutritionSource.Measured };
        var one = With(1, child, Aged(sibling, 1, Well(1)));

        Assert.Equal(["raise undernourished-child 1", "", ""], Of(one, With(2, Aged(child, 2, null), Aged(sibling, 2, Well(2))), With(3, Aged(child, 3, null), Aged(sibling, 3, null))));
        Assert.Equal(["raise undernourished-child 1", "Gone undernourished-child 1"], Of(one, With(2, Aged(child, 2, Well(2)), Aged(sibling, 2, null))));
        Assert.Equal(["raise undernourished-child 1", "", "Gone undernourished-child 1"],
            Of(one, With(2, Aged(child, 2, null), Aged(sibling, 2, Well(2))), With(3, Aged(child, 3, Well(3)), Aged(sibling, 3, null))));
        Assert.Equal(["raise undernourished-child 1", "", "Gone undernourished-child 1"],
            Of(one, With(2, Aged(child, 2, null), Aged(sibling, 2, Well(2))), new MemberLeft(Id(5), At(3), "test", child.Id, null)));
        // And begins nothing.
        Assert.Equal(["", ""], Of(With(1, Aged(child, 1, Well(1)), Aged(sibling, 1, null)), With(2, Aged(child, 2, null), Aged(sibling, 2, Well(2)))));
    }

    [Fact]
    public void A_household_that_split_off_with_the_child_has_an_alert_of_its_own_at_its_first_interview()
    {
        HouseholdRule[] rules = [Rule("undernourished-child"), Rule("pregnancy-water-sanitation"), Rule(ShippedRules.BecamePoor)];
        var (child, sibling, sound) = (Undernourished(), Undernourished(), Sound(1).Answers);
        var mother = sound.Members[0] with { Sex = Sex.Female, AgeYears = 25, Pregnant = true };
        string[] Of(Answers then, params object[] events) =>
            After(new(rules, rules), null, [new HouseholdSplitOff(Id(5), At(2), "test", Guid.NewGuid(), Sound(1).Place, Id(9), At(1), "R1", then), .. events]);
        Answers With(params Member[] members) => sound with { Members = members };
        var (thin, unmeasured) = (child with { Nutrition = child.Nutrition! with { MeasuredOn = new LocalDate(2020, 2, 1) } }, child with { Nutrition = null });
        var along = With(sound.Members[0], child);

        Assert.Equal(["", "raise undernourished-child 3", ""], Of(along, Interview(3, With(sound.Members[0], thin)), Interview(4, With(sound.Members[0], unmeasured))));
        Assert.Equal(["", "raise undernourished-child 3"], Of(along, Interview(3, With(sound.Members[0], unmeasured))));
        // It isn't there any more, or never was thin.
        Assert.Equal(["", "", ""], Of(along, new MemberLeft(Id(6), At(2) + Duration.FromDays(9), "test", child.Id, null), Interview(3, With(sound.Members[0], sibling with { Nutrition = null }))));
        Assert.Equal(["", ""], Of(along, Interview(3, With(sound.Members[0]))));
        Assert.Equal(["", ""], Of(With(sound.Members[0], unmeasured), Interview(3, With(sound.Members[0], unmeasured))));
        var dry = With(mother) with { Housing = sound.Housing with { Sanitation = Sanitation.OpenDefecation } };
        Assert.Equal(["", "raise pregnancy-water-sanitation 3", ""], Of(dry, Interview(3, dry), Interview(4, dry)));
        // How poor it was, was told of the old one.
        Assert.Equal(["", ""], Of(Half(), Interview(3, Half())));
    }

    [Fact]
    public void It_is_over_whether_an_interview_without_the_child_or_the_report_comes_first()
    {
        var rule = Rule("undernourished-child");
        string[] Of(params object[] events) => After(new([rule], [rule]), null, events);
        var (child, sibling, sound) = (Undernourished(), Undernourished() with { Nutrition = null }, Sound(1).Answers);
        InterviewCompleted With(int n, params Member[] children) => Interview(n, sound with { Members = [.. sound.Members, .. children] });
        var (one, unmeasured) = (With(1, child, sibling), child with { Nutrition = null });
        string[] over = ["raise undernourished-child 1", "Gone undernourished-child 1", ""];

        foreach (var end in (Func<int, object>[])[n => new MemberLeft(Id(5), At(n), "test", child.Id, null), n => new MemberDied(Id(5), At(n), "test", child.Id, null, null)])
        {
            Assert.Equal(over, Of(one, With(2, sibling), end(3)));
            Assert.Equal(over, Of(one, end(3), With(2, sibling)));
            Assert.Equal(over, Of(one, With(3, sibling), end(2)));
            Assert.Equal(over, Of(one, end(2), With(3, sibling)));
            // Merely not measured it is as it was, until it goes.
            Assert.Equal(["raise undernourished-child 1", "", "Gone undernourished-child 1"], Of(one, With(2, unmeasured, sibling), end(3)));
            Assert.Equal(over, Of(one, end(3), With(2, unmeasured, sibling)));
        }
        Assert.Equal(["raise undernourished-child 1", "", ""], Of(one, With(2, unmeasured, sibling), With(3, unmeasured)));
        Assert.Equal(["raise undernourished-child 1", "Gone undernourished-child 1", "Back undernourished-child 1"], Of(one, With(2, sibling), Corrected(2, With(9, unmeasured, sibling))));
    }
}
