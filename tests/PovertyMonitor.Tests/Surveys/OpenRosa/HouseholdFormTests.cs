using System.Xml.Linq;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys.OpenRosa.Forms;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>The form that is generated from the questionnaire.</summary>
public sealed class HouseholdFormTests
{
    private static readonly XElement Form = XDocument.Parse(XForm.Write(HouseholdForm.Of("2026-1"), "7")).Root!;

    [Fact]
    public void Every_question_of_the_questionnaire_is_asked_under_its_name_with_its_choices()
    {
        var instance = Form.Descendants(XForm.Xforms + "instance").First();
        var answers = instance.Descendants(XForm.Xforms + "answers").Single();
        Assert.Empty(Unasked(typeof(Answers), answers, "/household/answers"));
    }

    [Fact]
    public void Every_text_is_there_in_Indonesian_first_and_in_English()
    {
        var translations = Form.Descendants(XForm.Xforms + "translation").ToList();
        Assert.Equal(["Bahasa Indonesia (id)", "English (en)"], translations.Select(t => t.Attribute("lang")!.Value));
        Assert.Equal("true()", translations[0].Attribute("default")!.Value);
        var ids = translations.Select(t => t.Elements().Select(text => text.Attribute("id")!.Value).ToList()).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.All(translations.SelectMany(t => t.Elements()), text => Assert.False(string.IsNullOrWhiteSpace(text.Value)));
        var referred = Form.Descendants().Attributes().Where(a => a.Value.StartsWith("jr:itext('", StringComparison.Ordinal)).Select(a => a.Value["jr:itext('".Length..^2]).ToHashSet();
        Assert.Equal(ids[0].ToHashSet(), referred);
    }

    [Fact]
    public void Every_control_and_rule_is_about_a_node_that_there_is()
    {
        var nodes = Paths(Form.Descendants(XForm.Xforms + "instance").First().Elements().First(), "").ToHashSet();
        Assert.All(Form.Descendants(XForm.Xforms + "bind").Select(b => b.Attribute("nodeset")!.Value.Replace("orx:", "", StringComparison.Ordinal)), path => Assert.Contains(path, nodes));
        var body = Form.Element(XForm.Html + "body")!;
        Assert.All(body.Descendants().Where(e => e.Name.LocalName is "input" or "select" or "select1" or "upload" or "group" or "setvalue").Attributes("ref"), r => Assert.Contains(r.Value, nodes));
    }

    [Theory]
    [InlineData("members/ageMonths", "relevant", "(selected(../ageYears_unknown, 'unknown') or (../ageYears <= 4)) and not(selected(../ageMonths_unknown, 'unknown'))")]
    [InlineData("members/pregnant", "relevant", "(selected(../ageYears_unknown, 'unknown') or (../ageYears >= 10 and ../ageYears <= 54)) and (../sex = 'female' or ../sex = 'unknown')")]
    [InlineData("housing/sanitationShared", "relevant", "../sanitation != '' and ../sanitation != 'openDefecation'")]
    [InlineData("members/nutrition/weightKg", "constraint", ". >= 0.5 and . <= 300")]
    [InlineData("members/nutrition/weightKg", "type", "decimal")]
    [InlineData("childDeaths/month", "type", "date")]
    public void The_questionnaires_rules_are_the_forms(string node, string rule, string expected) =>
        Assert.Equal(expected, Bind($"/household/answers/{node}").Attribute(rule)?.Value);

    [Fact]
    public void The_form_of_a_round_bears_the_round_and_the_version()
    {
        var root = Form.Descendants(XForm.Xforms + "household").First();
        Assert.Equal(("household-2026-1", "7"), (root.Attribute("id")!.Value, root.Attribute("version")!.Value));
        Assert.Equal("2026-1", HouseholdForm.RoundOf("household-2026-1"));
        Assert.Null(HouseholdForm.RoundOf("household-"));
        Assert.Null(HouseholdForm.RoundOf("2026-1"));
    }

    private static XElement Bind(string path) => Form.Descendants(XForm.Xforms + "bind").Single(b => b.Attribute("nodeset")!.Value == path);

    private static IEnumerable<string> Unasked(Type record, XElement node, string path)
    {
        foreach (var question in Question.Of(record))
        {
            var at = $"{path}/{question.Name}";
            if (node.Element(XForm.Xforms + question.Name) is not { } child) yield return at;
            else if (question.Kind is QuestionKind.Record or QuestionKind.List)
                foreach (var missing in Unasked(question.ValueType, child, at)) yield return missing;
            else if (question is not { Kind: QuestionKind.Id, MayBeUnknown: false })
            {
                var control = Form.Element(XForm.Html + "body")!.Descendants().Single(e => e.Attribute("ref")?.Value == at);
                var codes = control.Elements(XForm.Xforms + "item").Select(item => item.Element(XForm.Xforms + "value")!.Value).ToHashSet();
                if (!question.Choices.Keys.All(codes.Contains)) yield return $"{at}: choices";
                var canBeUnknown = codes.Contains("unknown") || node.Element(XForm.Xforms + $"{question.Name}_unknown") is not null;
                if (question.MayBeUnknown && !canBeUnknown) yield return $"{at}: unknown";
            }
        }
    }

    private static IEnumerable<string> Paths(XElement node, string parent)
    {
        var path = $"{parent}/{node.Name.LocalName}";
        return node.Elements().SelectMany(child => Paths(child, path)).Prepend(path);
    }
}
