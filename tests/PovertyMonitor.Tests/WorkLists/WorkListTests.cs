using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys.Files.Format.Xlsx;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.WorkLists;

/// <summary>Each test has a district of its own.</summary>
[Collection(WorkListApp.Name)]
public sealed class WorkListTests(SharedApp shared)
{
    private const string Measure = "measure=global-mpi-2018-without-nutrition";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 20, 0);

    private TestApp App => shared.App;

    [Fact]
    public async Task It_holds_names_addresses_lacks_and_help_and_the_reading_is_recorded()
    {
        const string District = "35.22.08";
        await RegisterAsync($"{District}.2002", null, "Zubaidah", "3522084107650001");
        await RegisterAsync($"{District}.2001", "Mawar", "Wagiman", "3522084107650002");
        var first = await RegisterAsync($"{District}.2001", "Mawar", "=HYPERLINK(\"http://x\")", "3522084107650003");
        await RegisterAsync($"{District}.2001", "Anggrek", "Yatmi", "3522084107650004");
        await RegisterAsync($"{District}.2001", "Anggrek", "Kaya", "3522084107650005", poor: false);
        await App.CaughtUpAsync();
        foreach (var day in (string[])["2018-06-01", "2018-07-01"])
            Assert.Equal(201, (int)(await App.SendAsync(HttpMethod.Post, $"/api/households/{first}/assistance", App.TokenFor(Role.Dinsos), Json(
                $$"""{"assistanceId": "{{Guid.NewGuid()}}", "programme": "PKH", "date": "{{day}}", "amount": 750000}"""))).StatusCode);
        Assert.Equal(201, (int)(await App.SendAsync(HttpMethod.Post, "/api/register-files?asOf=2018-08-01", App.TokenFor(Role.Dinsos),
            new StringContent("NIK,No KK,Desil,Program\n3522084107650003,,1,BPNT\n3522084107650001,,3,\n", Encoding.UTF8, "text/csv"))).StatusCode);

        var response = await App.SendAsync(HttpMethod.Get, $"/api/households/worklist.xlsx?{Measure}&area={District}&status=poor&purpose=verification", App.TokenOf("siti", Role.Dinsos), language: "en");

        Assert.Equal((200, "no-store", "attachment; filename=work-list.xlsx; filename*=UTF-8''work-list.xlsx"),
            ((int)response.StatusCode, response.Headers.CacheControl?.ToString(), response.Content.Headers.ContentDisposition?.ToString()));
        var file = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var (titles, rows) = Read(file);
        string Cell(int row, string title) => rows[row][titles.IndexOf(title)];
        Assert.Equal(["Yatmi", "=HYPERLINK(\"http://x\")", "Wagiman", "Zubaidah"], Enumerable.Range(0, 4).Select(i => Cell(i, "Head of household")));
        Assert.Equal(4, rows.Count);
        Assert.Equal(("3522084107650003", "3522080101080103", "Jl. Kartini 1", "003", "Mawar", "2", "Poor", "2018-03-03", $"{first}"), (Cell(1, "NIK"), Cell(1, "Family card (No. KK)"),
            Cell(1, "Address"), Cell(1, "RT"), Cell(1, "Dasa Wisma"), Cell(1, "Persons"), Cell(1, "Status"), Cell(1, "Interviewed on"), Cell(1, "Household id")));
        Assert.Contains("Child mortality", Cell(1, "Deprivations"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("Family Hope Programme (2018-07-01)", "Non-cash food assistance (Sembako)", "1"),
            (Cell(1, "Assistance recorded"), Cell(1, "Programmes in the national register"), Cell(1, "Decile")));
        Assert.Equal(("", "", "3", ""), (Cell(3, "Assistance recorded"), Cell(3, "Programmes in the national register"), Cell(3, "Decile"), Cell(3, "Dasa Wisma")));
        Assert.Empty(FormulasIn(file));
        Assert.Equal(1L, await App.ScalarAsync<long>("select count(*) from personal_readings where reader = 'siti' and purpose = 'work list: verification' and subjects = 4 and subject_id is null"));
    }

    [Theory]
    [InlineData("", "purpose", "household_list.no_purpose")]
    [InlineData("purpose=for%20Bu%20Siti", "purpose", "household_list.no_purpose")]
    [InlineData("purpose=verification&status=rich", "status", "household_list.invalid_parameter")]
    public async Task Without_a_purpose_or_with_a_wrong_filter_nothing_is_read(string query, string field, string code)
    {
        var response = await App.SendAsync(HttpMethod.Get, $"/api/households/worklist.xlsx?{query}", App.TokenOf("nobody", Role.Dinsos));

        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((422, field, code), ((int)response.StatusCode, (string?)body["errors"]?[0]?["field"], (string?)body["errors"]?[0]?["code"]));
        Assert.Equal(0L, await App.ScalarAsync<long>("select count(*) from personal_readings where reader = 'nobody'"));
    }

    [Fact]
    public async Task Nobody_but_Dinas_Sosial_gets_it()
    {
        foreach (var role in Enum.GetValues<Role>().Except([Role.Dinsos, Role.Public]))
            Assert.Equal(403, (int)(await App.SendAsync(HttpMethod.Get, "/api/households/worklist.xlsx?purpose=verification", App.TokenFor(role, "35.22.08.2001"))).StatusCode);
    }

    [Fact]
    public async Task A_list_that_is_too_long_is_refused_and_read_by_nobody()
    {
        const string Village = "35.22.09.2001";
        await RegisterAsync(Village, null, "Zubaidah", "3522094107650001");
        await App.CaughtUpAsync();
        // As many as no test could interview: copies of the one household's row.
        await App.ScalarAsync<object>($"""
            insert into poverty_assessments_v5 select (jsonb_populate_record(a, jsonb_build_object('household', gen_random_uuid()))).*
            from poverty_assessments_v5 a, generate_series(1, 20000) where village = '{Village}' and measure like '%without-nutrition@1'
            """);

        var response = await App.SendAsync(HttpMethod.Get, $"/api/households/worklist.xlsx?{Measure}&area={Village}&purpose=delivery", App.TokenOf("eager", Role.Dinsos));

        Assert.Equal("household_list.too_many", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]);
        Assert.Equal(0L, await App.ScalarAsync<long>("select count(*) from personal_readings where reader = 'eager'"));
    }

    private async Task<Guid> RegisterAsync(string village, string? group, string head, string nik, bool poor = true)
    {
        var interview = SampleInterview.Of(poor, village, "2018-1", March, 2) with { Place = new Place(village, "003", "001", group) };
        var json = JsonNode.Parse(interview.JsonOf())!.AsObject();
        json["personal"] = new JsonObject
        {
            ["familyCard"] = "3522080101080103",
            ["address"] = "Jl. Kartini 1",
            ["members"] = new JsonArray(
                new JsonObject { ["id"] = $"{interview.Answers!.Members[1].Id}", ["name"] = "Another member" },
                new JsonObject { ["id"] = $"{interview.Answers.Members[0].Id}", ["nik"] = nik, ["name"] = head }),
        };
        var (_, answer) = await App.PostAsync(json.ToJsonString(), village);
        Assert.True((string?)answer["status"] == "accepted", answer.ToJsonString());
        return interview.HouseholdId;
    }

    private static StringContent Json(string text) => new(text, new MediaTypeHeaderValue("application/json"));

    private static (List<string> Titles, List<List<string>> Rows) Read(byte[] file)
    {
        using var reader = new XlsxRowReader(new MemoryStream(file));
        var rows = new List<List<string>>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.CellCount).Select(i => reader.Cell(i).ToString())]);
        foreach (var row in rows) row.AddRange(Enumerable.Repeat("", rows[0].Count - row.Count));
        return (rows[0], rows[1..]);
    }

    private static IEnumerable<XElement> FormulasIn(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)).SelectMany(e =>
        {
            using var part = e.Open();
            return XDocument.Load(part).Descendants().Where(x => x.Name.LocalName == "f").ToList();
        })];
    }
}
