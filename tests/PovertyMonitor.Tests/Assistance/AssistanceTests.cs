using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Assistance;

public sealed class AssistanceTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => shared.App;

    [Fact]
    public async Task Help_and_referrals_stand_beside_need_and_what_followed()
    {
        var before = SampleInterview.Of(true, Village, "2018-1", March, 3);
        await App.SubmitAsync(before, SampleInterview.Of(false, Village, "2019-1", March + Duration.FromDays(365), 3, before.HouseholdId));
        var path = $"/api/households/{before.HouseholdId}";
        var (given, referral) = (Guid.NewGuid(), Guid.NewGuid());
        var help = $$"""{"assistanceId": "{{given}}", "programme": "PKH", "date": "2018-06-01", "amount": 750000}""";
        Assert.Equal((201, null), await SendAsync(Role.Dinsos, $"{path}/assistance", help));
        Assert.Equal((200, null), await SendAsync(Role.Dinsos, $"{path}/assistance", help));
        Assert.Equal((409, "assistance.other_content"), await SendAsync(Role.Dinsos, $"{path}/assistance", help.Replace("750000", "1", StringComparison.Ordinal)));
        Assert.Equal((403, "assistance.not_your_field"), await SendAsync(Role.Dinkes, $"{path}/assistance", help));
        Assert.Equal((403, "access.role_not_allowed"), await SendAsync(Role.Planner, $"{path}/assistance", help));
        Assert.Equal((403, "assistance.no_health_matter"), await GetAsync(Role.Dinkes, $"{path}/assistance"));
        var refer = $$"""{"referralId": "{{referral}}", "agency": "dinkes", "service": "gizi-balita", "date": "2018-06-02"}""";
        Assert.Equal((201, null), await SendAsync(Role.Dinsos, $"{path}/referrals", refer));
        Assert.Equal((200, null), await SendAsync(Role.Dinsos, $"{path}/referrals", refer));
        Assert.Equal((201, null), await SendAsync(Role.Dinkes, $"{path}/referrals/{referral}/answers", """{"answer": "accepted", "date": "2018-06-03"}"""));
        Assert.Equal((201, null), await SendAsync(Role.Dinkes, $"{path}/referrals/{referral}/answers", """{"answer": "served", "date": "2018-06-10"}"""));
        Assert.Equal((409, "assistance.referral_closed"), await SendAsync(Role.Dinkes, $"{path}/referrals/{referral}/answers", """{"answer": "refused", "date": "2018-06-11"}"""));
        await App.CaughtUpAsync();

        var view = await App.GetAsync($"{path}/assistance?measure=global-mpi-2018-without-nutrition", Role.Dinkes);

        var lines = view["lines"]!.AsArray();
        Assert.Equal(["need", "assistance", "referral", "referralAnswer", "referralAnswer", "need"], lines.Select(l => (string)l!["kind"]!));
        Assert.Equal(("poor", "child-mortality", "2018-03-02"), ((string)lines[0]!["need"]!["status"]!, (string)lines[0]!["need"]!["deprivations"]![0]!["code"]!, (string)lines[0]!["on"]!));
        Assert.Equal("notPoor", (string)Assert.Single(lines[1]!["whatFollowed"]!.AsArray())!["status"]!);
        Assert.Equal("Menerima Program Keluarga Harapan: Rp750.000, dari Kementerian Sosial.", (string)lines[1]!["text"]!);
        Assert.Contains("bukan hak", (string)view["note"]!, StringComparison.Ordinal);
        Assert.Equal(1L, await App.ScalarAsync<long>($"select count(*) from personal_readings where purpose = 'household assistance' and subject_id = '{before.HouseholdId}'"));
        Assert.Equal(0L, await App.ScalarAsync<long>("select count(*) from poverty_quarantine_v5"));
        var timeline = (await App.GetAsync($"{path}/timeline", Role.Dinsos)).AsArray().Where(e => ((string)e!["kind"]!).StartsWith("referral", StringComparison.Ordinal));
        Assert.Equal(["Dirujuk ke Dinas Kesehatan untuk gizi balita.", "Rujukan ke Dinas Kesehatan untuk gizi balita: diterima.", "Rujukan ke Dinas Kesehatan untuk gizi balita: dilayani."], timeline.Select(e => (string)e!["text"]!));
    }

    [Fact]
    public async Task What_can_not_be_is_refused_with_the_field_and_what_to_do()
    {
        var interview = SampleInterview.Of(true, Village, "2018-1", March, 3);
        await App.SubmitAsync(interview);
        var path = $"/api/households/{interview.HouseholdId}/assistance";
        string Help(string fields) => $$"""{"assistanceId": "{{Guid.NewGuid()}}", {{fields}}}""";

        foreach (var (fields, field, code) in ((string, string, string)[])
        [
            ("\"programme\": \"PKH\", \"date\": \"2999-01-01\", \"amount\": 1", "date", "assistance.in_future"),
            ("\"programme\": \"ABC\", \"date\": \"2018-06-01\", \"amount\": 1", "programme", "assistance.unknown_programme"),
            ("\"programme\": \"PKH\", \"date\": \"2018-06-01\", \"amount\": 0", "amount", "assistance.invalid_field"),
            ("\"programme\": \"PKH\", \"date\": \"2018-06-01\", \"service\": \"nasihat\"", "amount", "assistance.invalid_field"),
            ("\"programme\": \"PBI-JK\", \"date\": \"2018-06-01\"", "amount", "assistance.invalid_field"),
            ("\"programme\": \"PBI-JK\", \"date\": \"2018-06-01\", \"service\": \"Bu Siti\"", "service", "assistance.invalid_field"),
            ("\"programme\": \"PKH\", \"date\": \"2018-06-01\", \"amount\": 5, \"agency\": \"a-3522154107650003\"", "agency", "assistance.invalid_field"),
        ])
        {
            var (status, body) = await AskAsync(HttpMethod.Post, Role.Dinsos, path, Help(fields));
            Assert.Equal((422, field, code), (status, (string?)body["errors"]?[0]?["field"], (string?)body["errors"]?[0]?["code"]));
        }
        Assert.Equal((404, "assistance.unknown_household"), await SendAsync(Role.Dinsos, $"/api/households/{Guid.NewGuid()}/assistance", Help("\"programme\": \"PKH\", \"date\": \"2018-06-01\", \"amount\": 1")));
        Assert.Equal((404, "assistance.unknown_household"), await GetAsync(Role.Dinsos, $"/api/households/{Guid.NewGuid()}/assistance"));
        Assert.Equal((404, "assistance.unknown_referral"), await SendAsync(Role.Dinkes, $"/api/households/{interview.HouseholdId}/referrals/{Guid.NewGuid()}/answers", """{"answer": "served", "date": "2018-06-10"}"""));
        Assert.Equal((422, "assistance.invalid"), await SendAsync(Role.Dinsos, $"/api/households/{interview.HouseholdId}/referrals", "{}"));
    }

    [Fact]
    public async Task The_register_of_programmes_begins_with_the_national_ones_and_takes_the_regencys()
    {
        var shipped = (await App.GetAsync("/api/programmes", Role.Dinsos)).AsArray().Select(p => (string)p!["code"]!).ToList();
        Assert.Superset(new HashSet<string> { "PKH", "BPNT", "PBI-JK", "PIP", "BLT-DD", "RTLH" }, shipped.ToHashSet());
        const string Food = """{"name": {"id": "Pemberian Makanan Tambahan", "en": "Supplementary food"}, "agency": "dinkes", "kind": "goods", "field": "health", "aliases": ["PMT"]}""";
        Assert.Equal((200, null), await SendAsync(Role.Dinsos, "/api/programmes/PMT-1", Food, HttpMethod.Put));
        Assert.Equal((200, null), await SendAsync(Role.Dinsos, "/api/programmes/PMT-1", Food, HttpMethod.Put));
        Assert.Equal(1L, await App.ScalarAsync<long>("select count(*) from mt_events where type = 'programme_stated' and data->>'code' = 'PMT-1'"));
        Assert.Equal((200, null), await SendAsync(Role.Dinsos, "/api/programmes/PMT-1", Food.Replace("dinkes", "puskesmas", StringComparison.Ordinal), HttpMethod.Put, "\"1\""));

        var (status, body) = await AskAsync(HttpMethod.Put, Role.Operator, "/api/programmes/PMT-1", Food, "\"1\"");

        Assert.Equal((412, "assistance.programme_changed", "puskesmas"), (status, (string?)body["code"], (string?)body["changes"]?[0]?["agency"]));
        Assert.Equal((422, "assistance.invalid"), await SendAsync(Role.Dinsos, "/api/programmes/x", "{}", HttpMethod.Put));
        var interview = SampleInterview.Of(true, Village, "2018-1", March, 3);
        await App.SubmitAsync(interview);
        var help = $$"""{"assistanceId": "{{Guid.NewGuid()}}", "programme": "PMT-1", "date": "2018-06-01", "amount": 90000}""";
        Assert.Equal((403, "assistance.not_your_field"), await SendAsync(Role.Dinsos, $"/api/households/{interview.HouseholdId}/assistance", help));
        Assert.Equal((201, null), await SendAsync(Role.Dinkes, $"/api/households/{interview.HouseholdId}/assistance", help));
        Assert.Equal((200, null), await GetAsync(Role.Dinkes, $"/api/households/{interview.HouseholdId}/assistance"));
    }

    private async Task<(int Status, string? Code)> SendAsync(Role role, string path, string body, HttpMethod? method = null, string? ifMatch = null)
    {
        var (status, answer) = await AskAsync(method ?? HttpMethod.Post, role, path, body, ifMatch);
        return (status, (string?)answer["code"] is { } code && status >= 400 ? code : null);
    }

    private async Task<(int Status, string? Code)> GetAsync(Role role, string path)
    {
        var (status, answer) = await AskAsync(HttpMethod.Get, role, path, null);
        return (status, (string?)answer["code"]);
    }

    private async Task<(int Status, JsonNode Body)> AskAsync(HttpMethod method, Role role, string path, string? body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = new("Bearer", App.TokenFor(role));
        if (ifMatch is not null) request.Headers.IfMatch.ParseAdd(ifMatch);
        var response = await App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }
}
