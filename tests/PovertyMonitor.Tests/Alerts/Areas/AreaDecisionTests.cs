using NodaTime;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Tests.Alerts.Areas;

/// <summary>What changed since a rule about areas was looked at last.</summary>
public sealed class AreaDecisionTests
{
    private const string Here = "35.22.09.2001";
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public void Between_the_thresholds_nothing_changes_and_a_memory_without_a_subject_says_what_is_known()
    {
        AreaCondition Of(string subject, bool? holds) => new(subject, Here, "c", holds, Y2018);
        var held = ((string[])["held", "between", "gone", "absent"]).ToDictionary(s => s, _ => new HeldAlert(Guid.Empty, "c"));
        AreaCondition[] conditions = [Of("held", true), Of("between", null), Of("gone", false), Of("new", true), Of("undecided", null)];

        var (begun, gone) = AreaDecision.Of(AlertRuleKind.IndicatorOffTrack, conditions, held);

        Assert.Equal(["new"], begun.Select(b => b.Subject));
        Assert.Equal(["gone"], gone.Select(g => g.Subject));
        Assert.Equal(["absent", "gone"], AreaDecision.Of(AlertRuleKind.Cluster, conditions, held).Gone.Select(g => g.Subject).Order());
    }

    [Fact]
    public void A_village_that_rises_again_from_the_next_round_on_is_another_alert()
    {
        var held = new Dictionary<string, HeldAlert> { [Here] = new(Guid.AllBitsSet, "1..2") };
        AreaCondition Of(string rounds, bool? holds) => new(Here, Here, rounds, holds, Y2018);

        var (begun, gone) = AreaDecision.Of(AlertRuleKind.IndexRise, [Of("2..3", true)], held);

        Assert.Equal(("2..3", Guid.AllBitsSet), (Assert.Single(begun).Cause, Assert.Single(gone).Alert));
        Assert.Empty(AreaDecision.Of(AlertRuleKind.IndexRise, [Of("1..2", true)], held).Begun);
        Assert.Empty(AreaDecision.Of(AlertRuleKind.IndexRise, [Of("2..3", null)], held).Gone);
    }

    [Fact]
    public void An_open_alert_of_a_hamlet_that_was_written_shorter_is_neither_over_nor_told_once_more()
    {
        var held = new Dictionary<string, HeldAlert> { [$"{Here}/RW1"] = new(Guid.AllBitsSet, "c"), [$"{Here}/RW02"] = new(Guid.Empty, "c"), [Here] = new(Guid.Empty, "c") };
        AreaCondition Of(string hamlet) => new($"{Here}{hamlet}", Here, "d", true, Y2018);

        var (begun, gone) = AreaDecision.Of(AlertRuleKind.Cluster, [Of("/RW001"), Of("/RW002"), Of("/RW010"), Of("")], held);

        Assert.Equal([$"{Here}/RW010"], begun.Select(b => b.Subject));
        Assert.Empty(gone);
        // And it ends under the name that it was raised with.
        Assert.Equal(($"{Here}/RW1", Guid.AllBitsSet), Assert.Single(AreaDecision.Of(AlertRuleKind.Cluster, [Of("/RW002"), Of("")], held).Gone));
    }
}
