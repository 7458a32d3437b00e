using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using PovertyMonitor.Access;
using PovertyMonitor.Musdes;
using PovertyMonitor.Musdes.Minutes;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Villages;
using static PovertyMonitor.Tests.Musdes.SampleList;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>Whatever people enter, sensible or not and in whatever order, a list keeps its laws.</summary>
public sealed class MusdesPropertyTests
{
    private const int Lines = 4;
    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions().ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    [Property(MaxTest = 400)]
    public Property A_list_keeps_its_laws_whatever_is_entered(int seed)
    {
        var history = Play(new Random(seed), out var list);
        return (Written(MusdesList.After(history)) == Written(list)).Label("a replay gives the same list").And(list.State != ListState.Decreed || history.Exists(e => e is ListForwarded));
    }

    [Fact]
    public void The_commands_reach_every_state_and_are_refused_often()
    {
        var reached = new HashSet<ListState>();
        var kinds = new HashSet<Type>();
        for (var seed = 0; seed < 300; seed++)
        {
            kinds.UnionWith(Play(new Random(seed), out var list).Select(e => e.GetType()));
            reached.Add(list.State);
        }

        Assert.Superset(new HashSet<ListState>([ListState.Decided, ListState.Returned, ListState.Forwarded, ListState.Decreed, ListState.Withdrawn]), reached);
        Assert.Superset(MusdesSlice.EventTypes.Where(t => t != typeof(DecreeEntered)).ToHashSet(), kinds);
    }

    private static List<object> Play(Random dice, out MusdesList list)
    {
        var drawn = Drawn(Lines, verified: false);
        var history = new List<object> { drawn.Drawn! };
        list = drawn;
        for (var step = 0; step < 25; step++)
        {
            var before = list;
            var command = Command(dice, list);
            var decision = command(list);
            Assert.True(decision.Refusal is null || decision.Events.Count == 0);
            foreach (var e in decision.Events)
            {
                HoldsBefore(e, list, history);
                history.Add(e);
                list = list.With(e);
            }
            HoldsAfter(before, list);
            Assert.True(command(list).Events.Count == 0, "The same command twice records something twice.");
        }
        return history;
    }

    private static Func<MusdesList, MusdesDecision> Command(Random dice, MusdesList now)
    {
        var line = dice.Next(1, Lines + 2);
        switch (dice.Next(12))
        {
            case 0 or 1: return list => VerifyLines.Decide(list, null, By);
            case 2: return list => VerifyLines.Decide(list, [line], By);
            case 3 or 4:
                // Mostly about the lines that are open, at times about others.
                var open = dice.Next(4) == 0 ? [.. Enumerable.Range(1, line)] : now.Lines.Where(l => l.Value.IsOpen).Select(l => l.Key).ToArray();
                var minutes = $"140/{dice.Next(40)}/2019";
                var result = Meeting("c", minutes) with { Decisions = [.. open.Select(n => dice.Next(20) == 0 ? new DecisionEntry(n, "removed") : EntryOf("ccrd"[dice.Next(4)], n))] };
                var interviewed = dice.Next(3) > 0 ? InterviewedOn(Today, now) : [];
                return list => RecordMeeting.Decide(list, result, Today, NotSet, By, interviewed);
            case 5: return list => FileMinutes.Decide(list, "abc", "application/pdf", 3, By);
            case 6: return list => ReviewResult.Decide(list, new("forwarded"), Today, "camat");
            case 7: return list => ReviewResult.Decide(list, new("returned", "other"), Today, "camat");
            case 8:
                var entry = LodgedBy(dice, line);
                var missing = entry.Household is { } household ? MissingOf(household, dice.Next(6) == 0 ? PovertyStatus.NotPoor : PovertyStatus.Poor) : null;
                return list => LodgeObjection.Decide(list, entry, missing, Today, NotSet, By);
            case 9 or 10:
                var objection = now.Objections.IsEmpty ? Guid.NewGuid() : now.Objections[dice.Next(now.Objections.Count)].Id;
                var answer = new ObjectionAnswer(((string[])["examined", "upheld", "upheld", "rejected", "withdrawn"])[dice.Next(5)], "noEvidence");
                var (by, role) = dice.Next(8) switch { 0 => (By, Role.Village), 1 => (By, Role.Dinsos), _ => (Officer, Role.Dinsos) };
                return list => AnswerObjection.Decide(list, objection, answer, by, role);
            default:
                if (dice.Next(6) == 0) return list => WithdrawList.Decide(list, new("other"), By);
                return Decreed;
        }
    }

    private static ObjectionEntry LodgedBy(Random dice, int line) => dice.Next(3) == 0
        ? new(Guid.NewGuid(), null, Guid.NewGuid(), "missing")
        : new(Guid.NewGuid(), line, null, dice.Next(2) == 0 ? "wronglyRemoved" : "notPoor");

    private static MusdesDecision Decreed(MusdesList list)
    {
        var id = list.Drawn!.ListId;
        var (refusal, events) = EnterDecree.Decide(new("188/1/2019", Today, [id]), null, new Dictionary<Guid, MusdesList> { [id] = list }, Today, By);
        return new([.. events.Where(e => e.Stream == id).Select(e => e.Event)], refusal);
    }

    private static void HoldsBefore(object happens, MusdesList list, List<object> history)
    {
        // The minutes of a result that was returned are no minutes of the one that came after.
        if (happens is ListForwarded) Assert.True(history.FindLastIndex(e => e is MinutesFiled) > history.FindLastIndex(e => e is ListReturned));
        if (happens is MeetingRecorded meeting)
        {
            Assert.Equal(meeting.Decisions.Count, meeting.Decisions.Select(d => d.Line).Distinct().Count());
            Assert.All(meeting.Decisions, d => Assert.True(list.Lines[d.Line] is { IsOpen: true, Verified: true, Settled: false }));
            Assert.All(meeting.Decisions, d => Assert.True(d.Decision == MeetingDecision.Confirmed || d.Reason is not null));
        }
        if (happens is ObjectionUpheld upheld) Assert.NotEqual(upheld.By, list.Objections.Single(o => o.Id == upheld.ObjectionId).Lodged.By);
        if (happens is ListForwarded or ListDecreed) Assert.DoesNotContain(list.Lines.Values, l => l.Decision == MeetingDecision.Disputed);
        if (happens is ListDecreed) Assert.True(list.State == ListState.Forwarded && !list.Objections.Exists(o => o.IsOpen));
        if (ObjectionBehind(happens) is { } objection) Assert.Equal(ObjectionState.Upheld, list.Objections.Single(o => o.Id == objection).State);
    }

    private static Guid? ObjectionBehind(object happens) => happens switch
    {
        LineRestored e => e.ObjectionId,
        LineStruck e => e.ObjectionId,
        LineAdded e => e.ObjectionId,
        _ => null,
    };

    private static void HoldsAfter(MusdesList before, MusdesList after)
    {
        var stages = after.Lines.Values.Select(after.StageOf).ToList();
        long Reached(Stage stage) => stages.Count(s => s >= stage && s != Stage.Withdrawn);
        Assert.True(Reached(Stage.Decreed) <= Reached(Stage.Confirmed) && Reached(Stage.Confirmed) <= Reached(Stage.Verified) && Reached(Stage.Verified) <= after.Lines.Count);
        Assert.All(after.Lines.Values, l => Assert.True(l.Decision is null or MeetingDecision.Confirmed || l.Reason is not null, "removed or disputed without a reason"));
        Assert.All(after.Lines.Values, l => Assert.True(l.Decision is null || l.Verified, "decided and never verified"));
        Assert.Equal(after.Lines.Count, after.Lines.Values.Select(l => l.Entry.Household).Distinct().Count());
        Assert.All(before.Lines, l => Assert.Equal(l.Value.Entry, after.Lines[l.Key].Entry));
        // What ended stays as it ended.
        if (before.State is ListState.Decreed or ListState.Withdrawn) Assert.Equal(Written(before), Written(after));
    }

    private static string Written(MusdesList list) => JsonSerializer.Serialize(new { list.Drawn, list.State, Lines = list.Lines.ToList(), list.Meetings, Scans = list.Scans.OrderBy(s => s.Key).ToList(), list.Objections, list.Decree, list.Returned }, Json);
}
