using System.Text.Json;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Tests.Regions;

public sealed class AreaCodeTests
{
    [Theory]
    [InlineData("35", "Province", null)]
    [InlineData("35.22", "Regency", "35")]
    [InlineData("35.22.15", "District", "35.22")]
    [InlineData("35.22.15.2001", "Village", "35.22.15")]
    public void A_code_knows_its_level_and_its_parent(string text, string level, string? parent)
    {
        var code = AreaCode.Parse(text);

        Assert.Equal(level, code.Level.ToString());
        Assert.Equal(parent, code.Parent?.ToString());
    }

    [Fact]
    public void Every_registered_code_reads_back_as_it_was_written()
    {
        foreach (var area in RegisterFile.Read("35.22"))
            Assert.Equal(area.Code, AreaCode.Parse(area.Code.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("352215")]
    [InlineData("35-22")]
    [InlineData("35.22.")]
    [InlineData("35.22.1")]
    [InlineData("35.22.15.200")]
    [InlineData("35.22.15.20011")]
    [InlineData("35.22.15.2001.1")]
    [InlineData("35.22.15 2001")]
    [InlineData("35.+2")]
    [InlineData(" 35.2")]
    [InlineData("35.2a")]
    [InlineData("35.00")]
    [InlineData("00.22")]
    [InlineData("35.22.00.2001")]
    [InlineData("35.22.15.0001")]
    [InlineData("٣٥.٢٢")]
    public void A_text_that_is_not_a_code_is_refused(string? text)
    {
        Assert.False(AreaCode.TryParse(text, out var code));
        Assert.Equal(AreaLevel.None, code.Level);
    }

    [Fact]
    public void Parse_says_what_a_code_looks_like()
    {
        var refusal = Assert.Throws<FormatException>(() => AreaCode.Parse("Bojonegoro"));

        Assert.Contains("PP.KK.CC.DDDD", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("35.22.15.1001", true)]
    [InlineData("35.22.15.2008", false)]
    [InlineData("35.22.15", false)]
    public void A_village_number_that_starts_with_one_is_a_kelurahan(string text, bool kelurahan) =>
        Assert.Equal(kelurahan, AreaCode.Parse(text).IsKelurahan);

    [Theory]
    [InlineData("35.22", "35.22.15.2001", true)]
    [InlineData("35.22.15", "35.22.15.2001", true)]
    [InlineData("35.22.15.2001", "35.22.15.2001", true)]
    [InlineData("35.22.15.2001", "35.22.15", false)]
    [InlineData("35.22.01", "35.22.15.2001", false)]
    [InlineData("35.22.15.2001", "35.22.15.2002", false)]
    [InlineData("35.23", "35.22.15.2001", false)]
    public void An_area_contains_itself_and_what_lies_in_it(string area, string other, bool contains) =>
        Assert.Equal(contains, AreaCode.Parse(area).Contains(AreaCode.Parse(other)));

    [Fact]
    public void The_default_code_is_no_area_and_contains_none()
    {
        Assert.Equal("", default(AreaCode).ToString());
        Assert.Null(default(AreaCode).Parent);
        Assert.False(default(AreaCode).Contains(default));
    }

    [Fact]
    public void The_tenant_is_the_regency_and_a_province_has_none()
    {
        Assert.Equal("35.22", AreaCode.Parse("35.22.15.2001").Tenant);
        Assert.Throws<ArgumentOutOfRangeException>(() => AreaCode.Parse("35").Tenant);
    }

    [Fact]
    public void Codes_order_as_their_texts_do()
    {
        var codes = RegisterFile.Read("35.22").Select(a => a.Code).ToArray();

        Assert.Equal(codes.Select(c => c.ToString()).Order(StringComparer.Ordinal), codes.Order().Select(c => c.ToString()));
    }

    [Fact]
    public void Json_writes_a_code_as_its_text_as_a_value_and_as_a_key()
    {
        var byCode = new Dictionary<AreaCode, AreaCode> { [AreaCode.Parse("35.22.15")] = AreaCode.Parse("35.22") };

        var json = JsonSerializer.Serialize(byCode);

        Assert.Equal("""{"35.22.15":"35.22"}""", json);
        Assert.Equal(byCode, JsonSerializer.Deserialize<Dictionary<AreaCode, AreaCode>>(json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<AreaCode>("35"));
    }
}
