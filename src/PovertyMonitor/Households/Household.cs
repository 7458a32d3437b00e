using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households;

/// <summary>What is known of a household: a set of facts, so that the order in which they arrived makes no difference.</summary>
internal sealed record Household
{
    public static readonly Household Unknown = new();

    private static readonly Dictionary<Guid, InterviewCorrected> NoCorrections = [];

    public bool IsRegistered => RegisteredIn is not null;

    /// <summary>Where it was met first; <see langword="null"/> while it is not registered.</summary>
    public Place? RegisteredIn { get; private init; }

    /// <summary>When that was.</summary>
    private Instant? RegisteredAt { get; init; }

    public ImmutableArray<InterviewCompleted> Completed { get; private init; } = [];

    public ImmutableArray<InterviewCorrected> Corrections { get; private init; } = [];

    public ImmutableArray<VisitRecorded> AllVisits { get; private init; } = [];

    public ImmutableArray<HouseholdMoved> AllMoves { get; private init; } = [];

    /// <summary>What happened to it between interviews, what was taken back included.</summary>
    public ImmutableArray<ILifeChange> AllChanges { get; private init; } = [];

    /// <summary>What was taken back, by the change's id.</summary>
    public ImmutableDictionary<Guid, ChangeWithdrawn> Withdrawals { get; private init; } = ImmutableDictionary<Guid, ChangeWithdrawn>.Empty;

    /// <summary>Submissions that were rejected after they had been taken.</summary>
    public ImmutableHashSet<Guid> Rejected { get; private init; } = [];

    public static Household After(IEnumerable<object> events) => events.Aggregate(Unknown, (state, e) => state.With(e));

    public Household With(object fact) => fact switch
    {
        HouseholdRegistered e => this with { RegisteredIn = e.Place, RegisteredAt = e.VisitedAt },
        InterviewCompleted e => this with { Completed = Completed.Add(e) },
        InterviewCorrected e => this with { Corrections = Corrections.Add(e) },
        VisitRecorded e => this with { AllVisits = AllVisits.Add(e) },
        HouseholdMoved e => this with { AllMoves = AllMoves.Add(e) },
        ChangeWithdrawn e => this with { Withdrawals = Withdrawals.SetItem(e.Withdraws, e) },
        InterviewWithdrawn e => this with { Rejected = Rejected.Add(e.SubmissionId) },
        ILifeChange e => this with { AllChanges = AllChanges.Add(e) },
        _ => this,
    };

    /// <summary>What happened to it between interviews and stands; what rests on a rejected interview of another household does not.</summary>
    public IEnumerable<ILifeChange> Changes => AllChanges.Where(Stands);

    /// <summary>Its moves that stand.</summary>
    public IEnumerable<HouseholdMoved> Moves => AllMoves.Where(m => !Withdrawals.ContainsKey(m.ChangeId));

    /// <summary>The visits without an interview that stand.</summary>
    public IEnumerable<VisitRecorded> Visits => IsDuplicate ? [] : AllVisits.Where(v => !Rejected.Contains(v.SubmissionId));

    /// <summary>What ended it; <see langword="null"/> while it lives.</summary>
    public ILifeChange? End => Changes.Where(c => c is HouseholdDissolved or HouseholdMergedInto).OrderBy(c => c.At).ThenBy(c => c.ChangeId).FirstOrDefault();

    /// <summary>Whether it was found to be another one, recorded twice: it then counts nowhere.</summary>
    public bool IsDuplicate => !AllChanges.IsEmpty && Changes.Any(c => c is HouseholdMergedInto { AsDuplicate: true });

    /// <summary>Whether it began by a split that was taken back, with none in its place, and nobody has met it otherwise.</summary>
    public bool NeverWas => !Visits.Any() && Interviews().Count == 0
        && AllChanges.OfType<HouseholdSplitOff>().Select(c => Withdrawals.ContainsKey(c.ChangeId)).ToList() is { Count: > 0 } begun && begun.TrueForAll(withdrawn => withdrawn);

    /// <summary>Since when it is no more; <see langword="null"/> while it lives. What never was one of its own ended before all time.</summary>
    public Instant? EndedSince => IsDuplicate || NeverWas ? VisitTime.Earliest : End?.At ?? EmptySince;

    // Where all who had split off were met in the old household again.
    private Instant? EmptySince => !AllChanges.IsEmpty && Returned.Any() && Spell.Of(this) is [.., { To: { } left }] ? left : null;

    /// <summary>When somebody was met in it first after a time, by an interview, by coming to live there or by being born; <see langword="null"/> where never.</summary>
    public Instant? MetSince(Guid member, Instant since) => Interviews().Where(i => i.At > since && i.Answers.Members.Any(m => m.Id == member)).Select(i => (Instant?)i.At)
        .Concat(Changes.Where(c => c.At > since && (c is MemberJoined joined ? joined.Member.Id : c is MemberBorn born ? born.Member.Id : Guid.Empty) == member).Select(c => (Instant?)c.At)).Min();

    /// <summary>Where it lives, or was met last.</summary>
    public Place? LastPlace => Spell.Of(this) is [.., var last] ? last.Place : Met(Instant.MaxValue) ?? RegisteredIn;

    /// <summary>Where it lived at a time, or had been met last by then; <see langword="null"/> where nothing is known of it up to then.</summary>
    public Place? PlaceAt(Instant at) => LifeScene.At(this, at)?.Place ?? Met(at) ?? (RegisteredAt <= at ? RegisteredIn : null);

    private Place? Met(Instant until) => Moves.Select(m => (At: m.MovedAt, Id: m.ChangeId, Place: m.To))
        .Concat(AllVisits.Where(v => !Rejected.Contains(v.SubmissionId)).Select(v => (At: v.VisitedAt, Id: v.SubmissionId, v.Place)))
        .Where(p => p.At <= until).OrderBy(p => p.At).ThenBy(p => p.Id).Select(p => p.Place).LastOrDefault();

    /// <summary>Who was met elsewhere again by the time: that stays, though the interview was rejected that said how they lived when they split off.</summary>
    public IEnumerable<MemberReturned> Returned => AllChanges.OfType<HouseholdSplitOff>().Where(c => !Withdrawals.ContainsKey(c.ChangeId) && IsLastTold(c)).SelectMany(c => c.Returned ?? []);

    /// <summary>Whether a change stands.</summary>
    public bool Stands(ILifeChange change) => !Withdrawals.ContainsKey(change.ChangeId) && change switch
    {
        HouseholdSplitOff e => !Rejected.Contains(e.Source) && IsLastTold(e),
        HouseholdsMerged e => !(e.Source is { } source && Rejected.Contains(source)) && IsLastTold(e),
        _ => true,
    };

    private bool IsLastTold(IRetold copy) => !AllChanges.Any(c => c is IRetold other && other.ChangeId == copy.ChangeId && (other.Telling ?? 0) > (copy.Telling ?? 0));

    /// <summary>The interviews as they are believed now, corrections applied, by (interview time, submission id).</summary>
    public IReadOnlyList<Interview> Interviews()
    {
        if (IsDuplicate) return [];
        var latest = LatestCorrections();
        var interviews = new List<Interview>(Completed.Length);
        foreach (var e in Completed)
        {
            if (Rejected.Contains(e.SubmissionId)) continue;
            interviews.Add(latest.TryGetValue(e.SubmissionId, out var c)
                ? new Interview(e.SubmissionId, c.SubmissionId, e.InterviewedAt, e.Round, c.Place, Apart(e.SubmissionId, c.Answers))
                : new Interview(e.SubmissionId, e.SubmissionId, e.InterviewedAt, e.Round, e.Place, Apart(e.SubmissionId, e.Answers)));
        }
        interviews.Sort((one, other) => (one.At, one.SubmissionId).CompareTo((other.At, other.SubmissionId)));
        return interviews;
    }

    // Who was asked together with those of another household, before it was found that they never lived together.
    private Answers Apart(Guid submission, Answers answers) => Withdrawals.IsEmpty ? answers : Withdrawals.Values.Select(w => w.Apart)
        .Where(a => a?.Submissions.Contains(submission) == true).Aggregate(answers, (rest, apart) => Members.Without(rest, apart!.Members));

    /// <summary>Whether a submission was rejected, or a correction builds on one that was.</summary>
    public bool HasFallen(Guid submission) => ChainOf(submission).Any(Rejected.Contains);

    /// <summary>A submission, the one it corrects, the one that one corrects, and so on.</summary>
    public IReadOnlyList<Guid> ChainOf(Guid submission)
    {
        var chain = new List<Guid> { submission };
        while (chain.Count <= Corrections.Length && Corrections.FirstOrDefault(c => c.SubmissionId == chain[^1]) is { } correction) chain.Add(correction.Corrects);
        return chain;
    }

    // A correction may correct a correction, and may be here before what it corrects. What builds on a rejected one falls with it.
    private Dictionary<Guid, InterviewCorrected> LatestCorrections()
    {
        if (Corrections.IsEmpty) return NoCorrections;
        var latest = new Dictionary<Guid, InterviewCorrected>();
        var corrects = Corrections.ToDictionary(c => c.SubmissionId, c => c.Corrects);
        foreach (var correction in Corrections.OrderBy(c => c.CorrectedAt).ThenBy(c => c.SubmissionId))
        {
            var (root, stands) = (correction.Corrects, !Rejected.Contains(correction.SubmissionId));
            for (var steps = 0; steps < corrects.Count && corrects.TryGetValue(root, out var before); steps++)
            {
                stands &= !Rejected.Contains(root);
                root = before;
            }
            if (stands) latest[root] = correction;
        }
        return latest;
    }
}

/// <summary>An interview as it is believed now.</summary>
/// <param name="SubmissionId">The submission that reported it first.</param>
/// <param name="Source">The submission its answers come from: itself or its latest correction.</param>
/// <param name="At">When it took place.</param>
/// <param name="Round">The survey round's code.</param>
/// <param name="Place">Where the household lived then.</param>
/// <param name="Answers">The answers.</param>
internal sealed record Interview(Guid SubmissionId, Guid Source, Instant At, string Round, Place Place, Answers Answers);
