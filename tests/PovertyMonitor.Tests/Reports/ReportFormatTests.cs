using System.Text;
using NodaTime;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports;
using PovertyMonitor.Reports.Feedback;
using PovertyMonitor.Reports.Formats;
using PovertyMonitor.Reports.Kinds;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Tests.Reports;

public sealed class ReportFormatTests
{
    private static readonly Report Sample = new(
        new("sample", new("Contoh", "Sample"), "35.22", "<b>Bojonegoro</b>", null, null, 7, Instant.FromUtc(2019, 3, 1, 0, 0), 10, []),
        [ReportColumns.Name, ReportColumns.Households, ReportColumns.H],
        [["=HYPERLINK(\"http://x\")", 12L, -0.25], ["a,\"b\"\u0001", Suppressed.Value, Suppressed.Value], [null, 0L, null]]);

    [Fact]
    public void Suppressed_zero_and_missing_are_told_apart_and_no_text_is_a_formula()
    {
        Assert.Equal("name,households,h\r\n\"'=HYPERLINK(\"\"http://x\"\")\",12,-0.25\r\n\"a,\"\"b\"\"\u0001\",suppressed,suppressed\r\n,0,\r\n", Encoding.UTF8.GetString(ReportCsv.Write(Sample)));
        var json = Encoding.UTF8.GetString(ReportJson.Write(Sample, Language.English));
        Assert.Contains("\"households\":\"suppressed\"", json, StringComparison.Ordinal);
        Assert.Contains("{\"name\":null,\"households\":0,\"h\":null}", json, StringComparison.Ordinal);
        Assert.Contains("fewer than 10 households", json, StringComparison.Ordinal);
        var page = Encoding.UTF8.GetString(ReportPage.Render(Sample, Language.Indonesian));
        Assert.Contains("<td class=\"s\">dirahasiakan</td>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Bojonegoro&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("-25,0 %", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranks_are_open_exactly_where_bounds_overlap()
    {
        var code = AreaCode.Parse("35.22.15.2001");
        RankedArea Area(double low, double high) => new(new(code, "x"), 1, 1, null, low, 1, low, low, high);
        var ranked = RankedArea.Rank([Area(0.1, 0.2), Area(0.15, 0.4), Area(0.5, 0.5), Area(0.5, 0.6)]);

        Assert.Equal([(1L, 2L), (1, 2), (3, 4), (3, 4)], ranked.Select(r => (r.From!.Value, r.To!.Value)));
        Assert.All(RankedArea.Rank([Area(0.1, 0.1) with { Low = null, High = null }, Area(0.9, 0.9)]), r => Assert.Equal((1L, 2L), (r.From!.Value, r.To!.Value)));
    }

    [Theory]
    [InlineData("Bagus, angka desa 2019 jelas", "Bagus, angka desa 2019 jelas")]
    [InlineData("NIK 3522 1501 0190 0001 milik ibu", "NIK […] milik ibu")]
    [InlineData("telepon +62 812-3456-789, surat a.b@c.id", "telepon […], surat […]")]
    [InlineData("0812.3456.789", "[…]")]
    public void Numbers_of_people_are_taken_out_of_a_comment(string comment, string kept) => Assert.Equal(kept, FeedbackStore.Screen(comment));

    [Fact]
    public void Settings_that_could_never_be_meant_are_named()
    {
        var result = new ReportOptionsValidator().Validate(null, new ReportOptions { Threshold = 2, FeedbackPerMinute = 0, ContactEmail = "nobody" });

        Assert.Equal(
            [
                "The setting PovertyMonitor:Reports:Threshold must be 3 to 1000 households.", "The setting PovertyMonitor:Reports:FeedbackPerMinute must be 1 to 1000.",
                "The setting PovertyMonitor:Reports:ContactEmail must be an e-mail address, or be left out.",
            ], result.Failures);
        Assert.True(new ReportOptionsValidator().Validate(null, new ReportOptions()).Succeeded);
    }
}
