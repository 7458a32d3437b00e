using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households;

/// <summary>What is known of a household: a set of facts, so that the order in which they arrived makes no difference.</summary>
internal sealed record Household
{
    public static readonly Household Unknown = new();

    public bool IsRegistered { get; private init; }

    public ImmutableArray<InterviewCompleted> Completed { get; private init; } = [];

    public ImmutableArray<InterviewCorrected> Corrections { get; private init; } = [];

    public ImmutableArray<VisitRecorded> Visits { get; private init; } = [];

    public ImmutableArray<HouseholdMoved> Moves { get; private init; } = [];

    public static Household After(IEnumerable<object> events) => events.Aggregate(Unknown, (state, e) => state.With(e));

    public Household With(object fact) => fact switch
    {
        HouseholdRegistered => this with { IsRegistered = true },
        InterviewCompleted e => this with { Completed = Completed.Add(e) },
        InterviewCorrected e => this with { Corrections = Corrections.Add(e) },
        VisitRecorded e => this with { Visits = Visits.Add(e) },
        HouseholdMoved e => this with { Moves = Moves.Add(e) },
        _ => this,
    };

    /// <summary>The interviews as they are believed now, corrections applied, by (interview time, submission id).</summary>
    public IReadOnlyList<Interview> Interviews()
    {
        var latest = LatestCorrections();
        return [.. Completed.Select(e => latest.TryGetValue(e.SubmissionId, out var c)
                ? new Interview(e.SubmissionId, c.SubmissionId, e.InterviewedAt, e.Round, c.Place, c.Answers)
                : new Interview(e.SubmissionId, e.SubmissionId, e.InterviewedAt, e.Round, e.Place, e.Answers))
            .OrderBy(i => i.At).ThenBy(i => i.SubmissionId)];
    }

    // A correction may correct a correction, and may be here before what it corrects.
    private Dictionary<Guid, InterviewCorrected> LatestCorrections()
    {
        var latest = new Dictionary<Guid, InterviewCorrected>();
        if (Corrections.IsEmpty) return latest;
        var corrects = Corrections.ToDictionary(c => c.SubmissionId, c => c.Corrects);
        foreach (var correction in Corrections.OrderBy(c => c.CorrectedAt).ThenBy(c => c.SubmissionId))
        {
            var root = correction.Corrects;
            for (var steps = 0; steps < corrects.Count && corrects.TryGetValue(root, out var before); steps++) root = before;
            latest[root] = correction;
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
