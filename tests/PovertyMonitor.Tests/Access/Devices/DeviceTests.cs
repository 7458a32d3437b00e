using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.OpenRosa;

namespace PovertyMonitor.Tests.Access.Devices;

/// <summary>The keys of phones: issued, used, revoked, and written nowhere.</summary>
public sealed class DeviceTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task An_issued_device_gets_settings_that_a_survey_app_scans()
    {
        var issued = await Phone.IssueAsync(shared.App, new JsonObject { ["code"] = "HP-scan", ["villages"] = new JsonArray(Phone.Village), ["enumerator"] = "KDR-7" });

        var settings = JsonNode.Parse(Inflate((string)issued["qrText"]!))!;
        Assert.Equal((string)issued["serverUrl"]!, (string)settings["general"]!["server_url"]!);
        Assert.Equal($"{shared.App.Client.BaseAddress}v1/key/{issued["key"]}/projects/3522", (string)issued["serverUrl"]!);
        Assert.Equal("KDR-7", (string)settings["general"]!["metadata_username"]!);
        Assert.StartsWith("<svg", (string)issued["qrSvg"]!, StringComparison.Ordinal);
        Assert.Equal(43, ((string)issued["key"]!).Length);
    }

    [Fact]
    public async Task A_device_is_listed_without_its_key_and_its_code_is_free_again_once_it_is_revoked()
    {
        var request = new JsonObject { ["code"] = "HP-list", ["dasaWismaGroups"] = new JsonArray("35.22.15.2002/Melati 1") };
        var key = (string)(await Phone.IssueAsync(shared.App, request))["key"]!;
        await ProblemAssert.IsProblemAsync(await IssueAsync(request), HttpStatusCode.Conflict, "access.device_taken");

        Assert.Equal(HttpStatusCode.NoContent, (await RevokeAsync(shared.App, "HP-list")).StatusCode);
        await ProblemAssert.IsProblemAsync(await RevokeAsync(shared.App, "HP-list"), HttpStatusCode.NotFound, "access.device_unknown");
        await Phone.IssueAsync(shared.App, request);

        var listed = (await shared.App.GetAsync("/api/devices", Role.Operator)).AsArray().Where(d => (string)d!["code"]! == "HP-list").ToArray();
        Assert.Equal(2, listed.Length);
        Assert.Single(listed, device => device!["revokedAt"] is not null);
        Assert.DoesNotContain(key, string.Concat(listed.Select(d => d!.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var phone = await Phone.NewAsync(shared.App);
        Assert.Equal(HttpStatusCode.OK, (await phone.SendAsync(HttpMethod.Get, "/formList")).StatusCode);
        await RevokeAsync(shared.App, phone.Code);
        await FormEndpointTests.AssertErrorAsync(await phone.SendAsync(HttpMethod.Get, "/formList"), HttpStatusCode.Forbidden, "revoked");
    }

    [Theory]
    [InlineData("""{}""", "code", "villages")]
    [InlineData("""{"code": "0812345678901", "villages": ["35.22.15.2002"]}""", "code")]
    [InlineData("""{"code": "HP-0812-3456-7890", "villages": ["35.22.15.2002"], "enumerator": "KDR-3522-1523-0185-0001"}""", "code", "enumerator")]
    [InlineData("""{"code": "HP-1", "dasaWismaGroups": ["35.22.15.2002/Siti 3522 1523 0185 0001"]}""", "dasaWismaGroups[0]")]
    [InlineData("""{"code": "HP 1", "villages": ["35.22.15.2002"]}""", "code")]
    [InlineData("""{"code": "HP-1", "villages": ["35.23.15.2002", null]}""", "villages[0]", "villages[1]")]
    [InlineData("""{"code": "HP-1", "dasaWismaGroups": ["35.22.15.2002"]}""", "dasaWismaGroups[0]")]
    [InlineData("""{"code": "HP-1", "villages": ["35.22.15.2002"], "enumerator": "Siti Aminah"}""", "enumerator")]
    public async Task What_is_wrong_with_a_device_is_named(string json, params string[] fields)
    {
        var problem = await ProblemAssert.IsProblemAsync(await IssueAsync(JsonNode.Parse(json)!), HttpStatusCode.UnprocessableEntity, "access.invalid_device");
        Assert.Equal(fields, problem["errors"]!.AsArray().Select(error => (string)error!["field"]!));
    }

    [Theory]
    [InlineData("""{"code": "HP-1", "villages": ["35.22.15.2002", "35.22.99.2999"]}""", "villages[1]")]
    [InlineData("""{"code": "HP-1", "villages": ["35.22.15.2002"], "dasaWismaGroups": ["35.22.99.2999/Melati 1"]}""", "dasaWismaGroups[0]")]
    public async Task No_key_is_issued_for_a_village_that_is_not_in_the_register(string json, string field)
    {
        var problem = await ProblemAssert.IsProblemAsync(await IssueAsync(JsonNode.Parse(json)!), HttpStatusCode.UnprocessableEntity, "access.invalid_device");
        var error = Assert.Single(problem["errors"]!.AsArray())!;
        Assert.Equal((field, "access.unknown_village"), ((string)error["field"]!, (string)error["code"]!));
        Assert.DoesNotContain((await shared.App.GetAsync("/api/devices", Role.Operator)).AsArray(), device => (string)device!["code"]! == "HP-1");
    }

    [Fact]
    public async Task A_group_s_device_submits_for_its_group_only_and_its_submissions_name_the_device()
    {
        await Phone.OpenRoundAsync(shared.App);
        var key = (string)(await Phone.IssueAsync(shared.App, new JsonObject { ["code"] = "HP-group", ["dasaWismaGroups"] = new JsonArray("35.22.15.2002/Melati 1"), ["enumerator"] = "KDR-9" }))["key"]!;
        var phone = new Phone(shared.App, "HP-group", key);
        var version = await phone.VersionAsync();
        Submission Visit(string group) => SampleInterview.Of(false, Phone.Village, Phone.Round, Instant.FromUtc(2026, 11, 2, 3, 0), 1) with { Place = new(Phone.Village, DasaWisma: group) };
        var (own, other) = (Visit("melati 1"), Visit("Melati 2"));

        await phone.PostAsync(FilledForm.Of(own, version));
        await phone.PostAsync(FilledForm.Of(other, version));

        Assert.Equal("taken", (await Phone.StateAsync(shared.App, own.SubmissionId)).State);
        Assert.Equal(("review", "survey.area_not_yours"), await Phone.StateAsync(shared.App, other.SubmissionId));
        var kept = await shared.App.GetAsync($"/api/submissions/{own.SubmissionId}", Role.Dinsos);
        Assert.Equal(("HP-group", "KDR-9", "openRosa"), ((string)kept["device"]!, (string)kept["sender"]!, (string)kept["door"]!));
        Assert.Contains("Melati 1", await (await phone.SendAsync(HttpMethod.Get, "/forms/household-2026-1/attachments/villages.csv")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_in_no_log_no_activity_no_problem_and_no_table()
    {
        var tags = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            // The test's own calls are not the service's.
            ShouldListenTo = source => source.Name != "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => tags.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = await TestApp.StartAsync(server, TestApp.LogEverything);
        await Phone.OpenRoundAsync(app);
        var phone = await Phone.NewAsync(app);
        foreach (var path in (string[])["/formList", "/nowhere", "/forms/other.xml", "/submission?deviceID=x"])
        {
            var text = await (await phone.SendAsync(HttpMethod.Get, path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (path != "/formList") Assert.DoesNotContain(phone.Key, text, StringComparison.Ordinal);
        }
        await app.SendAsync(HttpMethod.Get, $"/v1/key/{phone.Key}");
        await app.SendAsync(HttpMethod.Put, $"/v1/key/{phone.Key}/projects/3522/submission");

        var lines = app.Services.GetRequiredService<LogCollector>().Lines;
        Assert.Contains(lines, line => line.Contains("/v1/projects/3522/formList", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(phone.Key, StringComparison.Ordinal));
        Assert.Contains(tags, line => line.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(tags, line => line.Contains(phone.Key, StringComparison.Ordinal));
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from devices where devices::text like '%{phone.Key}%'"));
    }

    private static Task<HttpResponseMessage> RevokeAsync(TestApp app, string code) => app.SendAsync(HttpMethod.Delete, $"/api/devices/{code}", app.TokenFor(Role.Operator));

    private Task<HttpResponseMessage> IssueAsync(JsonNode device) => shared.App.SendAsync(
        HttpMethod.Post, "/api/devices", shared.App.TokenFor(Role.Operator), new StringContent(device.ToJsonString(), new MediaTypeHeaderValue("application/json")));

    private static string Inflate(string text)
    {
        using var reader = new StreamReader(new ZLibStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
