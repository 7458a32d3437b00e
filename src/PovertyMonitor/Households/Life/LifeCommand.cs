using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Households.Life;

/// <summary>A change to a household as somebody reports it. What it decides is pure.</summary>
/// <param name="ChangeId">Made by the client; the same on every retry.</param>
/// <param name="At">When it happened.</param>
internal abstract record LifeCommand(Guid ChangeId, Instant At)
{
    /// <summary>The other households it is about.</summary>
    public virtual IReadOnlyList<Guid> Others => [];

    /// <summary>Who is said to have gone elsewhere by themselves; they may be known to have come to another household.</summary>
    public virtual IReadOnlyList<Guid> Gone => [];

    /// <summary>Whether a household that it is about has to be the caller's to report of.</summary>
    public virtual bool NeedsAreaOf(Guid household, Household state) => true;

    /// <summary>When a household has to have been the caller's to report of, if it is not now: what happened before it moved is told by those among whom it lived then.</summary>
    public virtual IEnumerable<Instant> AreaTimes(Household state) => [At];

    /// <summary>Whether it is kept where a household is not the caller's as far as is known: the move that makes it so may not have arrived yet.</summary>
    public virtual bool WaitsForArea(Caller caller, Household state) => true;

    /// <summary>What it says of who people are; kept apart from the events.</summary>
    public PersonalData Personal { get; init; } = PersonalData.None;

    /// <summary>What follows from it.</summary>
    public abstract LifeDecision Decide(LifeScene scene);

    /// <summary>Whether an event with this command's id came from the same command.</summary>
    public abstract bool IsSame(object recorded);

    /// <summary>Whether a household is the caller's to report this of, now or when it happened.</summary>
    public bool MayBeReportedBy(Caller caller, Household state) =>
        state.LastPlace is not { } place || MayBeReportedBy(caller, place)
        || AreaTimes(state).Any(at => state.PlaceAt(at) is { } then && MayBeReportedBy(caller, then));

    /// <summary>
    /// Whether a household of a place is the caller's to report of: an enumerator's area, a village operator's village, Dinas Sosial's regency.
    /// Of a move too it is the place it leaves: whoever knows another village's household by its id must not be able to draw it into their own.
    /// </summary>
    public static bool MayBeReportedBy(Caller caller, Place place) =>
        caller.MaySubmitFor(place.Village, place.DasaWisma) || (caller.Role is Role.Village or Role.Dinsos && caller.MayRead(place.Village));
}

/// <summary>What a decision is made over.</summary>
/// <param name="Household">The household the change is reported of.</param>
/// <param name="States">It and the others concerned.</param>
/// <param name="By">Who reports it.</param>
internal sealed record LifeScene(Guid Household, IReadOnlyDictionary<Guid, Household> States, string By)
{
    public Household Me => States[Household];

    /// <summary>How the household lived at a time; <see langword="null"/> where that isn't known.</summary>
    public static Spell? At(Household household, Instant at) => Spell.Of(household).LastOrDefault(s => s.From <= at && (s.To is not { } end || at < end));

    /// <summary>Why nothing can happen to a household at a time any more.</summary>
    public LifeDecision? Ended(Guid household, Instant at) => States[household].End switch
    {
        HouseholdDissolved e when e.At <= at => LifeDecision.Refuse(LifeProblems.Dissolved, ("household", household), ("at", DayOf(e.At))),
        HouseholdMergedInto e when e.At <= at || e.AsDuplicate => LifeDecision.Refuse(LifeProblems.Merged, ("household", household), ("into", e.Into), ("at", DayOf(e.At))),
        _ => null,
    };

    /// <summary>Why a member who is not there at a time can't be spoken of: not heard of up to then, so that the change waits, or gone.</summary>
    public LifeDecision Missing(Guid member, Instant at) => Spell.Of(Me).Any(s => s.From <= at && s.Answers.Members.Any(m => m.Id == member))
        ? LifeDecision.Refuse(LifeProblems.MemberGone, ("member", member), ("at", DayOf(at)))
        : LifeDecision.WaitFor(Household, LifeProblems.MemberNotHere.At("member", ("member", member), ("household", Household), ("at", DayOf(at))));

    /// <summary>What waits until it is known how a household lived at a time.</summary>
    public static LifeDecision NotHereBy(Guid household, Instant at) =>
        LifeDecision.WaitFor(household, LifeProblems.NotHereYet.At("at", ("household", household), ("at", DayOf(at))));

    /// <summary>Households out of which a decision takes people who live there as far as is known: they split off, and are said to be back in the old one.</summary>
    public IEnumerable<Guid> TakenFrom(LifeDecision decision) => decision.Events
        .Where(e => e.Event is HouseholdSplitOff { Returned: { } back } && back.Any(r => At(States[e.Household], r.At)?.Answers.Members.Any(m => m.Id == r.Member) == true))
        .Select(e => e.Household);

    /// <summary>Households that a decision has in another village, now or at a time, than where something was reported of them since they split off, unless that is out of one's own.</summary>
    public IEnumerable<Guid> DrawnBy(LifeDecision decision, Func<Place, bool> isTheirs) => decision.Events.Where(e => e.Event is HouseholdSplitOff).Select(e => e.Household).Distinct().Where(household =>
    {
        var before = States[household];
        var after = decision.Events.Where(e => e.Household == household).Aggregate(before, (state, e) => state.With(e.Event));
        return before.Changes.Where(c => c is not HouseholdSplitOff).Select(c => c.At).Concat(before.Visits.Select(v => v.VisitedAt))
            .Any(at => before.PlaceAt(at) is { } place && !isTheirs(place) && after.PlaceAt(at)?.Village != place.Village);
    });

    public static LifeDecision SeenSince(Guid household, Instant at) =>
        LifeDecision.Refuse(LifeProblems.SeenSince, ("household", household), ("at", DayOf(at)));

    public static LifeDecision RestsOnIt(Guid household, ILifeChange change) =>
        new([], LifeProblems.RestsOnIt.Result(("household", household), ("change", change.ChangeId), ("at", DayOf(change.At))).With(("change", change.ChangeId)));

    /// <summary>Why a split can't be as if it had never been: an interview since says who lived where.</summary>
    public static LifeDecision AskedSince(Guid household, Interview interview, Guid from, HouseholdSplit split, Guid source) =>
        new([], LifeProblems.AskedSince.Result(("household", household), ("submission", interview.SubmissionId), ("at", DayOf(interview.At)), ("from", from), ("split", split.ChangeId), ("source", source))
            .With(("submission", interview.SubmissionId), ("source", source)));

    /// <summary>Why a change can't be taken back: who would live here again lives elsewhere.</summary>
    public static LifeDecision LivesElsewhere(IReadOnlyList<OtherHome> homes) => new([], LifeProblems.LivesElsewhere
        .Result(("members", string.Join(", ", homes.Select(h => $"{h.Member} ({h.Household})")))).With(("members", homes)));

    /// <summary>Why a household's members can't be changed from a time on: something later stands that rests on who lived there.</summary>
    /// <param name="household">The household.</param>
    /// <param name="at">The time.</param>
    /// <param name="members">Those who go, or never came; what happened to one who was met there again rests on that.</param>
    public LifeDecision? Relied(Guid household, Instant at, params IReadOnlyCollection<Guid> members) =>
        States[household] is var state
        && state.Changes.Where(c => (c is HouseholdMergedInto { AsDuplicate: true } || c.At >= at) && RestsOn(c, [.. members.Where(m => !(state.MetSince(m, at) <= c.At))]))
            .Select(c => (Instant?)c.At).Max() is { } later
            ? SeenSince(household, later)
            : null;

    // Who left can't have left before; what else goes with members into another household is told anew there.
    private static bool RestsOn(ILifeChange change, IReadOnlyCollection<Guid> members) => change switch
    {
        HouseholdMergedInto { AsDuplicate: true } => true,
        HouseholdSplit e => e.Members.Any(members.Contains),
        MemberLeft e => members.Contains(e.Member),
        MemberDied e => members.Contains(e.Member),
        _ => false,
    };

    /// <summary>A decision with the copies that follow from it, or the refusal where others rest on what it denies.</summary>
    /// <param name="decision">Events.</param>
    /// <returns>The decision, and the households it reaches: those that are not in the scene have to be, before it counts.</returns>
    public (LifeDecision Decision, HashSet<Guid> Reach) WithCopies(LifeDecision decision)
    {
        var (changed, after) = (decision.Events.Select(e => e.Household).ToHashSet(), After(decision));
        var reach = Retelling.Reach(changed, after);
        if (!reach.IsSubsetOf(States.Keys)) return (decision, reach);
        var copies = Retelling.Of(after, changed);
        var before = Retelling.Of(States, changed).Unfit;
        return copies.Unfit.Where(u => !before.Contains(u)).Select(u => SeenSince(u.Household, u.At)).FirstOrDefault() is { } refusal
            ? (refusal, reach)
            : (decision with { Events = [.. decision.Events, .. copies.Told] }, reach);
    }

    /// <summary>The households as they are with a decision.</summary>
    public IReadOnlyDictionary<Guid, Household> After(LifeDecision decision)
    {
        var after = States.ToDictionary();
        foreach (var (household, fact) in decision.Events) after[household] = after[household].With(fact);
        return after;
    }

    public static LocalDate DayOf(Instant at) => at.InZone(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).Date;
}

/// <summary>What follows from a command: events, a refusal, or that it has to wait.</summary>
/// <param name="Events">Events by the household they belong to.</param>
/// <param name="Refusal">Why nothing follows.</param>
/// <param name="WaitsFor">The household of which something has not arrived yet that the command refers to.</param>
/// <param name="Lack">What that is.</param>
internal sealed record LifeDecision(IReadOnlyList<(Guid Household, object Event)> Events, ProblemResult? Refusal = null, Guid? WaitsFor = null, FieldError? Lack = null)
{
    public static LifeDecision WaitFor(Guid household, FieldError lack) => new([], WaitsFor: household, Lack: lack);

    /// <summary>It waits for the first that is heard of a household.</summary>
    public static LifeDecision WaitForFirstOf(Guid household) => WaitFor(household, LifeProblems.HouseholdNotHere.At("household", ("household", household)));

    /// <summary>It waits for a change that a household's history does not have.</summary>
    public static LifeDecision WaitForChange(Guid household, Guid change) =>
        WaitFor(household, LifeProblems.ChangeNotHere.At("change", ("household", household), ("change", change)));

    /// <summary>It waits for the move by which a household becomes the reporter's.</summary>
    public static LifeDecision WaitForMove(Guid household) => WaitFor(household, LifeProblems.Elsewhere.At("household", ("household", household)));

    public static LifeDecision Refuse(Problem problem, params (string, object?)[] values) => new([], problem.Result(values));

    public static LifeDecision Of(params (Guid, object)[] events) => new(events);
}
