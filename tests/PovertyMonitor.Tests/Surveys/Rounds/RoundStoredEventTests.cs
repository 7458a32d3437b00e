using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Rounds;

public sealed class RoundStoredEventTests(PostgresServer server)
{
    private const string Directory = "Surveys/Rounds";

    [Fact]
    public async Task Stored_events_of_rounds_load_and_are_written_the_same()
    {
        await using var app = await TestApp.StartAsync(server);
        Assert.Equal(["groups_expected", "round_closed", "round_designed", "round_opened", "sample_drawn"], StoredEvents.KindsIn(Directory));
        await app.AssertAllLoadAsync(Directory);
    }
}
