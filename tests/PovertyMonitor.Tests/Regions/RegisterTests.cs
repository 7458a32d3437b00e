using NodaTime;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Tests.Regions;

public sealed class RegisterTests
{
    private static readonly Register Bojonegoro = new(RegisterFile.Read("35.22"));

    [Fact]
    public void Bojonegoro_has_28_districts_and_430_villages_of_which_11_are_kelurahan()
    {
        Assert.Equal(28, Bojonegoro.Districts.Length);
        Assert.Equal(430, Bojonegoro.Villages.Length);
        Assert.Equal(11, Bojonegoro.Villages.Count(v => v.Code.IsKelurahan));
        Assert.Equal(419, Bojonegoro.Villages.Count(v => v.Code.ToString()[9] == '2'));
    }

    [Theory]
    [InlineData("35.22", "Kabupaten Bojonegoro")]
    [InlineData("35.22.15", "Bojonegoro")]
    [InlineData("35.22.28", "Gayam")]
    [InlineData("35.22.15.1001", "Jetak")]
    public void A_known_code_has_its_name(string code, string name) =>
        Assert.Equal(name, Bojonegoro.Find(AreaCode.Parse(code))?.Name);

    [Fact]
    public void Names_recur_so_a_code_is_the_key()
    {
        var recurring = Bojonegoro.Villages.GroupBy(v => v.Name).Where(g => g.Count() > 1).ToArray();

        Assert.Equal(37, recurring.Length);
        Assert.Equal(430, Bojonegoro.Villages.Select(v => v.Code).Distinct().Count());
    }

    [Fact]
    public void The_districts_villages_are_together_the_regencys()
    {
        var regency = AreaCode.Parse("35.22");

        Assert.Equal(Bojonegoro.Districts, Bojonegoro.Children(regency));
        Assert.Equal(Bojonegoro.Villages, Bojonegoro.Districts.SelectMany(d => Bojonegoro.Children(d.Code)));
        Assert.Equal(Bojonegoro.Villages, Bojonegoro.VillagesIn(regency));
        Assert.All(Bojonegoro.Districts, d => Assert.Equal(Bojonegoro.Children(d.Code), Bojonegoro.VillagesIn(d.Code)));
    }

    [Fact]
    public void An_unknown_code_is_not_found_and_has_no_children()
    {
        var stranger = AreaCode.Parse("35.23");

        Assert.Null(Bojonegoro.Find(stranger));
        Assert.Empty(Bojonegoro.Children(stranger));
    }

    [Fact]
    public void A_village_that_was_split_has_its_parts_from_that_day_on()
    {
        var splitDay = new LocalDate(2019, 7, 1);
        var district = new Area(AreaCode.Parse("35.22.15"), "Bojonegoro");
        var whole = new Area(AreaCode.Parse("35.22.15.2001"), "Whole", null, splitDay);
        var half = new Area(AreaCode.Parse("35.22.15.2091"), "Half", splitDay);
        var rest = new Area(AreaCode.Parse("35.22.15.2001"), "Rest", splitDay);
        var register = new Register([rest, district, half, whole]);

        Assert.Equal([whole], register.On(splitDay.PlusDays(-1)).Villages);
        Assert.Equal([rest, half], register.On(splitDay).Villages);
        Assert.Equal("Rest", register.Find(whole.Code)?.Name);
    }

    [Theory]
    [InlineData("name,code\n")]
    [InlineData("code,name,valid_from,valid_to\n35.22.1,Short,,\n")]
    [InlineData("code,name,valid_from,valid_to\n35.22,,,\n")]
    [InlineData("code,name,valid_from,valid_to\n35.22,Bojonegoro,2019,\n")]
    [InlineData("code,name,valid_from,valid_to\n35.22,Bojonegoro\n")]
    public void A_register_file_with_a_wrong_line_is_refused(string text) =>
        Assert.Throws<FormatException>(() => RegisterFile.Read(new StringReader(text)));

    [Fact]
    public void A_regency_without_a_file_is_refused_with_what_to_do() =>
        Assert.Contains("Data/99.99.csv", Assert.Throws<InvalidOperationException>(() => RegisterFile.Read("99.99")).Message, StringComparison.Ordinal);
}
