using NodaTime;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>What events about one household mean for alerts.</summary>
public sealed class FindAlertsTests
{
    private const string Tenant = "35.22";
    private static readonly Guid Household = new("3f0b5d0e-5f3c-4a63-9f5e-0a8f6b1c2d3e");
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpi), 1);

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
    public void Who_becomes_severely_poor_gives_one_alert_which_lasts_until_poverty_is_left()
    {
        HouseholdRule[] rules = [Rule(ShippedRules.BecamePoor), Rule("became-severely-poor")];
        string[] Of(params object[] events) => After(new HouseholdRules(rules, rules), null, events);

        Assert.Equal(["raise became-severely-poor 1", "", "Gone became-poor 1, Gone became-severely-poor 1"], Of(Interview(1, Half()), Interview(2, Third()), Interview(3, Healthily(Sound(3).Answers))));
        // Who was poor already has one of its own.
        Assert.Equal(["raise became-poor 1", "raise became-severely-poor 2"], Of(Interview(1, Third()), Interview(2, Half())));
    }

    [Fact]
    public void An_agency_is_told_of_the_deprivations_that_it_sees_to()
    {
        string[] Of(HouseholdRule rule, InterviewCompleted interview) =>
            [.. FindAlerts.Decide(Tenant, Household, PovertyMonitor.Households.Household.Unknown, PovertyMonitor.Households.Household.Unknown.With(interview), interview, new([rule], []), null)
                .OfType<Finding.Raise>().Single().Alert.Deprivations];
        var poor = Interview(1, Half());

        // A child has died there too: that is for the health agencies.
        Assert.Equal(["years-of-schooling", "cooking-fuel", "sanitation", "electricity"], Of(Rule(ShippedRules.BecamePoor), poor));
        Assert.Equal([], Of(new HouseholdRule("trial", 1, ShippedRules.All[ShippedRules.BecamePoor] with { Indicators = ["child-mortality"] }, Measure), poor));
        Assert.Equal(["child-mortality"], Of(new HouseholdRule("trial", 1, ShippedRules.All["pregnancy-water-sanitation"] with { Condition = "not members.any(pregnant)", Indicators = [] }, Measure), poor));
    }

    [Fact]
    public void The_death_of_a_child_is_told_once_whether_reported_or_found_at_an_interview()
    {
        var death = new ChildDeath { Month = new YearMonth(2018, 6), AgeMonths = 3, Mother = null };
        var rule = Rule("child-death");
        var (before, member) = (Sound(1), Guid.NewGuid());
        var died = new MemberDied(Id(7), Instant.FromUtc(2018, 6, 1, 0, 0), "test", member, death, null);

        Assert.Equal(["", "raise child-death 7", ""], After(new([rule], [rule]), "R1", before, died, Interview(2, before.Answers with { ChildDeaths = [death] })));
        Assert.Equal(["", "raise child-death 2", "NeverWas child-death 2"], After(new([rule], [rule]), "R1",
            before, Interview(2, before.Answers with { ChildDeaths = [death] }), Corrected(2, before)));
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
    public void A_death_that_is_told_with_more_later_is_the_same_and_two_in_one_month_are_two()
    {
        var rule = Rule("child-death");
        string[] Of(params object[] events) => After(new([rule], [rule]), "R1", events);
        var (before, month, mother) = (Sound(1), new YearMonth(2018, 6), Guid.NewGuid());
        InterviewCompleted Told(int n, params ChildDeath[] deaths) => Interview(n, before.Answers with { ChildDeaths = deaths });
        MemberDied Reported(int n, int? age) => new(Id(n), Instant.FromUtc(2018, 6, n, 0, 0), "test", Guid.NewGuid(), new ChildDeath { Month = month, AgeMonths = age }, null);
        ChildDeath full = new() { Month = month, AgeMonths = 40, Mother = mother };

        Assert.Equal(["", "raise child-death 7", "", ""], Of(before, Reported(7, 36), Told(2, full), Told(3, full with { AgeMonths = 41 })));
        Assert.Equal(["", "raise child-death 7", ""], Of(before, Reported(7, null), Told(2, full)));
        Assert.Equal(["", "raise child-death 7", "raise child-death 2"], Of(before, Reported(7, 36), Told(2, full, full with { AgeMonths = 2 })));
        Assert.Equal(["", "raise child-death 7", "raise child-death 2"], Of(before, Reported(7, 1), Told(2, full)));
        Assert.Equal(["", "raise child-death 7", "raise child-death 8", ""], Of(before, Reported(7, 36), Reported(8, 36), Told(2, full, full)));
        Assert.Equal(["", "raise child-death 2", "", "raise child-death 4"], Of(before, Told(2, new ChildDeath { Month = month }), Told(3, full), Told(4, full, full with { AgeMonths = 12 })));
        // Told first at an interview, and reported late.
        Assert.Equal(["", "raise child-death 2", ""], Of(before, Told(2, full), Reported(7, 36)));
        Assert.Equal(["raise child-death 2", "raise child-death 3"], Of(Told(2, new ChildDeath()), Told(3, new ChildDeath { Month = new YearMonth(2019, 9) })));
    }

    [Fact]
    public void A_trial_counts_no_alert_that_another_rules_takes_the_place_of()
    {
        var (poor, severe) = (Rule(ShippedRules.BecamePoor), Rule("became-severely-poor"));
        int Count(HouseholdRule[] inForce, params object[] events) => TryRule.OfHousehold(Tenant, Household, events, TryRule.Beside(poor, new(inForce, inForce)), null).Count();

        Assert.Equal((1, 0), (Count([poor], Interview(1, Half())), Count([poor, severe], Interview(1, Half()))));
        Assert.Equal((1, 1), (Count([poor, severe], Interview(1, Third()), Interview(2, Half())), Count([poor, severe], Interview(1, Half()), Corrected(1, Interview(9, Third())))));
    }

    [Fact]
    public void The_same_cause_gives_the_same_id()
    {
        var (rule, poor) = (Rule(ShippedRules.BecamePoor), Poor(1));
        IEnumerable<Guid> Ids() => FindAlerts.Decide(Tenant, Household, PovertyMonitor.Households.Household.Unknown, PovertyMonitor.Households.Household.Unknown.With(poor), poor, new([rule], [rule]), null)
            .OfType<Finding.Raise>().Select(r => r.Alert.Id);

        Assert.Equal(Ids(), Ids());
        Assert.Equal(5, Assert.Single(Ids()).Version);
    }

    private static string[] After(params object[] events) => After(null, events);

    private static string[] After(string? baseline, params object[] events)
    {
        HouseholdRule[] rules = [Rule(ShippedRules.BecamePoor), Rule("left-poverty")];
        return After(new(rules, rules), baseline, events);
    }

    // What each event means, in words: the number is that of the interview or change that raised it.
    private static string[] After(HouseholdRules rules, string? baseline, params object[] events)
    {
        var (state, told) = (PovertyMonitor.Households.Household.Unknown, new List<string>());
        var ids = rules.Ever.SelectMany(r => Enumerable.Range(1, 9).Select(n => (Id: FindAlerts.IdOf(Tenant, r.Code, r.Revision, $"{Household}", $"{Id(n)}"), Name: $"{r.Code} {n}"))).ToDictionary(x => x.Id, x => x.Name);
        foreach (var fact in events)
        {
            var before = state;
            state = before.With(fact);
            told.Add(string.Join(", ", FindAlerts.Decide(Tenant, Household, before, state, fact, rules, baseline)
                .Select(f => f is Finding.Raise raise ? $"raise {ids[raise.Alert.Id]}" : $"{((Finding.Turn)f).Became} {ids[((Finding.Turn)f).Alert]}")
                .OrderBy(s => s.Contains("left-poverty", StringComparison.Ordinal)).ThenBy(s => s, StringComparer.Ordinal)));
        }
        return [.. told];
    }

    private static Member Undernourished() => new()
    {
        Id = Guid.NewGuid(),
        Sex = Sex.Male,
        AgeYears = 2,
        AgeMonths = 24,
        Relation = Relation.Child,
        Nutrition = new Nutrition { WeightKg = 8m, HeightCm = 78m, MeasuredOn = new LocalDate(2018, 2, 1), Source = NutritionSource.Measured },
    };

    private static HouseholdRule Rule(string code) => new(code, 1, ShippedRules.All[code], Measure);

    private static Guid Id(int n) => new($"00000000-0000-4000-8000-00000000000{n}");

    private static InterviewCompleted Poor(int n) => Interview(n, SampleInterview.Of(true, "35.22.15.2002", "R", At(n), 2).Unschooled().Answers!);

    private static InterviewCompleted Sound(int n) => Interview(n, SampleInterview.Of(false, "35.22.15.2002", "R", At(n), 2).Answers!);

    // A child's death, solid fuel, no sanitation and no electricity: 1/6 and three times 1/18.
    private static Answers Third()
    {
        var sound = Sound(1).Answers;
        return sound with
        {
            ChildDeaths = [new ChildDeath { Month = new YearMonth(2017, 6), AgeMonths = 3 }],
            Members = [.. sound.Members.Select(m => m with { Nutrition = Healthy })],
            Housing = sound.Housing with { CookingFuel = CookingFuel.Wood, Sanitation = Sanitation.OpenDefecation, Electricity = Electricity.None },
        };
    }

    private static Answers Healthily(Answers answers) => answers with { Members = [.. answers.Members.Select(m => m with { Nutrition = Healthy })] };

    // The same with nobody who went to school for six years.
    private static Answers Half()
    {
        var third = Third();
        return third with { Members = [.. third.Members.Select(m => m with { YearsOfSchooling = 3 })] };
    }

    private static Nutrition Healthy => new() { WeightKg = 60m, HeightCm = 165m, MeasuredOn = new LocalDate(2017, 12, 1), Source = NutritionSource.Measured };

    private static Instant At(int n) => Instant.FromUtc(2017 + n, 3, 2, 3, 0);

    private static InterviewCompleted Interview(int n, Answers answers) => new(Id(n), $"R{n}", At(n), "K-1", null, new Place("35.22.15.2002", "003", "001", "Melati 1"), answers);

    private static InterviewCorrected Corrected(int n, InterviewCompleted by) => new(new($"00000000-0000-4000-8000-0000000000c{n}"), Id(n), At(n) + Duration.FromDays(40), "K-1", null, by.Place, by.Answers);
}
