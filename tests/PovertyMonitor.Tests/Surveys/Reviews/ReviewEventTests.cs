using System.Text.Json;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Quality;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Tests.Surveys.Reviews;

/// <summary>The events as they lie in databases: whatever changes, these must always load, and mean the same.</summary>
public sealed class ReviewEventTests
{
    public const string Resolved = """
        {"submissionId":"0f6d3c5e-1f0a-4c5d-9a52-6f3d1f1f2a01","content":"00ff","heldFor":"survey.closed_round","action":"accept","reason":"confirmedWithEnumerator","by":"dinsos-7","householdId":"0f6d3c5e-1f0a-4c5d-9a52-6f3d1f1f2a02","result":"0f6d3c5e-1f0a-4c5d-9a52-6f3d1f1f2a01"}
        """;

    public const string Rejected = """
        {"submissionId":"0f6d3c5e-1f0a-4c5d-9a52-6f3d1f1f2a01","content":"00ff","heldFor":"survey.unreadable","action":"reject","reason":"testEntry","by":"dinsos-7"}
        """;

    [Theory]
    [InlineData(Resolved)]
    [InlineData(Rejected)]
    public void A_stored_resolution_loads_and_is_written_the_same(string stored)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        StoreSetup.ConfigureJson(options);

        Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<ReviewResolved>(stored, options), options));
    }

    [Fact]
    public void A_stored_check_of_a_flag_loads_and_is_written_the_same()
    {
        const string Stored = """{"submissionId":"0f6d3c5e-1f0a-4c5d-9a52-6f3d1f1f2a01","code":"quality.too_fast","reason":"documentSeen","by":"dinsos-7"}""";
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        StoreSetup.ConfigureJson(options);

        Assert.Equal(Stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<FlagChecked>(Stored, options), options));
    }

    [Fact]
    public void An_other_content_has_the_same_id_wherever_it_is_asked()
    {
        var id = Guid.Parse("0f6d3c5e-1f0a-4c5d-9a52-6f3d1f1f2a01");

        Assert.Equal(ReviewStream.IdOfOther(id, [1, 2]), ReviewStream.IdOfOther(id, [1, 2]));
        Assert.NotEqual(ReviewStream.IdOfOther(id, [1, 2]), ReviewStream.IdOfOther(id, [1, 3]));
        Assert.NotEqual(ReviewStream.Of(id), id);
    }
}
