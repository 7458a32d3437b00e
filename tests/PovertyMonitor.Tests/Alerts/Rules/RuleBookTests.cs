using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Tests.Alerts.Rules;

/// <summary>Which of a regency's rules follow those that are shipped now.</summary>
public sealed class RuleBookTests
{
    private const string Code = "device-silent";
    private const string Seed = AlertSeed.By;
    private static readonly AlertRuleDefinition Shipped = ShippedRules.All[Code];
    private static readonly AlertRuleDefinition Former = Shipped with { WindowDays = 5 };

    [Fact]
    public void A_rule_that_nobody_changed_follows_and_stays_switched_as_it_is()
    {
        Assert.Equal([new AlertRuleStated(Code, 2, Shipped, Seed)], Follow(new AlertRuleStated(Code, 1, Former, Seed), new AlertRuleSwitched(Code, true, Seed)));
        Assert.Equal([new AlertRuleStated(Code, 2, Shipped, Seed)], Follow(new AlertRuleStated(Code, 1, Former, Seed), new AlertRuleSwitched(Code, true, Seed), new AlertRuleSwitched(Code, false, "user")));
    }

    [Fact]
    public void A_rule_that_is_shipped_since_is_stated_and_on() =>
        Assert.Equal([new AlertRuleStated(Code, 1, Shipped, Seed), new AlertRuleSwitched(Code, true, Seed)], Follow());

    [Fact]
    public void What_somebody_changed_stays_as_it_is_also_where_it_was_changed_back()
    {
        Assert.Empty(Follow(new AlertRuleStated(Code, 1, Former, Seed), new AlertRuleStated(Code, 2, Former with { WindowDays = 9 }, "user")));
        Assert.Empty(Follow(new AlertRuleStated(Code, 1, Former, Seed), new AlertRuleStated(Code, 2, Former with { WindowDays = 9 }, "user"), new AlertRuleStated(Code, 3, Former, "user")));
    }

    [Fact]
    public void An_older_service_beside_a_newer_one_takes_nothing_back()
    {
        Assert.Empty(Follow(new AlertRuleStated(Code, 1, Shipped, Seed)));
        Assert.Empty(Follow(new AlertRuleStated(Code, 1, Shipped, Seed), new AlertRuleStated(Code, 2, Former, Seed)));
    }

    private static IReadOnlyList<object> Follow(params object[] events) => RuleBook.After(events).Follow(Code, Shipped, Seed);
}
