using System.Text.Json;
using PovertyMonitor.Reports;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

/// <summary>Events of open data as they lie in databases: whatever changes, these must always load, and mean the same.</summary>
[Collection(ReportsApp.Name)]
public sealed class StoredReleaseEventTests(ReportsApp.Filled filled)
{
    [Fact]
    public Task A_stored_event_loads_and_is_written_the_same() => filled.App.AssertAllLoadAsync("Reports");

    [Fact]
    public void Every_kind_of_event_is_among_them() => Assert.Equal(
        ReportsSlice.EventTypes.Select(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name)).Order(StringComparer.Ordinal),
        StoredEvents.KindsIn("Reports"));
}
