using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>Who acts on which round, when, and what of it they saw.</summary>
/// <param name="Code">The round's code.</param>
/// <param name="By">Who acts: the id at the issuer of the token.</param>
/// <param name="At">When.</param>
/// <param name="Seen">The version the change is conditional on; <see langword="null"/> for any.</param>
internal sealed record RoundAct(string Code, string By, Instant At, long? Seen = null);

/// <summary>What can be done with a round, and what not. Pure.</summary>
internal static class RoundDecider
{
    private const int UnitsOfAPiece = 1000;
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>Opens it; what is open is not opened again.</summary>
    public static (ProblemResult? Refusal, IReadOnlyList<object> Events) Open(RoundAct act, IReadOnlyList<object> history)
    {
        var round = Round.After(history);
        if (Conflict(act, history) is { } conflict) return (conflict, []);
        if (round.IsOpen == true) return (RoundProblems.OpenedAlready.Result(("round", act.Code), ("at", DayOf<RoundOpened>(history, e => e.At))), []);
        return round.Design is { Kind: RoundKind.Sample } && round.Draw is null
            ? (RoundProblems.NoSample.Result(("round", act.Code)), [])
            : (null, [new RoundOpened(act.Code, act.By, act.At)]);
    }

    /// <summary>Closes it; what is closed, or was never opened, is not closed.</summary>
    public static (ProblemResult? Refusal, IReadOnlyList<object> Events) Close(RoundAct act, IReadOnlyList<object> history)
    {
        if (Conflict(act, history) is { } conflict) return (conflict, []);
        return Round.After(history).IsOpen switch
        {
            true => (null, [new RoundClosed(act.Code, act.By, act.At)]),
            false => (RoundProblems.ClosedAlready.Result(("round", act.Code), ("at", DayOf<RoundClosed>(history, e => e.At))), []),
            null => (RoundProblems.NeverOpened.Result(("round", act.Code)), []),
        };
    }

    /// <summary>Makes it open or closed; harmless where it is so already.</summary>
    public static (ProblemResult? Refusal, IReadOnlyList<object> Events) State(bool open, RoundAct act, IReadOnlyList<object> history) =>
        Round.After(history).IsOpen == open ? (Conflict(act, history), []) : open ? Open(act, history) : Close(act, history);

    /// <summary>States its design; the same again changes nothing.</summary>
    public static (ProblemResult? Refusal, IReadOnlyList<object> Events) Design(RoundDesigned design, RoundAct act, IReadOnlyList<object> history)
    {
        var round = Round.After(history);
        if (Conflict(act, history) is { } conflict) return (conflict, []);
        if (round.Design is { } before && before with { By = design.By, At = design.At } == design) return (null, []);
        // A round without a design was opened as a census.
        var kind = round.Design?.Kind ?? RoundKind.Census;
        return round.IsOpen is not null && kind != design.Kind
            ? (RoundProblems.KindFixed.Result(("round", act.Code), ("kind", kind.ToString().ToLowerInvariant())), [])
            : (null, [design]);
    }

    /// <summary>Gives it the sample of a draw, in pieces of a bounded size.</summary>
    public static (ProblemResult? Refusal, IReadOnlyList<object> Events) Draw(
        Guid draw, IReadOnlyList<SampleUnit> units, RoundAct act, IReadOnlyList<object> history)
    {
        var round = Round.After(history);
        if (Conflict(act, history) is { } conflict) return (conflict, []);
        if (round.Design is not { Kind: RoundKind.Sample }) return (RoundProblems.NotASample.Result(("round", act.Code)), []);
        if (round.Draw == draw) return (null, []);
        if (round.IsOpen is not null) return (RoundProblems.SampleFixed.Result(("round", act.Code)), []);
        var pieces = units.Chunk(UnitsOfAPiece).ToList();
        return (null, [.. pieces.Select((piece, i) => new SampleDrawn(act.Code, draw, i + 1, pieces.Count, piece, act.By, act.At))]);
    }

    /// <summary>States how many households are expected; what was stated before is not said again.</summary>
    public static (ProblemResult? Refusal, IReadOnlyList<object> Events) Expect(
        IReadOnlyDictionary<string, int> villages, IReadOnlyList<GroupExpectation> groups, RoundAct act, IReadOnlyList<object> history)
    {
        var round = Round.After(history);
        if (Conflict(act, history) is { } conflict) return (conflict, []);
        var newVillages = villages.Where(v => !round.Villages.TryGetValue(v.Key, out var before) || before != v.Value).ToDictionary();
        var newGroups = groups.Where(g => !round.Groups.TryGetValue((g.Village, Round.KeyOf(g.DasaWisma)), out var before) || before != g.Households).ToList();
        var events = new List<object>();
        if (newVillages.Count > 0) events.Add(new HouseholdsExpected(act.Code, newVillages));
        if (newGroups.Count > 0) events.Add(new GroupsExpected(act.Code, newGroups, act.By, act.At));
        return (null, events);
    }

    private static ProblemResult? Conflict(RoundAct act, IReadOnlyList<object> history) =>
        act.Seen is { } seen && seen != history.Count
            ? RoundProblems.ChangedMeanwhile.Result(("round", act.Code)).With(("changes", Round.ChangesSince(seen, history)))
            : null;

    private static object DayOf<T>(IReadOnlyList<object> history, Func<T, Instant?> at) => history.OfType<T>().Select(at).Last() is { } time ? time.InZone(Zone).Date : "-";
}
