using System.Text.Json;
using PovertyMonitor.Alerts;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>Events of alerts as they lie in databases: whatever changes, these must always load, and mean the same.</summary>
public sealed class StoredAlertEventTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public Task A_stored_event_loads_and_is_written_the_same() => shared.App.AssertAllLoadAsync("Alerts");

    [Fact]
    public void Every_kind_of_event_is_among_them() => Assert.Equal(
        AlertsSlice.EventTypes.Select(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name)).Order(StringComparer.Ordinal),
        StoredEvents.KindsIn("Alerts"));
}
