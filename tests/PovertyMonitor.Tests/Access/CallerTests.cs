using System.Security.Claims;
using PovertyMonitor.Access;
using Xunit;

namespace PovertyMonitor.Tests.Access;

public sealed class CallerTests
{
    private const string Village = "35.22.15.2001";

    [Theory]
    [InlineData(Village, null, true)]
    [InlineData(Village, "Melati 1", true)]
    [InlineData("35.22.15.2002", null, false)]
    [InlineData("35.22.15.2002", "melati 1 ", true)]
    [InlineData("35.22.15.2002", "Melati 2", false)]
    [InlineData("35.22.15.2003", "Melati 1", false)]
    [InlineData("35.22.15", null, false)]
    public void An_enumerator_submits_for_whole_villages_and_for_own_groups(string village, string? group, bool may)
    {
        var caller = SmallApp.CallerWith(Role.Enumerator, Village) with { DasaWismaGroups = [new("35.22.15.2002", "Melati 1")] };
        Assert.Equal(may, caller.MaySubmitFor(village, group));
    }

    [Fact]
    public void Nobody_but_an_enumerator_submits() => Assert.All(
        Enum.GetValues<Role>().Except([Role.Enumerator]),
        role => Assert.False(SmallApp.CallerWith(role, Village).MaySubmitFor(Village, null)));

    [Theory]
    [InlineData("35.22", false, false)]
    [InlineData("35.22.15", false, true)]
    [InlineData(Village, true, true)]
    [InlineData("35.22.15.2002", false, true)]
    [InlineData("35.22.150", false, false)]
    [InlineData("35.22.16.2001", false, false)]
    public void A_village_operator_reads_own_villages_and_a_camat_own_districts(string area, bool village, bool district)
    {
        Assert.Equal(village, SmallApp.CallerWith(Role.Village, Village).MayRead(area));
        Assert.Equal(district, (SmallApp.CallerWith(Role.District) with { Districts = ["35.22.15"] }).MayRead(area));
        Assert.False(SmallApp.CallerWith(Role.District, Village).MayRead(area));
    }

    [Theory]
    [InlineData("35.22.15", true)]
    [InlineData("35.22.15.2001", false)]
    [InlineData("35.23.01", false)]
    public void A_district_in_a_token_is_a_district_of_the_regency(string district, bool read)
    {
        var claims = new ClaimsPrincipal(new ClaimsIdentity(
            [new("sub", "camat"), new("role", "district"), new("regency", "35.22"), new("district", district)]));

        Assert.Equal(read ? district : null, CallerClaims.Read(claims).Caller?.Districts.Single());
    }

    [Theory]
    [InlineData("35.22", false, true)]
    [InlineData("35.22.15", false, true)]
    [InlineData(Village, true, true)]
    [InlineData("35.22.15.2002", false, true)]
    [InlineData("35.23.15.2001", false, false)]
    [InlineData("35.220", false, false)]
    [InlineData("35", false, false)]
    public void An_enumerator_reads_own_villages_and_a_planner_the_regency(string area, bool enumerator, bool planner)
    {
        Assert.Equal(enumerator, SmallApp.CallerWith(Role.Enumerator, Village).MayRead(area));
        Assert.Equal(planner, SmallApp.CallerWith(Role.Planner).MayRead(area));
        Assert.False(Caller.Anonymous.MayRead(area));
    }
}
