using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>What a trial tells, and to whom.</summary>
public sealed class TrialTallyTests
{
    [Fact]
    public void Who_does_not_see_households_gets_counts_in_tens_and_no_small_one()
    {
        var tally = new TrialTally();
        foreach (var n in Enumerable.Range(0, 19)) tally.Add(Of("35.22.01.2001", n));
        tally.Add(Of("35.22.01.2002", 40));

        var (counts, whole) = (tally.Counts(1234, 10), tally.Whole(1234, showsAlerts: true));

        Assert.Equal((20, 1230, 10, 0), (counts.Count, counts.Households, counts.Step, counts.Alerts.Count));
        // What is left out can't be had by taking one count from another.
        Assert.Equal([KeyValuePair.Create("35.22.01.2001", 10)], counts.ByArea);
        Assert.Equal([KeyValuePair.Create("2026-01", 10)], counts.ByMonth);
        Assert.Equal((20, 1234, null, 20), (whole.Count, whole.Households, whole.Step, whole.Alerts.Count));
        Assert.Equal([KeyValuePair.Create("35.22.01.2001", 19), KeyValuePair.Create("35.22.01.2002", 1)], whole.ByArea);
        Assert.Null(new TrialTally().Counts(9, 10).Count);
    }

    [Fact]
    public void The_first_hundred_alerts_are_kept_however_they_come()
    {
        var tally = new TrialTally();
        foreach (var n in Enumerable.Range(0, 300).OrderBy(n => n * 7919 % 300)) tally.Add(Of("35.22.01.2001", n));

        var whole = tally.Whole(300, showsAlerts: true);

        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"s{n}"), whole.Alerts.Select(a => a.Subject));
        Assert.Empty(tally.Whole(300, showsAlerts: false).Alerts);
    }

    [Fact]
    public void Households_are_for_those_who_may_read_them_and_whom_an_alert_is_escalated_to_counts_too()
    {
        var book = AudienceBook.After(ShippedAudiences.All("test"));
        var (poor, death) = (ShippedRules.All[ShippedRules.BecamePoor], ShippedRules.All["child-death"]);

        Assert.All(ShippedRules.All.Values, r => Assert.Empty(HouseholdReach.Beyond(r, book)));
        Assert.All(ShippedRules.All.Values, r => Assert.InRange(r.MinimumN, HouseholdReach.FewestOf(r, Named(r), book, 10), 10_000));
        Assert.Equal([Role.Dinkes], HouseholdReach.Beyond(poor with { Audience = "dinkes" }, book));
        Assert.Equal([Role.Planner], HouseholdReach.Beyond(death with { Audience = "bappeda" }, book));
        var escalated = book.With(book.Find("dinkes")! with { EscalatesTo = "kominfo" });
        Assert.Equal([Role.Operator], HouseholdReach.Beyond(death, escalated));
        // A condition that speaks of nobody's health is none of Dinas Kesehatan's.
        Assert.Equal([Role.Dinkes], HouseholdReach.Beyond(death with { Kind = AlertRuleKind.Condition, Condition = "members.any(ageYears >= 0)" }, book));
        Assert.Equal(10, HouseholdReach.FewestOf(ShippedRules.All["cluster-of-poverty"] with { Audience = "bappeda" }, poor, book, 10));
        // Nor is one that speaks of it and holds for everybody, or a cluster of one of Dinas Sosial's alerts.
        Assert.Equal([Role.Dinkes], HouseholdReach.Beyond(death with { Kind = AlertRuleKind.Condition, Condition = "members.any(ageYears >= 0 or bmiForAgeZ < -2)" }, book));
        Assert.Equal(10, HouseholdReach.FewestOf(ShippedRules.All["cluster-of-poverty"] with { Audience = "dinkes" }, poor, book, 10));
    }

    private static AlertRuleDefinition? Named(AlertRuleDefinition rule) => rule.Of is { } of ? ShippedRules.All[of] : null;

    // One a day from the New Year on.
    private static Alert Of(string village, int n) => new(
        new Guid(n + 1, 0, 0, new byte[8]), "trial", 1, "dinsos", AlertSeverity.Warning, "35.22", village, $"s{n}", "c", Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromDays(n),
        new LocalDate(2026, 1, 1).PlusDays(n), "global-mpi-2018@1");
}
