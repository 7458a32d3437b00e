using FsCheck.Xunit;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Laws that hold whatever happens to households, in whatever order it is learned.</summary>
public sealed class HouseholdLifeTests
{
    private const int Steps = 60;
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpiWithoutNutrition), 1);

    [Property(MaxTest = 60, Arbitrary = [typeof(AnySeed)], Replay = AnySeed.SameEachRun)]
    public void Persons_are_conserved_and_each_lives_in_one_household(int seed)
    {
        var world = new GeneratedWorld(seed);
        for (var step = 0; step < Steps; step++)
        {
            var before = world.Persons.Count;
            var more = world.Step();
            var persons = world.Persons;

            Assert.True(persons.Count == before + (more ?? 0), $"{before} persons became {persons.Count} by {world.Last}");
            Assert.True(persons.Distinct().Count() == persons.Count, $"somebody lives twice after {world.Last}");
        }
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(AnySeed)], Replay = AnySeed.SameEachRun)]
    public void A_household_is_in_one_place_at_any_time(int seed)
    {
        foreach (var (_, events) in After(seed).Events)
        {
            var spells = Spell.Of(Household.After(events));
            Assert.All(spells.Zip(spells.Skip(1)), pair => Assert.True(pair.First.To is { } end && end <= pair.Second.From));
            Assert.All(spells, s => Assert.True((s.To is not { } end || s.From < end) && s.Answers.Members.Count > 0));
        }
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(AnySeed)], Replay = AnySeed.SameEachRun)]
    public void However_late_it_is_learned_nobody_ever_lives_in_two_households(int seed)
    {
        var world = new GeneratedWorld(seed, late: true);
        for (var step = 0; step < Steps; step++)
        {
            world.Step();
            var lives = world.Households.SelectMany(h => Spell.Of(world.State(h)).SelectMany(s => s.Answers.Members.Select(m => (m.Id, Household: h, Spell: s)))).ToLookup(l => l.Id);
            foreach (var person in lives)
                foreach (var (one, other) in person.SelectMany(a => person.Where(b => a.Household.CompareTo(b.Household) < 0).Select(b => (a, b))))
                    Assert.True(
                        one.Spell.To <= other.Spell.From || other.Spell.To <= one.Spell.From,
                        $"{person.Key} lives in {one.Household} {one.Spell.From}..{one.Spell.To} and {other.Household} {other.Spell.From}..{other.Spell.To} after {world.Last}");
        }
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(AnySeed)], Replay = AnySeed.SameEachRun)]
    public void What_is_believed_is_the_same_in_every_order_of_arrival(int seed)
    {
        var dice = new Random(seed);
        foreach (var (_, events) in After(seed).Events.Concat(After(seed, late: true).Events))
        {
            var shuffled = events.ToArray();
            dice.Shuffle(shuffled);
            Assert.Equal(Believed(events), Believed(shuffled));
        }
    }

    [Property(MaxTest = 40, Arbitrary = [typeof(AnySeed)], Replay = AnySeed.SameEachRun)]
    public void Figures_kept_event_by_event_are_those_of_a_replay(int seed)
    {
        var dice = new Random(seed);
        var world = After(seed);
        var kept = new PovertyChanges();
        var replayed = new PovertyChanges();
        foreach (var (household, events) in world.Events)
        {
            var arrived = events.ToArray();
            dice.Shuffle(arrived);
            var (state, belief, sequence) = (Household.Unknown, Belief.None, 0);
            foreach (var e in arrived)
            {
                state = state.With(e);
                var after = Belief.Of(state, [Measure]);
                kept.Replace(household, belief, after, ++sequence);
                belief = after;
            }
            replayed.Replace(household, Belief.None, Belief.Of(Household.After(events), [Measure]), 1);
        }

        Assert.Equal(Cells(replayed), Cells(kept));
        var persons = replayed.Tally.Where(t => t.Key.Scope == Scope.Current).Sum(t => t.Value.Persons);
        Assert.Equal(world.Persons.Count, persons);
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(AnySeed)], Replay = AnySeed.SameEachRun)]
    public void What_is_rejected_counts_nowhere(int seed)
    {
        var dice = new Random(seed);
        foreach (var (_, events) in After(seed).Events)
        {
            var household = Household.After(events);
            if (household.Interviews() is not { Count: > 0 } interviews) continue;
            var rejected = interviews[dice.Next(interviews.Count)].SubmissionId;

            var after = household.With(new PovertyMonitor.Households.Life.InterviewWithdrawn(rejected, "noVisit", "test"));

            Assert.DoesNotContain(after.Interviews(), i => i.SubmissionId == rejected);
            Assert.DoesNotContain(Spell.Of(after), s => s.Interview.SubmissionId == rejected);
            Assert.DoesNotContain(Belief.Of(after, [Measure]).Counted, c => c.Scope != Scope.Current && c.Assessment.Submission == rejected);
        }
    }

    private static GeneratedWorld After(int seed, bool late = false)
    {
        var world = new GeneratedWorld(seed, late);
        for (var step = 0; step < Steps; step++) world.Step();
        return world;
    }

    private static string Believed(IEnumerable<object> events) => string.Join('\n', Spell.Of(Household.After(events))
        .Select(s => $"{s.From} {s.To} {s.Place} {s.Interview.SubmissionId} {string.Join(',', s.Answers.Members.Select(m => m.Id).Order())} {s.Answers.ChildDeaths?.Count}"));

    private static IEnumerable<string> Cells(PovertyChanges changes) => changes.Tally.Select(t => $"{t.Key} {t.Value}").Order();
}
