using System.IO.Compression;
using System.Text;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Tests.Surveys.Files.Format;

/// <summary>Broken and malicious files: each ends with a clear problem, within a bound of time and memory.</summary>
public sealed class HostileFilesTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly string Header = string.Join(';', Layout.Columns.Select(c => c.Code));

    public static TheoryData<string, string> Csv => new()
    {
        { "a", "1 - file.no_header" },
        { "", "1 - file.no_header" },
        { "\u0000\u0001binary", "1 - file.not_a_spreadsheet" },
        { "{\"submissionId\":1}", "1 - file.no_header" },
        { "householdNo;consent;consent;outcome;size", "1 consent file.column_twice" },
        { "householdNo;consent;outcome;size", "1 place.village file.column_missing" },
        { $"{Header}\n1;\"never closed{new string('x', 300_000)}", "2 - file.row_too_long" },
        { $"{Header}\n1;\"a\"b\"c;", "2 - file.broken" },
        { string.Join(';', Enumerable.Range(0, 60_000)), "1 - file.row_too_long" },
        { $"{Header};{string.Join(';', Enumerable.Range(0, 600))}", "1 - file.too_large_inside" },
    };

    [Theory]
    [MemberData(nameof(Csv))]
    public void A_broken_CSV_file_says_where(string csv, string problem) => Assert.Equal(problem, Assert.Single(ReadFile.OfCsv(csv).Problems));

    [Fact]
    public void A_million_members_of_one_household_are_one_problem()
    {
        var rows = CensusFiles.Rows(1, 1);
        var text = Encoding.UTF8.GetString(ReadFile.Csv(Language.Indonesian, rows));
        var member = new StringBuilder();
        for (var i = 0; i < 300_000; i++) member.Append("1;35.22.15.2002\n");

        var read = ReadFile.OfCsv(text + member);

        Assert.Equal("2 - file.too_many_rows", Assert.Single(read.Problems));
        Assert.Equal(300_002, Assert.Single(read.Households).LastRow);
    }

    [Fact]
    public void Huge_numbers_strings_and_control_characters_are_values_that_are_wrong()
    {
        var rows = CensusFiles.Rows(1);
        Set(rows[0], "size", new string('9', 5000));
        Set(rows[0], "housing.waterMinutes", "1e308");
        Set(rows[0], "personal.note", new string('x', 9000));
        Set(rows[0], "enumerator", "'; drop table mt_events; --");
        Set(rows[1], "members.yearsOfSchooling", "-∞");

        Assert.Equal(
            ["2 enumerator survey.wrong_kind", "2 housing.waterMinutes survey.wrong_kind", "2 personal.note file.cell_too_long", "2 size survey.wrong_kind", "3 members.yearsOfSchooling survey.wrong_kind"],
            ReadFile.Of(ReadFile.Csv(Language.Indonesian, rows)).Problems.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string, string> Sheets => new()
    {
        { "xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet><sheetData>&b;</sheetData></worksheet>", "file.broken" },
        { "xl/worksheets/sheet1.xml", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet><sheetData/></worksheet>", "file.broken" },
        { "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1", "file.broken" },
        { "xl/worksheets/sheet1.xml", "<worksheet/>", "file.broken" },
        { "xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>", "file.no_header" },
        { "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>", "file.broken" },
        { "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"9999999\"/></sheetData></worksheet>", "file.broken" },
        { "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData></worksheet>", "file.broken" },
        { "xl/workbook.xml", "<workbook><sheets/></workbook>", "file.not_a_spreadsheet" },
        { "xl/workbook.xml", "", "file.broken" },
        { "xl/_rels/workbook.xml.rels", "<Relationships/>", "file.not_a_spreadsheet" },
    };

    [Theory]
    [MemberData(nameof(Sheets))]
    public void A_broken_workbook_is_a_problem_whatever_part_is_broken(string part, string xml, string code) =>
        Assert.Equal(code, ReadFile.Of(Workbook((part, Encoding.UTF8.GetBytes(xml)))).Fatal?.Problem.Code);

    [Fact]
    public void Deep_nesting_long_tags_and_long_texts_end_within_a_bound()
    {
        foreach (var xml in new[] { Repeat("<a>", 3_000_000), $"<worksheet a=\"{Repeat("x", 50_000_000)}\"/>", $"<worksheet>{Repeat("x", 50_000_000)}", $"<{Repeat("x", 50_000_000)}" })
        {
            var (code, allocated) = Measured(Workbook(("xl/worksheets/sheet1.xml", Encoding.ASCII.GetBytes(xml))));
            Assert.Contains(code, (string[])["file.broken", "file.too_large_inside"]);
            Assert.InRange(allocated, 0, 20_000_000);
        }
    }

    [Fact]
    public void A_zip_bomb_of_shared_strings_ends_within_a_bound_of_memory()
    {
        var bomb = Repacked(("xl/sharedStrings.xml", stream =>
        {
            var texts = Encoding.ASCII.GetBytes(Repeat($"<si><t>{Repeat("x", 8000)}</t></si>", 1000));
            stream.Write("<sst>"u8);
            for (var i = 0; i < 60; i++) stream.Write(texts);
        }
        ));
        var (code, allocated) = Measured(bomb);

        Assert.Equal("file.too_large_inside", code);
        Assert.True(bomb.Length < 8_000_000);
        Assert.InRange(allocated, 0, 300_000_000);
    }

    [Fact]
    public void A_directory_of_very_many_entries_is_refused_before_it_is_read()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            for (var i = 0; i < 30_000; i++) zip.CreateEntry($"{i}");

        Assert.Equal("file.too_large_inside", ReadFile.Of(file.ToArray()).Fatal?.Problem.Code);
    }

    [Fact]
    public void A_workbook_cut_off_anywhere_is_a_problem_and_never_an_exception()
    {
        var whole = ReadFile.Xlsx(Language.Indonesian, CensusFiles.Rows(1));
        for (var length = 2; length < whole.Length; length += 97)
            Assert.NotNull(ReadFile.Of(whole[..length]).Fatal);
    }

    [Fact]
    public void A_file_with_bytes_changed_at_random_is_read_or_refused_and_never_an_exception()
    {
        var random = new Random(20_261_123);
        foreach (var whole in new[] { ReadFile.Xlsx(Language.Indonesian, CensusFiles.Rows(1)), ReadFile.Csv(Language.English, CensusFiles.Rows(2)) })
            for (var i = 0; i < 300; i++)
            {
                var changed = (byte[])whole.Clone();
                for (var j = 0; j < 1 + random.Next(20); j++) changed[random.Next(changed.Length)] = (byte)random.Next(256);
                Assert.NotNull(ReadFile.Of(changed));
            }
    }

    // What is never allocated is never held.
    private static (string? Code, long Allocated) Measured(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        return (ReadFile.Of(file).Fatal?.Problem.Code, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Workbook(params (string Part, byte[] Content)[] parts) => Repacked([.. parts.Select(p => (p.Part, (Action<Stream>)(stream => stream.Write(p.Content))))]);

    private static byte[] Repacked(params (string Part, Action<Stream> Write)[] parts)
    {
        using var file = new MemoryStream();
        file.Write(ReadFile.Xlsx(Language.Indonesian, []));
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (part, write) in parts)
            {
                zip.GetEntry(part)?.Delete();
                using var stream = zip.CreateEntry(part).Open();
                write(stream);
            }
            if (parts.Any(p => p.Part == "xl/sharedStrings.xml"))
            {
                zip.GetEntry("xl/_rels/workbook.xml.rels")!.Delete();
                using var rels = new StreamWriter(zip.CreateEntry("xl/_rels/workbook.xml.rels").Open());
                rels.Write("<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"s\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
            }
        }
        return file.ToArray();
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static void Set(string[] row, string code, string cell) => row[Layout.ByCode[code].Index] = cell;
}
