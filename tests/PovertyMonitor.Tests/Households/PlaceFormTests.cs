using PovertyMonitor.Households;

namespace PovertyMonitor.Tests.Households;

/// <summary>What stands in a place, and so in events and alerts for good.</summary>
public sealed class PlaceFormTests
{
    [Theory]
    [InlineData("Melati 1", true)]
    [InlineData("Dahlia-12 RT 003", true)]
    [InlineData("Siti 3522 1523 0185 0001", false)]
    [InlineData("Rumah Bu Siti Aminah 0812-3456-7890", false)]
    [InlineData("Mawar 3522.1523.0185.0001", false)]
    [InlineData("081234567890", false)]
    [InlineData("Melati 1\n", false)]
    public void A_groups_name_holds_no_number_of_a_person(string name, bool isOne)
    {
        Assert.Equal(isOne, PlaceForm.IsGroup(name));
        Assert.Equal(isOne, !PlaceForm.Check(new Place("35.22.15.2002", null, null, name), "place").Any());
    }
}
