using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Rounds;

[Collection(StoredEventsApp.Name)]
public sealed class RoundStoredEventTests(SharedApp shared)
{
    private const string Directory = "Surveys/Rounds";

    [Fact]
    public async Task Stored_events_of_rounds_load_and_are_written_the_same()
    {
        Assert.Equal(["groups_expected", "round_closed", "round_designed", "round_opened", "sample_drawn"], StoredEvents.KindsIn(Directory));
        await shared.App.AssertAllLoadAsync(Directory);
    }
}
