using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Commitments.Assessments;
using PovertyMonitor.Commitments.Plans;

namespace PovertyMonitor.Commitments;

/// <summary>An action plan as its events tell it.</summary>
/// <param name="Code">Its years, such as 2018-2020.</param>
/// <param name="FromYear">Its first year.</param>
/// <param name="ToYear">Its last year.</param>
/// <param name="Title">What it is called.</param>
internal sealed record ActionPlan(string Code, int FromYear, int ToYear, Wording Title)
{
    /// <summary>How many events it has; what is changed is guarded by it.</summary>
    public int Version { get; private init; }

    /// <summary>Where its content comes from; null where it was made here.</summary>
    public Wording? Source { get; private init; }

    /// <summary>The last day of submitting it in time.</summary>
    public LocalDate? Deadline { get; private init; }

    /// <summary>Whether it is agreed: from then on indicators and targets change by revision only.</summary>
    public bool IsAgreed { get; private init; }

    /// <summary>The day it was submitted; null where it was not, or where that is not known.</summary>
    public LocalDate? SubmittedOn { get; private init; }

    /// <summary>The proposals by number.</summary>
    public ImmutableSortedDictionary<int, Proposal> Proposals { get; private init; } = ImmutableSortedDictionary<int, Proposal>.Empty;

    /// <summary>The commitments by number.</summary>
    public ImmutableSortedDictionary<int, Commitment> Commitments { get; private init; } = ImmutableSortedDictionary<int, Commitment>.Empty;

    /// <summary>The technical meetings by number.</summary>
    public ImmutableSortedDictionary<int, Meeting> Meetings { get; private init; } = ImmutableSortedDictionary<int, Meeting>.Empty;

    /// <summary>What the regency reported of the whole plan, in the order of the log.</summary>
    public ImmutableList<AchievementReported> Achievements { get; private init; } = [];

    /// <summary>The first day of its first year.</summary>
    public LocalDate Start => new(FromYear, 1, 1);

    /// <summary>The last day of its last year.</summary>
    public LocalDate End => new(ToYear, 12, 31);

    /// <summary>The plan as a regency and its partners agreed it before the register had more to say.</summary>
    public static ActionPlan Of(ActionPlanAgreed e) => new ActionPlan(CodeOf(e.FromYear, e.ToYear), e.FromYear, e.ToYear, e.Title)
    {
        Version = 1,
        Source = e.Source,
        IsAgreed = true,
        Commitments = e.Commitments.ToImmutableSortedDictionary(c => c.Number, Commitment.Of),
    };

    /// <summary>A plan that was opened for proposals.</summary>
    public static ActionPlan Of(PlanOpened e) => new ActionPlan(e.Plan, e.FromYear, e.ToYear, e.Title) { Version = 1, Deadline = e.SubmissionDeadline };

    /// <summary>The code of the plan of some years.</summary>
    public static string CodeOf(int from, int to) => $"{from}-{to}";

    /// <summary>The commitment of a number, or null.</summary>
    public Commitment? Find(int number) => Commitments.GetValueOrDefault(number);

    /// <summary>The plan after an event of it.</summary>
    public ActionPlan With(IPlanEvent happened) => After(happened) with { Version = Version + 1 };

    private ActionPlan After(IPlanEvent happened) => happened switch
    {
        SubmissionDeadlineSet e => this with { Deadline = e.Deadline },
        ProposalMade e => this with { Proposals = Proposals.SetItem(e.Number, new(e)) },
        ProposalDecided e => this with { Proposals = Proposals.SetItem(e.Number, Proposals[e.Number] with { Decision = e }) },
        PlanSubmitted e => this with { IsAgreed = true, SubmittedOn = e.On, Commitments = Commitments.SetItems(Commitments.Select(c => KeyValuePair.Create(c.Key, c.Value.Agreed()))) },
        MeetingScheduled e => this with { Meetings = Meetings.SetItem(e.Number, new(e)) },
        MeetingHeld e => this with { Meetings = Meetings.SetItem(e.Number, Meetings[e.Number] with { Held = e }) },
        AchievementReported e => this with { Achievements = Achievements.Add(e) },
        ICommitmentEvent e => this with { Commitments = Commitments.SetItem(e.Commitment, (Find(e.Commitment) ?? Commitment.Numbered(e.Commitment)).With(e)) },
        _ => this,
    };
}

/// <summary>A proposal and what became of it.</summary>
/// <param name="Made">The proposal.</param>
internal sealed record Proposal(ProposalMade Made)
{
    /// <summary>The decision; null while there is none.</summary>
    public ProposalDecided? Decision { get; init; }
}

/// <summary>A technical meeting.</summary>
/// <param name="Scheduled">When and what about.</param>
internal sealed record Meeting(MeetingScheduled Scheduled)
{
    /// <summary>How it went; null while it was not held.</summary>
    public MeetingHeld? Held { get; init; }
}
