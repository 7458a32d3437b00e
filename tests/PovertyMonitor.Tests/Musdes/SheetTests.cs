using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Musdes.Sheet;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Musdes;

[Collection(MusdesApp.Name)]
public sealed class SheetTests(SharedApp shared)
{
    private static readonly SheetModel Sample = new(
        false, "Sukorejo", "35.22.15.2002", "Bojonegoro", "Kabupaten Bojonegoro", "2019-1", "IKM global", 1742, new LocalDate(2019, 3, 1), 1, null,
        [new(1, "Bu <b>Siti</b>", "003", "001", "Melati 1", 4, ["Kematian anak", "Sanitasi"], null)]);

    [Fact]
    public void It_numbers_the_lines_and_leaves_empty_boxes_for_the_decision()
    {
        var page = SheetPage.Render(Sample);

        Assert.Contains("<tr><td>1</td><td>Bu &lt;b&gt;Siti&lt;/b&gt;</td><td>003/001</td><td>Melati 1</td><td>4</td><td>Kematian anak, Sanitasi</td><td class=\"box\">☐</td>", page, StringComparison.Ordinal);
        Assert.Contains("Ditarik 1 Maret 2019", page, StringComparison.Ordinal);
        Assert.Contains("Masa sanggah: belum ditetapkan kabupaten.", page, StringComparison.Ordinal);
        Assert.Contains("Masa sanggah: 5 hari kerja.", SheetPage.Render(Sample with { ObjectionDays = 5 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_here_no_more_is_named_as_such_where_the_reason_is_written()
    {
        var page = SheetPage.Render(Sample with { Lines = [Sample.Lines[0], Sample.Lines[0] with { Number = 2, Gone = "Sudah pindah" }] });

        Assert.Contains("1 rumah tangga tidak lagi ada di sini sejak dihitung", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"box\">☐</td><td>Sudah pindah</td></tr>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("tidak lagi ada di sini", SheetPage.Render(Sample), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kelurahan_meets_as_a_muskel_under_its_lurah_and_a_desa_under_its_head()
    {
        var (desa, kelurahan) = (SheetPage.Render(Sample), SheetPage.Render(Sample with { IsKelurahan = true }));

        Assert.Contains("Musyawarah Desa (Musdes)", desa, StringComparison.Ordinal);
        Assert.Contains("<th>Kepala Desa</th>", desa, StringComparison.Ordinal);
        Assert.Contains("Musyawarah Kelurahan (Muskel)", kelurahan, StringComparison.Ordinal);
        Assert.Contains("<th>Lurah</th>", kelurahan, StringComparison.Ordinal);
        Assert.DoesNotContain("Musdes", kelurahan, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_lets_the_pages_own_style_through()
    {
        var style = SheetPage.Render(Sample).Split("<style>")[1].Split("</style>")[0];

        Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", SheetPage.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_heads_are_for_the_villages_own_operator_and_the_reading_is_recorded()
    {
        var musdes = new Musyawarah(shared.App, "35.22.15.1004");
        var interview = SampleInterview.Of(true, musdes.Village, Musyawarah.Round, Musyawarah.Interviewed, 4);
        await shared.App.PostAsync(Musyawarah.Named(interview, "Bu Siti"), musdes.Village);
        await shared.App.CaughtUpAsync();
        var path = $"/api/musdes/lists/{(string)(await musdes.DrawAsync())["listId"]!}/sheet";

        var own = (string)(await musdes.ReadAsync(path, Role.Village))["text"]!;
        var district = (string)(await musdes.ReadAsync(path, Role.District))["text"]!;
        var dinsos = (string)(await musdes.ReadAsync(path, Role.Dinsos))["text"]!;

        Assert.Contains("Bu Siti", own, StringComparison.Ordinal);
        Assert.Contains("Musyawarah Kelurahan (Muskel) Kelurahan Mojokampung", own, StringComparison.Ordinal);
        Assert.DoesNotContain("Bu Siti", district + dinsos, StringComparison.Ordinal);
        Assert.Equal(1L, await shared.App.ScalarAsync<long>("select count(*) from personal_readings where purpose = 'musdes sheet'"));
        Assert.Equal("access.area_not_allowed", (string)(await new Musyawarah(shared.App, "35.22.15.2002").CallAsync(HttpMethod.Get, path, Role.Village, null)).Body["code"]!);
    }
}
