using System.Globalization;
using System.Text;
using NodaTime;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Tests.Surveys.Files.Format;

/// <summary>What spreadsheets and the people at them do to a file.</summary>
public sealed class SpreadsheetSurprisesTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void The_separator_is_told_by_the_header(char separator) => AssertClean(ReadFile.Csv(Language.English, CensusFiles.Rows(2), separator));

    [Fact]
    public void UTF_16_with_a_mark_and_a_line_that_names_the_separator_are_read()
    {
        var text = Encoding.UTF8.GetString(ReadFile.Csv(Language.Indonesian, CensusFiles.Rows(2)));
        AssertClean([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        AssertClean(Encoding.UTF8.GetBytes($"\uFEFFsep=;\r\n{text}"));
        AssertClean(Encoding.UTF8.GetBytes($"DATA RUMAH TANGGA{new string(';', Layout.Columns.Count)}\r\n\r\n{text}"));
    }

    [Fact]
    public void Empty_rows_and_columns_after_the_last_are_nothing()
    {
        var lines = Encoding.UTF8.GetString(ReadFile.Csv(Language.Indonesian, CensusFiles.Rows(2))).TrimEnd().Split("\r\n");
        AssertClean(Encoding.UTF8.GetBytes(string.Join("\r\n", lines.Select(l => $"{l};;;")) + string.Concat(Enumerable.Repeat("\r\n;;;;", 50))));
    }

    [Fact]
    public void Titles_in_either_language_or_codes_in_any_order_and_any_case_are_known()
    {
        var rows = CensusFiles.Rows(1);
        var titles = Layout.Columns.Select((c, i) => (i % 3) switch { 0 => c.Code.ToUpperInvariant(), 1 => $" {c.Label.English} ", _ => c.Label.Indonesian }).ToArray();
        var lines = rows.Prepend(titles).Select(row => CsvTemplate.Line(row.Reverse(), ';'));

        AssertClean(Encoding.UTF8.GetBytes(string.Concat(lines)), households: 1);
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-02T05:00:00Z")]
    [InlineData("02/03/2026", "2026-03-02T05:00:00Z")]
    [InlineData("2.3.2026 10:15", "2026-03-02T03:15:00Z")]
    [InlineData("2026-03-02T10:15:00+07:00", "2026-03-02T03:15:00Z")]
    [InlineData("46083", "2026-03-02T05:00:00Z")]
    [InlineData("46083.5", "2026-03-02T05:00:00Z")]
    [InlineData("46083.427083333336", "2026-03-02T03:15:00Z")]
    public void A_time_is_read_as_people_and_spreadsheets_write_it(string cell, string instant)
    {
        var read = One(("interviewedAt", cell));

        Assert.Equal(instant, read.Submission!.InterviewedAt.ToString("g", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("30/02/2026")]
    [InlineData("2026-13-01")]
    [InlineData("02/03/26")]
    [InlineData("2026")]
    [InlineData("kemarin")]
    [InlineData("02-03/2026")]
    public void A_date_that_does_not_exist_or_can_mean_two_is_no_date(string cell) =>
        Assert.Equal(["2 interviewedAt survey.wrong_kind"], Problems(("interviewedAt", cell)));

    [Theory]
    [InlineData("2019-03", 2019, 3)]
    [InlineData("03/2019", 2019, 3)]
    [InlineData("Mar-19", 2019, 3)]
    [InlineData("Agustus 2019", 2019, 8)]
    [InlineData("01/03/2019", 2019, 3)]
    [InlineData("43525", 2019, 3)]
    public void A_month_is_read_as_people_and_spreadsheets_write_it(string cell, int year, int month) =>
        Assert.Equal(new YearMonth(year, month), CellDate.Month(cell, from1904: false));

    [Fact]
    public void Days_counted_from_1904_are_four_years_later() =>
        Assert.Equal(CellDate.Day("46083", from1904: false)!.Value.PlusDays(1462), CellDate.Day("46083", from1904: true));

    [Theory]
    [InlineData("3", "003")]
    [InlineData("'003", "003")]
    [InlineData("12", "012")]
    public void An_RT_has_its_zeros_back(string cell, string rt) => Assert.Equal(rt, One(("place.rt", cell)).Submission!.Place.Rt);

    [Theory]
    [InlineData("3522152002")]
    [InlineData("'35.22.15.2002")]
    [InlineData(" 35.22.15.2002 ")]
    public void A_village_code_is_known_without_its_dots(string cell) => Assert.Equal(ReadFile.Village, One(("place.village", cell)).Submission!.Place.Village);

    [Theory]
    [InlineData("grid")]
    [InlineData("PLN")]
    [InlineData("state grid (pln)")]
    public void A_choice_is_taken_by_code_or_wording(string cell) => Assert.NotNull(One(("housing.electricity", cell)).Submission);

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("Tidak", false)]
    [InlineData("tidak tahu", null)]
    [InlineData("unknown", null)]
    public void Yes_no_and_unknown_are_known_in_both_languages(string cell, bool? answer) =>
        Assert.Equal(answer, One(("housing.assets.radio", cell)).Submission!.Answers!.Housing.Assets.Radio);

    [Theory]
    [InlineData("3.52215E+15")]
    [InlineData("3,52215E+15")]
    public void A_NIK_that_a_spreadsheet_shortened_is_left_out_with_a_warning(string cell)
    {
        var read = ReadFile.OfCsv(With(("personal.members.nik", cell)));

        Assert.Equal(["2 personal.members.nik file.digits_lost"], read.Problems);
        Assert.Null(read.Households[0].Read!.Personal.Members[0].Nik);
    }

    [Fact]
    public void A_formula_in_a_name_is_text_and_an_error_is_a_problem()
    {
        var name = One(("personal.members.name", "=HYPERLINK(\"http://x\";\"y\")")).Personal.Members[0].Name;

        Assert.Equal("=HYPERLINK(\"http://x\";\"y\")", name);
        Assert.Equal(["2 size file.cell_error"], Problems(("size", "#REF!")));
    }

    [Fact]
    public void Another_encoding_is_reported_where_it_stands()
    {
        var text = Encoding.Latin1.GetBytes(With(("personal.members.name", "José")));

        Assert.Equal(["2 personal.members.name file.wrong_encoding"], ReadFile.Of(text).Problems);
    }

    [Fact]
    public void Rows_of_one_household_may_repeat_it_but_not_contradict_it()
    {
        var rows = CensusFiles.Rows(1);
        rows[1][Layout.ByCode["householdNo"].Index] = "1";
        rows[1][Layout.ByCode["housing.floor"].Index] = rows[0][Layout.ByCode["housing.floor"].Index];
        AssertClean(ReadFile.Csv(Language.Indonesian, rows), households: 1);

        rows[1][Layout.ByCode["housing.floor"].Index] = "Bambu";
        Assert.Equal(["3 housing.floor file.row_differs"], ReadFile.Of(ReadFile.Csv(Language.Indonesian, rows)).Problems);
    }

    [Fact]
    public void The_same_file_and_a_corrected_copy_name_the_same_ids()
    {
        var rows = CensusFiles.Rows(2);
        var first = ReadFile.Of(ReadFile.Csv(Language.Indonesian, rows));
        rows[0][Layout.ByCode["size"].Index] = "5";
        rows.RemoveRange(2, 2);
        var second = ReadFile.Of(ReadFile.Csv(Language.Indonesian, rows));

        Assert.Equal(first.Households[0].SubmissionId, second.Households[0].SubmissionId);
        Assert.Equal(first.Households[0].Read!.Submission!.HouseholdId, second.Households[0].Read!.Submission!.HouseholdId);
        Assert.Equal(
            first.Households[0].Read!.Submission!.Answers!.Members.Select(m => m.Id), second.Households[0].Read!.Submission!.Answers!.Members.Select(m => m.Id));
        Assert.NotEqual(first.Households[0].SubmissionId, first.Households[1].SubmissionId);
    }

    [Fact]
    public void An_identity_number_is_no_household_number() =>
        Assert.Contains("2 householdNo file.no_household_number", Problems(("householdNo", "3522154107850001")));

    private static IReadOnlyList<string> Problems((string Code, string Cell) changed) => ReadFile.OfCsv(With(changed)).Problems;

    private static ReadSubmission One((string Code, string Cell) changed)
    {
        var read = ReadFile.OfCsv(With(changed));
        Assert.Empty(read.Problems);
        return Assert.Single(read.Households).Read!;
    }

    private static string With((string Code, string Cell) changed)
    {
        var rows = CensusFiles.Rows(1);
        rows[0][Layout.ByCode[changed.Code].Index] = changed.Cell;
        return string.Concat(rows.Prepend([.. Layout.Columns.Select(c => c.Label.Indonesian)])
            .Select(row => string.Join(';', row.Select(cell => cell.AsSpan().ContainsAny(";\"") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)) + "\n"));
    }

    private static void AssertClean(byte[] file, int households = 2)
    {
        var read = ReadFile.Of(file);
        Assert.Empty(read.Problems);
        Assert.Equal(households, read.Households.Count(h => h.Read is not null));
    }
}
