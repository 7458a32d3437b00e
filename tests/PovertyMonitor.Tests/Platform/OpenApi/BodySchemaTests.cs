using System.Text.Json.Nodes;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Identities;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Commitments;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Platform.OpenApi;

/// <summary>Bodies that no type has are described as they are read.</summary>
[Collection(PlanApp.Name)]
public sealed class BodySchemaTests(SharedApp shared)
{
    [Fact]
    public async Task A_survey_is_described_with_every_field_and_choice_that_the_reader_knows()
    {
        var (document, submission) = await BodyAsync("/api/submissions");
        Assert.Equal(SubmissionReader.Fields, Fields(submission));
        Assert.Equal(PersonalReader.Fields, Fields(submission["properties"]!["personal"]!));
        Assert.Equal(PersonalReader.MemberFields, Fields(submission["properties"]!["personal"]!["properties"]!["members"]!["items"]!));
        var survey = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(TestRun.Checkout, "tests/PovertyMonitor.Tests/Readme/survey.json"), TestContext.Current.CancellationToken))!;
        Assert.Empty(Violations(survey, submission, "$"));
        survey["answers"]!["housing"]!["floor"] = "gold";
        survey["answers"]!["members"]![0]!.AsObject().Remove("sex");
        survey["place"]!["street"] = "Jalan";
        Assert.Equal(["$.answers.housing.floor", "$.answers.members[0].sex", "$.place.street"], Violations(survey, submission, "$").Order(StringComparer.Ordinal));
        Assert.Equal("array", (string?)document["paths"]!["/api/submissions"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["oneOf"]![1]!["type"]);
    }

    [Fact]
    public async Task A_report_of_a_households_life_is_described_with_what_it_needs()
    {
        foreach (var useCase in LifeUseCase.All)
        {
            var (_, report) = await BodyAsync($"/api/households/{{id}}/{useCase.Kind}");
            Assert.Contains("changeId", report["required"]!.AsArray().Select(r => (string)r!));
            Assert.True(Fields(report).Length > 1, useCase.Kind);
        }
        var (_, birth) = await BodyAsync("/api/households/{id}/births");
        Assert.Equal(["changeId", "at", "member"], birth["required"]!.AsArray().Select(r => (string)r!));
        Assert.Equal(["changeId", "at", "member", "personal"], Fields(birth));
        var (_, dissolution) = await BodyAsync("/api/households/{id}/dissolution");
        Assert.Equal(["allDied", "leftRegency", "joinedOthers", "other"], dissolution["properties"]!["reason"]!["enum"]!.AsArray().Select(c => (string)c!));
    }

    private async Task<(JsonNode Document, JsonNode Schema)> BodyAsync(string path)
    {
        var document = JsonNode.Parse(await shared.App.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        var schema = document["paths"]![path]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        var reference = (string?)schema["$ref"] ?? (string)schema["oneOf"]![0]!["$ref"]!;
        return (document, document["components"]!["schemas"]![reference.Split('/')[^1]]!);
    }

    private static string[] Fields(JsonNode schema) => [.. schema["properties"]!.AsObject().Select(p => p.Key)];

    // As far as these descriptions go: fields, required ones, choices and kinds.
    private static IEnumerable<string> Violations(JsonNode? value, JsonNode schema, string path)
    {
        if (schema["anyOf"] is JsonArray any) return any.Any(s => !Violations(value, s!, path).Any()) ? [] : [path];
        if (schema["enum"] is JsonArray choices) return choices.Any(c => JsonNode.DeepEquals(c, value)) ? [] : [path];
        return (string?)schema["type"] switch
        {
            "object" when value is JsonObject body => schema["required"]?.AsArray().Select(r => (string)r!).Where(r => !body.ContainsKey(r)).Select(r => $"{path}.{r}")
                .Concat(body.SelectMany(f => schema["properties"]![f.Key] is { } field ? Violations(f.Value, field, $"{path}.{f.Key}") : [$"{path}.{f.Key}"])) ?? [],
            "array" when value is JsonArray list => list.SelectMany((v, i) => Violations(v, schema["items"]!, $"{path}[{i}]")),
            "string" when value?.GetValueKind() == System.Text.Json.JsonValueKind.String => [],
            "integer" or "number" when value?.GetValueKind() == System.Text.Json.JsonValueKind.Number => [],
            "boolean" when value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => [],
            _ => [path],
        };
    }
}
