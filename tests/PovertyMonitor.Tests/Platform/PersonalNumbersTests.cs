using PovertyMonitor.Platform;

namespace PovertyMonitor.Tests.Platform;

public class PersonalNumbersTests
{
    [Theory]
    [InlineData("NIK 3522152301850001")]
    [InlineData("NIK 3522 1523 0185 0001 atas nama ...")]
    [InlineData("NIK3522.1523.1185.2001")]
    [InlineData("3522-1520-1985-2001")]
    [InlineData("35.22.15.230185.0001")]
    [InlineData("35.22.15.2301.85.1001")]
    [InlineData("35 22 15 23 11 85 2001")]
    [InlineData("3.522.152.301.850.001")]
    [InlineData("KK 352215/230185/0001")]
    [InlineData("KK 3522–1523–0185–0001")]
    [InlineData("3522\u00a01523\u00a00185\u00a00001")]
    [InlineData("3522\u200b1523\u200b0185\u200b0001")]
    [InlineData("３５２２１５２３０１８５０００１")]
    [InlineData("3522,1520,0201,0001")]
    [InlineData("3522·1520·0201·0001")]
    [InlineData("3522x1520x0201x0001")]
    [InlineData("3522    1520    0201    0001")]
    [InlineData("3522-----1520-----0201-----0001")]
    [InlineData("HP 0812-3456-7890")]
    [InlineData("HP 0812 2019 2020")]
    [InlineData("+62 812 3456 7890")]
    [InlineData("+62 812 2019 2020")]
    [InlineData("+62812.345.678")]
    [InlineData("62 812 3456 7890")]
    [InlineData("081.234.567.890")]
    [InlineData("(0353) 881 826")]
    [InlineData("031 8415222")]
    [InlineData("1234567")]
    [InlineData("Rp 3522152301850001")]
    [InlineData("rapat 2026-03-02, hubungi 0812 3456 789")]
    [InlineData("https://example.org/3522152301850001.pdf")]
    public void The_number_of_a_person_a_card_or_a_phone_is_found_however_it_is_set_apart(string text)
    {
        Assert.True(PersonalNumbers.AreIn(text));
        Assert.Contains("[…]", PersonalNumbers.Without(text, "[…]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rp 1.500.000.000")]
    [InlineData("Rp1.500.000.000,00 (2018-2020)")]
    [InlineData("Rp 999.999.999.999.999")]
    [InlineData("Rp 1500000000 dan Rp25000000,-")]
    [InlineData("1,500,000,000")]
    [InlineData("antara Rp 1.500.000 - 2.000.000")]
    [InlineData("+1.500.000 jiwa")]
    [InlineData("2018-2020")]
    [InlineData("2018 – 2020 430 desa")]
    [InlineData("tahun 2018/2019/2020")]
    [InlineData("2018, 2019, 2020")]
    [InlineData("B-03 2019-03-31, B-12 2019-12-31")]
    [InlineData("2026-03-02")]
    [InlineData("02/03/2026 dan 2.3.2026")]
    [InlineData("2026-03-02 09.00-11.00")]
    [InlineData("risalah-20190331.pdf")]
    [InlineData("35.22.15.2001 dan 35.22.15")]
    [InlineData("Nomor 188/256/KEP/412.013/2018, 050/123/412.201/2019")]
    [InlineData("467000 keluarga")]
    [InlineData("https://bojonegorokab.go.id/berita/2019/03/31/12345")]
    [InlineData("https://example.org/12345678-1234-4123-8901-123456789012")]
    [InlineData("https://example.org/0123456789abcdef0123456789abcdef")]
    [InlineData("")]
    public void Amounts_years_dates_times_codes_and_ids_pass(string text)
    {
        Assert.False(PersonalNumbers.AreIn(text));
        Assert.Equal(text, PersonalNumbers.Without(text, "[…]"));
    }

    [Fact]
    public void Only_the_number_is_taken_out() =>
        Assert.Equal("Hubungi […], Rp 1.500.000, […] ya", PersonalNumbers.Without("Hubungi +62 812-3456-7890, Rp 1.500.000, 3522 1523 0185 0001 ya", "[…]"));

    [Fact]
    public void A_long_text_is_judged_in_proportion_to_its_length()
    {
        var text = string.Join(' ', Enumerable.Repeat("2019-03-02 1.500", 20_000));
        Assert.False(PersonalNumbers.AreIn(text));
        Assert.True(PersonalNumbers.AreIn($"{text} 0812 3"));
    }
}
