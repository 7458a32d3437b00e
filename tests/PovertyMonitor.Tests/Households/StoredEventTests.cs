using System.Text.Json;
using PovertyMonitor.Households;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households;

/// <summary>Events as they lie in databases: whatever changes, these must always load, and mean the same.</summary>
[Collection(StoredEventsApp.Name)]
public sealed class StoredEventTests(SharedApp shared)
{
    [Fact]
    public async Task A_stored_event_loads_and_is_written_the_same()
    {
        await shared.App.AssertAllLoadAsync("Households");
    }

    [Fact]
    public void Every_kind_of_household_event_is_among_them() => Assert.Equal(
        HouseholdHistories.FactTypes.Append(typeof(HouseholdsExpected)).Select(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name)).Order(StringComparer.Ordinal),
        StoredEvents.KindsIn("Households"));
}
