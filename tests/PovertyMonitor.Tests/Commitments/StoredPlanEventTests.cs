using System.Text.Json;
using PovertyMonitor.Commitments;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Commitments;

/// <summary>Events of action plans as they lie in databases: whatever changes, these must always load, and mean the same.</summary>
[Collection(PlanApp.Name)]
public sealed class StoredPlanEventTests(SharedApp shared)
{
    [Fact]
    public Task A_stored_event_loads_and_is_written_the_same() => shared.App.AssertAllLoadAsync("Commitments");

    [Fact]
    public void Every_kind_of_event_is_among_them() => Assert.Equal(
        CommitmentsSlice.EventTypes.Select(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name)).Order(StringComparer.Ordinal),
        StoredEvents.KindsIn("Commitments"));
}
