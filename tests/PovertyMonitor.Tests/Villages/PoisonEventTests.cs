using NodaTime;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Verification;

namespace PovertyMonitor.Tests.Villages;

/// <summary>An event that no measure can make anything of.</summary>
public sealed class PoisonEventTests(PostgresServer server)
{
    private const string Here = "35.22.15.2002";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task It_is_put_aside_and_named_and_all_else_goes_on_the_same_on_a_rebuild()
    {
        await using var app = await TestApp.StartAsync(server);
        var (struck, other) = (SampleInterview.Of(true, Here, "2018-1", March, 4), SampleInterview.Of(false, Here, "2018-1", March, 3));
        await app.SubmitAsync(struck, other);
        await app.CaughtUpAsync();
        await PoisonAsync(app, struck);
        await app.SubmitAsync(
            SampleInterview.Of(false, Here, "2019-1", March + Duration.FromDays(300), 5, struck.HouseholdId), SampleInterview.Of(true, Here, "2019-1", March + Duration.FromDays(300), 2));
        await app.CaughtUpAsync();

        Assert.Equal((10, 7), (await PersonsAsync(app, ""), await PersonsAsync(app, "&round=2018-1")));
        var report = await app.VerifyAsync();
        Assert.True(report.IsClean, VerifyCommand.Words(report));
        Assert.Contains("is in no figure: NullReferenceException", VerifyCommand.Words(report), StringComparison.Ordinal);
        Assert.Equal("Degraded", await app.Client.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
        var kept = await app.PovertyRowsAsync();
        await app.RebuildPovertyAsync();
        Assert.Equal(kept, await app.PovertyRowsAsync());
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from {PovertyTables.Quarantine}"));
    }

    // As a bug or a hand at the database could leave it: an interview whose members are nothing at all.
    private static Task<object?> PoisonAsync(TestApp app, Submission interview) => app.ScalarAsync<object>($$"""
        with s as (update mt_streams set version = version + 1 where tenant_id = '35.22' and id = '{{interview.HouseholdId}}' returning version)
        insert into mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, is_archived)
        select nextval((select 'mt_events_sequence_' || partition_suffix from mt_tenant_partitions where partition_value = '35.22')::regclass), gen_random_uuid(), e.stream_id, s.version,
            jsonb_set(jsonb_set(e.data, '{submissionId}', to_jsonb(gen_random_uuid()::text)), '{answers,members}', 'null'), e.type, e.tenant_id, now(), e.mt_dotnet_type, false
        from mt_events e, s where e.tenant_id = '35.22' and e.stream_id = '{{interview.HouseholdId}}' and e.type = 'interview_completed' limit 1
        """);

    private static async Task<int> PersonsAsync(TestApp app, string query) =>
        (int)(await app.GetAsync($"/api/villages/{Here}/index?measure=global-mpi-2018-without-nutrition{query}"))["persons"]!;
}
