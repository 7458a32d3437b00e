using System.Text;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Assistance.RegisterFiles;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Surveys.Files.Format.Xlsx;

namespace PovertyMonitor.Tests.Assistance;

public sealed class RegisterReaderTests
{
    private const string Nik = "3522154107650003";
    private static readonly IReadOnlyList<Programme> Programmes =
        [.. ShippedProgrammes.All.Select(p => new Programme(p.Code, p.Name, p.Agency, p.Kind, p.Field, p.National, p.Aliases))];

    [Fact]
    public async Task Titles_separators_and_words_are_read_as_people_write_them()
    {
        var (rows, reader) = await ReadAsync($"DAFTAR DTSEN KAB. BOJONEGORO\r\n\r\nNo;N I K;Nomor KK;Desil Nasional;Bansos\r\n1;'{Nik};3522 1501 0108 0009;Desil 2;PKH, sembako; \r\n2;35.2215.410765.0004;;;tidak ada\r\n;;;;\r\n");

        Assert.Equal([(4, Nik, "3522150101080009", (short?)2, "BPNT,PKH"), (5, "3522154107650004", null, null, "")],
            rows.Select(r => (r.Number, r.Nik, r.Card, r.Decile, string.Join(',', r.Programmes))));
        Assert.Empty(reader.Findings);
    }

    [Theory]
    [InlineData("", "register_file.not_a_nik")]
    [InlineData("352215410765000", "register_file.not_a_nik")]
    [InlineData("35221541076500031", "register_file.not_a_nik")]
    [InlineData("0000000000000000", "register_file.not_a_nik")]
    [InlineData("=HYPERLINK(1)", "register_file.not_a_nik")]
    [InlineData("３５２２１５４１０７６５０００３", "register_file.not_a_nik")]
    [InlineData("3.52215E+15", "file.digits_lost")]
    [InlineData("#VALUE!", "file.cell_error")]
    [InlineData("35221541076500\uFFFD3", "file.wrong_encoding")]
    public async Task A_row_without_a_right_nik_is_left_out_and_named_by_its_place_alone(string nik, string code)
    {
        var (rows, reader) = await ReadAsync($"nik,desil\n{nik},3\n{Nik},4\n");

        Assert.Equal((short)4, Assert.Single(rows).Decile);
        Assert.Equal((1, "rows[2].nik", code), (reader.Refused, Assert.Single(reader.Findings).Field, reader.Findings[0].Problem.Code));
    }

    [Theory]
    [InlineData("0", "", "", "decile: register_file.not_a_decile")]
    [InlineData("11", "", "", "decile: register_file.not_a_decile")]
    [InlineData("-1 juta", "", "", "decile: register_file.not_a_decile")]
    [InlineData("2", "12", "", "card: register_file.not_a_family_card")]
    [InlineData("2", "", "=cmd|' /C calc'!A0", "programmes: register_file.other_programme")]
    [InlineData("2", "", "Bantuan Bupati", "programmes: register_file.other_programme")]
    public async Task A_value_that_is_wrong_is_left_out_and_the_row_is_taken(string decile, string card, string programmes, string finding)
    {
        var (rows, reader) = await ReadAsync($"nik,desil,kk,program\n{Nik},{decile},{card},\"{programmes}\"\n");

        Assert.Equal(programmes.Length == 0 ? [] : [RegisterReader.Other], Assert.Single(rows).Programmes);
        Assert.Equal((0, 1), (reader.Refused, reader.Warnings));
        Assert.Equal($"rows[2].{finding}", $"{reader.Findings[0].Field}: {reader.Findings[0].Problem.Code}");
    }

    [Fact]
    public async Task A_very_long_list_is_kept_as_something_else_and_a_very_long_row_ends_the_file()
    {
        Assert.Equal([RegisterReader.Other], Assert.Single((await ReadAsync($"nik,program\n{Nik},{new string('x', 100_000)}\n")).Rows).Programmes);
        Assert.Equal("file.row_too_long", await RefusedAsync(Encoding.UTF8.GetBytes($"nik,program\n{Nik},\"{new string('x', 400_000)}\"\n")));
    }

    [Fact]
    public async Task What_is_no_register_file_is_refused_with_a_reason()
    {
        Assert.Equal("file.no_header", await RefusedAsync("nama,alamat\na,b\n"u8.ToArray()));
        Assert.Equal("file.no_header", await RefusedAsync([]));
        Assert.Equal("file.column_missing", await RefusedAsync("nik,nama\n"u8.ToArray()));
        Assert.Equal("file.column_twice", await RefusedAsync("nik,desil,NIK\n"u8.ToArray()));
        Assert.Equal("file.not_a_spreadsheet", await RefusedAsync([0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0]));
        Assert.Equal("file.broken", await RefusedAsync("PK\u0003\u0004 no archive"u8.ToArray()));
    }

    [Fact]
    public async Task Utf_16_is_read_and_windows_letters_are_told()
    {
        var (rows, _) = await ReadAsync([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"nik\tdesil\r\n{Nik}\t3\r\n")]);
        Assert.Equal((short)3, Assert.Single(rows).Decile);

        var (others, reader) = await ReadAsync([.. Encoding.UTF8.GetBytes($"nik,program\n{Nik},"), 0xE9, (byte)'\n']);
        Assert.Equal([RegisterReader.Other], Assert.Single(others).Programmes);
        Assert.Equal("file.wrong_encoding", Assert.Single(reader.Findings).Problem.Code);
    }

    [Fact]
    public async Task A_workbook_is_read_as_well()
    {
        var book = new MemoryStream();
        using (var writer = new XlsxWriter(book)) writer.Add("Data", [["NIK", "Desil", "Program"], [Nik, "1", "PKH; KIP"]]);
        var (rows, _) = await ReadAsync(book.ToArray());
        Assert.Equal((2, Nik, (short?)1, "PIP,PKH"), (rows[0].Number, rows[0].Nik, rows[0].Decile, string.Join(',', rows[0].Programmes)));
    }

    private static Task<(List<RegisterRow> Rows, RegisterReader Reader)> ReadAsync(string csv) => ReadAsync(Encoding.UTF8.GetBytes(csv));

    private static Task<(List<RegisterRow> Rows, RegisterReader Reader)> ReadAsync(byte[] file) => RegisterBody.ReadAsync(new MemoryStream(file), rows =>
    {
        var reader = new RegisterReader(rows, Programmes);
        var read = new List<RegisterRow>();
        while (reader.Read() is { } row) read.Add(row);
        return Task.FromResult((read, reader));
    }, TestContext.Current.CancellationToken);

    private static async Task<string> RefusedAsync(byte[] file) => (await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(file))).Problem.Problem.Code;
}
