using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Files.Format;

namespace PovertyMonitor.Tests.Surveys.Files;

[Collection(CensusFileApp.Name)]
public sealed class ImportFileTests(SharedApp shared)
{
    [Fact]
    public async Task A_dry_run_counts_and_takes_nothing_and_the_import_takes_each_household_once()
    {
        var app = shared.App;
        var csv = ReadFile.Csv(Language.Indonesian, CensusFiles.Rows(450, from: CensusFiles.NewNumbers(450)));
        var before = await app.InterviewsAsync();

        var file = await app.CheckAsync(csv);
        var dry = await app.InterviewsAsync();
        var imported = await app.ImportAsync(file);
        var again = await app.ImportAsync(await app.CheckAsync(csv));

        Assert.Equal(("checked", 450, 900, 901, 0), ((string?)file["state"], (int)file["counts"]!["households"]!, (int)file["counts"]!["members"]!, (int)file["counts"]!["rows"]!, (int)file["counts"]!["problems"]!));
        Assert.Equal(before, dry);
        Assert.Equal(("imported", 450, 0), ((string?)imported["state"], (int)imported["counts"]!["taken"]!, (int)imported["counts"]!["already"]!));
        Assert.Equal(("imported", 0, 450), ((string?)again["state"], (int)again["counts"]!["taken"]!, (int)again["counts"]!["already"]!));
        Assert.Equal(before + 450, await app.InterviewsAsync());
    }

    [Fact]
    public async Task Rows_with_problems_are_left_out_and_named_by_row_and_column_and_a_corrected_copy_brings_them()
    {
        var app = shared.App;
        var before = await app.InterviewsAsync();
        var rows = CensusFiles.Rows(3, from: CensusFiles.NewNumbers(3));
        Set(rows[2], "housing.floor", "emas");
        Set(rows[3], "members.ageYears", "130");
        Set(rows[4], "personal.members.nik", "3.52215E+15");

        var file = await app.CheckAsync(ReadFile.Csv(Language.Indonesian, rows));
        var imported = await app.ImportAsync(file);
        var report = await app.CallAsync(HttpMethod.Get, $"/api/files/{file["id"]}/problems.csv", language: "id");
        Set(rows[2], "housing.floor", "Semen");
        Set(rows[3], "members.ageYears", "30");
        var corrected = await app.ImportAsync(await app.CheckAsync(ReadFile.Csv(Language.Indonesian, rows)));

        Assert.Equal((2, 1, 2, 1), ((int)file["counts"]!["problems"]!, (int)file["counts"]!["warnings"]!, (int)imported["counts"]!["taken"]!, (int)imported["counts"]!["refused"]!));
        Assert.Equal(["4 survey.not_a_choice", "5 survey.out_of_range", "6 file.digits_lost"],
            file["firstProblems"]!.AsArray().Select(p => $"{p!["row"]} {p["code"]}"));
        Assert.Contains($";{Letters("housing.floor")};Bahan utama lantai;housing.floor;survey.not_a_choice;error;", (string)report.Body!, StringComparison.Ordinal);
        Assert.Contains("Tanah atau pasir", (string)report.Body!, StringComparison.Ordinal);
        Assert.DoesNotContain("3.52215E+15", (string)report.Body!, StringComparison.Ordinal);
        Assert.Equal((1, 2), ((int)corrected["counts"]!["taken"]!, (int)corrected["counts"]!["already"]!));
        Assert.Equal(before + 3, await app.InterviewsAsync());
    }

    [Fact]
    public async Task A_workbook_is_imported_like_CSV_and_its_problems_come_as_a_workbook()
    {
        var app = shared.App;
        var rows = CensusFiles.Rows(2, from: CensusFiles.NewNumbers(2));
        Set(rows[2], "consent", "mungkin");

        var file = await app.CheckAsync(ReadFile.Xlsx(Language.Indonesian, rows));
        var imported = await app.ImportAsync(file);
        var response = await app.SendAsync(HttpMethod.Get, $"/api/files/{file["id"]}/problems.xlsx", app.TokenFor(Role.Planner));
        using var report = CensusFile.Open(new MemoryStream(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(1, (int)imported["counts"]!["taken"]!);
        Assert.True(report.Read() && report.Read());
        Assert.Equal("4", report.Cell(0).ToString());
        Assert.Equal("survey.wrong_kind", report.Cell(4).ToString());
    }

    [Fact]
    public async Task A_household_in_two_places_of_the_file_is_taken_from_neither()
    {
        var app = shared.App;
        var number = CensusFiles.NewNumbers(2);
        List<string[]> rows = [.. CensusFiles.Rows(2, from: number), CensusFiles.RowsOf(number)[0]];

        var file = await app.CheckAsync(ReadFile.Csv(Language.Indonesian, rows));
        var imported = await app.ImportAsync(file);

        Assert.Equal(["2 file.household_scattered", "6 file.household_scattered"], file["firstProblems"]!.AsArray().Select(p => $"{p!["row"]} {p["code"]}"));
        Assert.Equal(1, (int)imported["counts"]!["taken"]!);
    }

    [Fact]
    public async Task A_row_torn_away_from_its_household_is_noticed_though_it_says_no_village()
    {
        var app = shared.App;
        var number = CensusFiles.NewNumbers(2);
        var torn = CensusFiles.RowsOf(number);
        Set(torn[1], "householdNo", $"{number}");
        Set(torn[1], "place.village", "");
        var others = CensusFiles.Rows(1, from: number + 1);

        var imported = await app.ImportAsync(await app.CheckAsync(ReadFile.Csv(Language.Indonesian, [torn[0], .. others, torn[1]])));
        var mended = await app.ImportAsync(await app.CheckAsync(ReadFile.Csv(Language.Indonesian, [torn[0], torn[1], .. others])));

        Assert.Equal((1, 0), ((int)imported["counts"]!["taken"]!, (int)imported["counts"]!["kept"]!));
        Assert.Equal((1, 1, 0), ((int)mended["counts"]!["taken"]!, (int)mended["counts"]!["already"]!, (int)mended["counts"]!["kept"]!));
    }

    [Fact]
    public async Task Names_and_numbers_lie_open_nowhere_and_the_file_is_gone_when_it_is_imported()
    {
        var app = shared.App;

        var file = await app.CheckAsync(ReadFile.Csv(Language.Indonesian, CensusFiles.Rows(3, from: CensusFiles.NewNumbers(3))));
        var parts = await app.ScalarAsync<long>(PartsOf(file));
        var open = await app.ScalarAsync<long>($"{PartsOf(file)} and position('Rahasia'::bytea in sealed) > 0");
        await app.ImportAsync(file);

        Assert.Equal((1, 0), (parts, open));
        Assert.Equal(0, await app.ScalarAsync<long>(PartsOf(file)));
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from mt_events where data::text like '%Rahasia%' or data::text like '%35221500000%'"));
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from census_file_problems where places::text like '%Rahasia%'"));
    }

    [Fact]
    public async Task Only_a_clean_file_is_imported_when_that_is_asked_for()
    {
        var app = shared.App;
        var before = await app.InterviewsAsync();
        var rows = CensusFiles.Rows(2, from: CensusFiles.NewNumbers(2));
        Set(rows[0], "place.village", "35.22.15.9999");

        var file = await app.CheckAsync(ReadFile.Csv(Language.Indonesian, rows));
        var (response, body) = await app.CallAsync(HttpMethod.Post, $"/api/files/{file["id"]}/import?onlyIfClean=true");

        Assert.Equal((HttpStatusCode.Conflict, "file.not_clean"), (response.StatusCode, (string?)body["code"]));
        Assert.Equal(before, await app.InterviewsAsync());
    }

    [Fact]
    public async Task A_paused_import_goes_on_where_it_stood()
    {
        var app = shared.App;
        var before = await app.InterviewsAsync();
        var file = await app.CheckAsync(ReadFile.Csv(Language.Indonesian, CensusFiles.Rows(3000, 1, CensusFiles.NewNumbers(3000))));

        await app.CallAsync(HttpMethod.Post, $"/api/files/{file["id"]}/import");
        await app.UntilAsync($"select taken > 0 from census_files where file_id = '{file["id"]}'");
        var (_, paused) = await app.CallAsync(HttpMethod.Post, $"/api/files/{file["id"]}/pause");
        var imported = await app.ImportAsync(file);

        Assert.Equal("paused", (string?)paused["state"]);
        Assert.Equal(3000, (int)imported["counts"]!["taken"]! + (int)imported["counts"]!["already"]!);
        Assert.Equal(before + 3000, await app.InterviewsAsync());
        var (deleted, was) = await app.CallAsync(HttpMethod.Delete, $"/api/files/{file["id"]}");
        Assert.Equal((HttpStatusCode.OK, "imported", 1.0), (deleted.StatusCode, (string?)was["state"], (double)was["done"]!));
    }

    [Theory]
    [InlineData("POST", "/api/files?round=2026-1", "", 422, "file.empty")]
    [InlineData("POST", "/api/files", "a", 422, "file.no_round")]
    [InlineData("POST", "/api/files?round=a/b", "a", 422, "file.no_round")]
    [InlineData("GET", "/api/files/2d7c4f0e-0a53-4c0e-9d0a-9a5b7e1f6c2d", null, 404, "file.unknown")]
    [InlineData("POST", "/api/files/2d7c4f0e-0a53-4c0e-9d0a-9a5b7e1f6c2d/import", null, 404, "file.unknown")]
    [InlineData("DELETE", "/api/files/2d7c4f0e-0a53-4c0e-9d0a-9a5b7e1f6c2d", null, 404, "file.unknown")]
    public async Task What_can_not_be_done_is_a_problem_of_the_catalogue(string method, string path, string? body, int status, string code)
    {
        var (response, problem) = await shared.App.CallAsync(new HttpMethod(method), path, body is null ? null : Encoding.UTF8.GetBytes(body));

        Assert.Equal((status, code), ((int)response.StatusCode, (string?)problem["code"]));
    }

    [Theory]
    [InlineData("csv", "id")]
    [InlineData("xlsx", "en")]
    public async Task A_template_as_it_is_downloaded_is_a_file_without_households(string format, string language)
    {
        var app = shared.App;
        var response = await app.SendAsync(HttpMethod.Get, $"/api/files/template.{format}", app.TokenFor(Role.Planner), language: language);

        var file = await app.CheckAsync(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("checked", 0, 0, 0), ((string?)file["state"], (int)file["counts"]!["households"]!, (int)file["counts"]!["problems"]!, (int)file["counts"]!["warnings"]!));
    }

    private static string PartsOf(JsonNode file) => $"select count(*) from census_file_parts where content_id = (select content_id from census_files where file_id = '{file["id"]}')";

    private static void Set(string[] row, string code, string cell) => row[Layout.ByCode[code].Index] = cell;

    private static string Letters(string code) => PovertyMonitor.Surveys.Files.Format.Xlsx.XlsxWriter.Letters(Layout.ByCode[code].Index);
}
