using JasperFx.Events;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
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
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpiWithoutNutrition), 1);

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

    [Fact]
    public void What_would_need_two_rows_where_the_tables_hold_one_is_put_aside_however_the_events_are_paged()
    {
        var (struck, other) = (SampleInterview.Of(true, Here, "2018-1", March, 4), SampleInterview.Of(false, Here, "2018-1", March, 3));
        List<IEvent> events = [Event(1, struck), Event(2, other), Event(3, SampleInterview.Of(false, Here, "2019-1", March + Duration.FromDays(300), 5, struck.HouseholdId))];
        // A belief that is told twice stands for whatever a bug could make of one: it has the same two rows.
        HouseholdLog LogOf(Guid household) => new(household, household == struck.HouseholdId ? [Measure, Measure] : [Measure]);

        var whole = HouseholdWork.On(events.GroupBy(e => e.StreamId), LogOf, [Measure]);
        List<HouseholdWork> pieces = [.. events.Select(e => HouseholdWork.On(new[] { e }.GroupBy(one => one.StreamId),
            id => LogOf(id).After(events.Where(b => b.StreamId == id && b.Sequence < e.Sequence), whole.Quarantined.Select(q => q.Event.Sequence).ToHashSet()), [Measure]))];

        Assert.Equal([(1L, nameof(TwoRowsException)), (3L, nameof(TwoRowsException))], whole.Quarantined.Select(q => (q.Event.Sequence, q.Reason)));
        Assert.Equal(whole.Quarantined, pieces.SelectMany(p => p.Quarantined));
        Assert.Equal([other.HouseholdId], whole.Changes.Opened.Select(r => r.Household).Distinct());
        Assert.Equal(whole.Changes.Opened, pieces.SelectMany(p => p.Changes.Opened));
        Assert.Equal(3, whole.Changes.Tally.Where(t => t.Key.Scope == Scope.Current).Sum(t => t.Value.Persons));
    }

    private static Event<InterviewCompleted> Event(long sequence, Submission interview) =>
        new((InterviewCompleted)interview.ToEvent()) { StreamId = interview.HouseholdId, Sequence = sequence };

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
