using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>What is no rule, and what may not go out with one.</summary>
public sealed class RuleCheckTests
{
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpi), 1);
    private static readonly AudienceBook Audiences = AudienceBook.After(ShippedAudiences.All("test"));
    private static readonly RuleBook Rules = RuleBook.After(ShippedRules.All.Select(r => new AlertRuleStated(r.Key, 1, r.Value, "test")));

    [Fact]
    public void Every_shipped_rule_may_be_stated() => Assert.All(ShippedRules.All, r => Assert.Empty(FieldsOf(r.Key, r.Value)));

    [Theory]
    [InlineData("dp3akb", true)]
    [InlineData("puskesmas-15", true)]
    [InlineData("siti-3522-1523-0185-0001", false)]
    [InlineData("bu-siti-0812-3456-7890", false)]
    [InlineData("a1234567890", false)]
    [InlineData("Became-poor", false)]
    public void A_code_holds_no_number_of_a_person(string code, bool isOne) => Assert.Equal(isOne, RuleCheck.IsCode(code));

    [Theory]
    [InlineData("Hubungi Bu Siti 0812-3456-7890")]
    [InlineData("3522 1523 0185 0001")]
    [InlineData("Hubungi siti.aminah@example.go.id")]
    public void Neither_does_what_an_alert_says(string text)
    {
        var poor = ShippedRules.All[ShippedRules.BecamePoor];

        Assert.Equal(["text.en"], FieldsOf("became-poor", poor with { Text = poor.Text with { En = text } }));
        Assert.Equal(["name.id"], FieldsOf("became-poor", poor with { Name = poor.Name with { Id = text } }));
        Assert.False(RuleCheck.IsText(text, 100));
        Assert.Equal("alert.personal_text", RuleCheck.TextFault("text.en", text, 100)!.Problem.Code);
    }

    [Theory]
    [InlineData("A household in { area }.", "{ area }")]
    [InlineData("A household in {area}, {village}.", "{village}")]
    [InlineData("A household in {area.", "{area.")]
    [InlineData("A household in {{area}}.", "{{area}}")]
    [InlineData("A household in {area}}.", "{area}}")]
    [InlineData("A household in area}.", "}")]
    public void A_place_that_is_misspelt_does_not_go_out_as_it_stands(string text, string found)
    {
        var poor = ShippedRules.All[ShippedRules.BecamePoor];

        Assert.Equal(["text.en"], FieldsOf("became-poor", poor with { Text = poor.Text with { En = text } }));
        Assert.Equal(
            ($"The text holds {found}, which would go out as it stands.",
                "Write one of {area} {group} {value} {limit} {count} {deprivations} {round} {subject}, without blanks within the braces, or take the braces out."),
            Said(Assert.Single(RuleCheck.Check("became-poor", poor with { Text = poor.Text with { En = text } }, Measure, Rules, Audiences, 10))));
    }

    [Theory]
    [InlineData("Miskin di {area}", "{area}")]
    [InlineData("Miskin {", "{")]
    public void A_name_has_no_places(string name, string found)
    {
        var poor = ShippedRules.All[ShippedRules.BecamePoor];

        var error = Assert.Single(RuleCheck.Check("became-poor", poor with { Name = poor.Name with { Id = name } }, Measure, Rules, Audiences, 10));
        Assert.Equal(("name.id", "alert.no_place_in_names"), (error.Field, error.Problem.Code));
        Assert.Equal(($"The name holds {found}, which would go out as it stands.", "Take the braces out: nothing is filled in a name, only in a text."), Said(error));
        Assert.Equal(["name.en alert.no_place_in_names"], AudienceCheck.Check("three", new(new("a", name), ["dinsos"]), Audiences).Select(e => $"{e.Field} {e.Problem.Code}"));
        Assert.DoesNotContain(AudienceCheck.Check("three", new(new("a", "b"), ["dinsos"]), Audiences), e => true);
        Assert.Equal("1..500", RuleCheck.Check("became-poor", poor with { Name = new("", "a") }, Measure, Rules, Audiences, 10).Single().Values.Single(v => v.Name == "expected").Value);
    }

    [Fact]
    public void Too_few_is_said_once_with_the_fewest_and_of_those_only_who_may_not_know_of_one()
    {
        var cluster = ShippedRules.All["cluster-of-poverty"];
        IEnumerable<string> Few(AlertRuleDefinition rule) => RuleCheck.Check("cluster", rule, Measure, Rules, Audiences, 10).Select(e => $"{e.Field} {e.Values.Single(v => v.Name == "expected").Value}");

        Assert.Equal(["minimumN 1..10000"], Few(cluster with { MinimumN = 0 }));
        Assert.Equal(["minimumN 10..10000"], Few(cluster with { MinimumN = 0, Audience = "kominfo" }));
        AlertAudienceStated stated = new("camat", new("a", "a"), ["district", "planner"], null, "test");
        Assert.Equal("planner", Assert.Single(AudienceCheck.Beyond(stated, Audiences.With(stated), Rules, 10)).Values.Single(v => v.Name == "roles").Value);
    }

    [Fact]
    public void What_a_rule_has_no_use_for_hides_nothing_either()
    {
        var poor = ShippedRules.All[ShippedRules.BecamePoor];

        Assert.Equal(["of"], FieldsOf("became-poor", poor with { Of = "Bu Siti 0812-3456-7890" }));
        Assert.Equal(["condition"], FieldsOf("became-poor", poor with { Condition = "siti@example.id" }));
        Assert.Empty(FieldsOf("became-poor", poor with { Of = "child-death", Condition = "members.any(pregnant)" }));
    }

    [Fact]
    public void A_rule_about_rises_names_one_indicator_at_most()
    {
        var rise = ShippedRules.All["village-m0-rise"];

        Assert.Empty(FieldsOf("rise", rise with { Indicators = ["nutrition"] }));
        Assert.Equal(["indicators"], FieldsOf("rise", rise with { Indicators = ["nutrition", "sanitation"] }));
    }

    [Theory]
    [InlineData("became-severely-poor")]
    [InlineData("left-poverty")]
    [InlineData("nothing")]
    public void A_rule_takes_the_place_of_another_of_its_kind_and_audience_only(string replaced) =>
        Assert.Equal(["replaces"], FieldsOf("became-severely-poor", ShippedRules.All["became-severely-poor"] with { Replaces = replaced }));

    [Fact]
    public void Rules_that_take_each_others_place_in_a_circle_are_refused()
    {
        var (poor, severe) = (ShippedRules.All[ShippedRules.BecamePoor], ShippedRules.All["became-severely-poor"]);
        var third = severe with { Enter = "2/3", Replaces = "became-severely-poor" };
        var rules = RuleBook.After([.. ShippedRules.All.Select(r => new AlertRuleStated(r.Key, 1, r.Value, "test")), new AlertRuleStated("third", 1, third, "test")]);
        IEnumerable<string> Fields(string code, AlertRuleDefinition rule) => RuleCheck.Check(code, rule, Measure, rules, Audiences, 10).Select(e => e.Field);

        Assert.Equal(["replaces"], Fields("became-poor", poor with { Replaces = "became-severely-poor" }));
        Assert.Equal(["replaces"], Fields("became-poor", poor with { Replaces = "third" }));
        Assert.Equal(
            ("became-poor -> third -> became-severely-poor -> became-poor: a circle, which has no end.", "Give null, or first change 'became-severely-poor', which leads back to 'became-poor'."),
            Said(Assert.Single(RuleCheck.Check("became-poor", poor with { Replaces = "third" }, Measure, rules, Audiences, 10))));
        Assert.Equal(
            ("'left-poverty' is no rule of kind becomesPoor for the audience 'dinsos', or this one is not of that kind itself.", "Give null or, where this rule is of kind becomesPoor, one of: became-poor, became-severely-poor."),
            Said(Assert.Single(RuleCheck.Check("third", third with { Replaces = "left-poverty" }, Measure, rules, Audiences, 10))));
        Assert.Empty(Fields("third", third));
        Assert.Empty(Fields("third", third with { Replaces = "became-poor" }));
    }

    [Fact]
    public void A_stored_circle_holds_up_nothing_that_is_stated_beside_it()
    {
        var (poor, severe) = (ShippedRules.All[ShippedRules.BecamePoor], ShippedRules.All["became-severely-poor"]);
        var rules = RuleBook.After([new AlertRuleStated("first", 1, severe with { Replaces = "second" }, "test"), new AlertRuleStated("second", 1, severe with { Replaces = "first" }, "test")]);
        var audiences = AudienceBook.After([
            .. ShippedAudiences.All("test"), new AlertAudienceStated("one", new("a", "a"), ["dinsos"], "two", "test"), new AlertAudienceStated("two", new("a", "a"), ["dinsos"], "one", "test")]);
        IEnumerable<string> Audience(string code, string? to) => AudienceCheck.Check(code, new(new("a", "a"), ["dinsos"], to), audiences).Select(e => $"{e.Field} {e.Problem.Code}");

        Assert.Empty(RuleCheck.Check("third", severe with { Replaces = "first" }, Measure, rules, Audiences, 10));
        Assert.Empty(RuleCheck.Check("first", severe with { Replaces = null }, Measure, rules, Audiences, 10));
        Assert.Equal("alert.circle", Assert.Single(RuleCheck.Check("first", severe with { Replaces = "second" }, Measure, rules, Audiences, 10)).Problem.Code);
        Assert.Empty(RuleCheck.Check("third", poor with { Audience = "one" }, Measure, rules, audiences, 10));
        Assert.Empty(Audience("three", "one"));
        Assert.Empty(Audience("one", null));
        Assert.Equal(["escalatesTo alert.circle"], Audience("one", "two"));
        Assert.Equal(["escalatesTo alert.circle"], Audience("three", "three"));
    }

    private static (string Message, string Advice) Said(FieldError error) => (error.Problem.Message.In(Language.English, error.Values), error.Problem.Advice.In(Language.English, error.Values));

    private static IEnumerable<string> FieldsOf(string code, AlertRuleDefinition rule) => RuleCheck.Check(code, rule, Measure, Rules, Audiences, 10).Select(e => e.Field);
}
