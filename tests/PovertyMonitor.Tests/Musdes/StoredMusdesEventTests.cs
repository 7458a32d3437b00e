using System.Text.Json;
using PovertyMonitor.Musdes;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>Events of lists as they lie in databases: whatever changes, these must always load, and mean the same.</summary>
[Collection(MusdesApp.Name)]
public sealed class StoredMusdesEventTests(SharedApp shared)
{
    [Fact]
    public Task A_stored_event_loads_and_is_written_the_same() => shared.App.AssertAllLoadAsync("Musdes");

    [Fact]
    public void Every_kind_of_event_is_among_them() => Assert.Equal(
        MusdesSlice.EventTypes.Select(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name)).Order(StringComparer.Ordinal),
        StoredEvents.KindsIn("Musdes"));
}
