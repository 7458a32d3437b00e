using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Assistance;

public sealed class AssistanceStoredEventTests(PostgresServer server)
{
    private const string Directory = "Assistance";

    [Fact]
    public async Task Stored_events_of_assistance_load_and_are_written_the_same()
    {
        await using var app = await TestApp.StartAsync(server);
        Assert.Equal(["assistance_recorded", "programme_stated", "referral_answered", "referral_made", "register_file_matched"], StoredEvents.KindsIn(Directory));
        await app.AssertAllLoadAsync(Directory);
    }
}
