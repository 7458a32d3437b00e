using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Tests.Households.Life;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Tests.Villages;

/// <summary>Figures as they were known and true at any time: what is stored against a replay of the log up to then.</summary>
public sealed class AnyDateTests(PostgresServer server)
{
    private const int AtOnce = 40;
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpiWithoutNutrition), 1);

    [Fact]
    public async Task What_was_known_and_true_at_any_time_is_what_a_replay_up_to_then_says()
    {
        await using var app = await TestApp.StartAsync(server);
        var dice = new Random(20260301);
        var log = await AppendAsync(app, dice);
        await app.CaughtUpAsync();
        var rounds = log.GroupBy(e => e.Stream, e => e.Event).SelectMany(h => Household.After(h).Interviews()).Select(i => i.Round).Distinct().Order().ToList();
        Assert.True(rounds.Count > 1);
        var times = log.SelectMany(e => Household.After([e.Event]) is { Completed: [var i] } ? [i.InterviewedAt] : Array.Empty<Instant>()).ToList();

        for (var i = 0; i < 40; i++)
        {
            var known = dice.Next(5) == 0 ? log[^1].Sequence : log[dice.Next(log.Count)].Sequence;
            var on = times[dice.Next(times.Count)] + Duration.FromHours(dice.Next(-50, 50));
            var (village, round) = (GeneratedWorld.Villages[dice.Next(3)], rounds[dice.Next(rounds.Count)]);
            var households = log.Where(e => e.Sequence <= known).GroupBy(e => e.Stream, e => e.Event).Select(Household.After).ToList();

            var counted = households.SelectMany(h => Belief.Of(h, [Measure]).Counted).Where(c => c.Assessment.Village == village).ToLookup(c => c.Scope, c => c.Assessment);
            var then = households.SelectMany(h => Belief.Of(h, [Measure]).Assessments).Where(a => a.Village == village && a.ValidFrom < on && !(a.ValidTo <= on));

            Assert.Equal(Figures(counted[Scope.Current]), await FiguresAsync(app, village, $"knownAt={known}"));
            Assert.Equal(Figures(then), await FiguresAsync(app, village, $"knownAt={known}&on={on - Duration.Epsilon:uuuu-MM-ddTHH:mm:ss.FFFFFFFFF}Z"));
            Assert.Equal(Figures(counted[round]), await FiguresAsync(app, village, $"knownAt={known}&round={round}"));
        }

        var beliefs = app.Services.GetRequiredService<BeliefReader>();
        for (var i = 0; i < 200; i++)
        {
            var (_, household, _) = log[dice.Next(log.Count)];
            var (known, on) = (log[dice.Next(log.Count)].Sequence, times[dice.Next(times.Count)] + Duration.FromHours(dice.Next(-50, 50)));
            var replayed = Belief.Of(Household.After(log.Where(e => e.Stream == household && e.Sequence <= known).Select(e => e.Event)), [Measure]).Assessments;
            var held = await beliefs.ReadAsync(TestApp.Regency, Measure.Id, household, known, on, TestContext.Current.CancellationToken);

            Assert.Equal(replayed.Where(a => a.ValidFrom <= on && (a.ValidTo is null || a.ValidTo > on)).Select(a => (a.Submission, a.Round, a.Village, a.Deprived, a.Missing, (long)a.Composition.Persons)),
                held.Select(h => (h.Submission, h.Round, h.Village, h.Masks.Deprived, h.Masks.Missing, h.Masks.Persons)));
        }

        var kept = await app.PovertyRowsAsync();
        await app.RebuildPovertyAsync();
        Assert.Equal(kept, await app.PovertyRowsAsync());
    }

    // In the order in which phones come back: any.
    private static async Task<List<(long Sequence, Guid Stream, object Event)>> AppendAsync(TestApp app, Random dice)
    {
        var worlds = Enumerable.Range(1, 12).Select(seed => new GeneratedWorld(seed, late: true)).ToList();
        for (var step = 0; step < 60; step++) worlds.ForEach(w => w.Step());
        var arriving = worlds.SelectMany(w => w.Events).SelectMany(e => e.Value.Select(f => (Stream: e.Key, Event: f))).ToArray();
        dice.Shuffle(arriving);
        var store = app.Services.GetRequiredService<IDocumentStore>();
        foreach (var batch in arriving.Chunk(AtOnce))
        {
            await using var session = store.LightweightSession(TestApp.Regency);
            foreach (var (stream, fact) in batch) session.Events.Append(stream, fact);
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await using var reading = store.QuerySession(TestApp.Regency);
        var all = await reading.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync(TestContext.Current.CancellationToken);
        return [.. all.Where(e => worlds.Exists(w => w.Events.ContainsKey(e.StreamId))).Select(e => (e.Sequence, e.StreamId, e.Data))];
    }

    private static (long, long, long, long) Figures(IEnumerable<Assessment> assessments)
    {
        var histogram = MaskHistogram.Of(assessments.Select(a => new MaskCell(a.Deprived, a.Missing, 1, a.Composition.Persons)));
        var index = PovertyIndex.Of(Measure.Structure, Measure.Cutoff, histogram, Measure.MissingRule);
        return (index.Households, index.Persons, index.PoorHouseholds, index.PoorPersons);
    }

    private static async Task<(long, long, long, long)> FiguresAsync(TestApp app, string village, string query)
    {
        JsonNode index = await app.GetAsync($"/api/villages/{village}/index?measure={ShippedMeasures.GlobalMpiWithoutNutrition}&{query}");
        return ((long)index["households"]!, (long)index["persons"]!, (long)index["poorHouseholds"]!, (long)index["poorPersons"]!);
    }
}
