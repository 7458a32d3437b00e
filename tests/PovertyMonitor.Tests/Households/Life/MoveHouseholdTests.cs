using System.Net;
using NodaTime;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

public sealed class MoveHouseholdTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Village = "35.22.15.2002";
    private const string Change = "\"changeId\":\"5d7794f6-9d7b-4501-bc47-579ad5e9358a\"";

    [Theory]
    [InlineData("\"at\":\"2020-01-01T00:00:00Z\"", "to.village")]
    [InlineData("\"at\":\"2020-01-01T00:00:00Z\",\"to\":null", "to.village")]
    [InlineData("\"at\":\"2020-01-01T00:00:00Z\",\"to\":{}", "to.village")]
    [InlineData("\"to\":{\"village\":\"35.22.15.2002\"}", "at")]
    [InlineData("\"at\":\"0000-01-01T00:00:00Z\",\"to\":{\"village\":\"35.22.15.2002\"}", "at")]
    public async Task A_move_without_a_place_or_a_possible_time_is_refused_with_its_field(string fields, string field)
    {
        var app = shared.App;
        var interview = SampleInterview.Of(false, Village, "2018-1", Instant.FromUtc(2018, 3, 2, 3, 15), 2);
        await app.SubmitAsync(interview);

        var (response, body) = await app.PostAsync($"{{{Change},{fields}}}", Village, $"/api/households/{interview.HouseholdId}/moves");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (response.StatusCode, (string?)body["errors"]?[0]?["field"]));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from mt_events where type = 'household_moved'"));
    }
}
