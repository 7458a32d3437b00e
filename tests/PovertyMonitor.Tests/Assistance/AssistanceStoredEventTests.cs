using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Assistance;

[Collection(StoredEventsApp.Name)]
public sealed class AssistanceStoredEventTests(SharedApp shared)
{
    private const string Directory = "Assistance";

    [Fact]
    public async Task Stored_events_of_assistance_load_and_are_written_the_same()
    {
        Assert.Equal(["assistance_recorded", "programme_stated", "referral_answered", "referral_made", "register_file_matched"], StoredEvents.KindsIn(Directory));
        await shared.App.AssertAllLoadAsync(Directory);
    }
}
