using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>What is believed of a household over a stretch of time under one measure.</summary>
internal sealed record Assessment(
    string Measure, Instant ValidFrom, Instant? ValidTo, Guid Submission, string Round, Place Place,
    uint Deprived, uint Missing, Composition Composition)
{
    /// <summary>Whether its round counts the household by it: it is of the round's last interview, as it was answered there.</summary>
    public bool CountsInRound { get; init; }

    /// <summary>The village that counts it.</summary>
    public string Village => Place.Village;

    /// <summary>The tally cell that counts this household.</summary>
    /// <param name="scope">A round's code, or <see cref="Scope.Current"/>.</param>
    public TallyCell CellIn(string scope) => new(Measure, scope, Village, Deprived, Missing, Composition.Flags);
}

/// <summary>One cell of the tally.</summary>
internal readonly record struct TallyCell(string Measure, string Scope, string Village, uint Deprived, uint Missing, HouseholdFlags Flags);

/// <summary>One cell of the count of visits.</summary>
internal readonly record struct VisitCell(string Round, string Village, VisitOutcome Outcome);

/// <summary>What a figure is about.</summary>
internal static class Scope
{
    /// <summary>Each household's latest assessment where it lives now; no round's code is empty.</summary>
    public const string Current = "";
}

/// <summary>Everything that the projection holds about one household at one point of the log. Pure.</summary>
/// <param name="Assessments">Its assessments under every measure.</param>
/// <param name="Counted">The assessment with which each scope counts it, by measure and scope.</param>
/// <param name="Visits">Its last visit in each round.</param>
internal sealed record Belief(
    IReadOnlyList<Assessment> Assessments,
    IReadOnlyList<(string Scope, Assessment Assessment)> Counted,
    IReadOnlyList<VisitCell> Visits)
{
    public static readonly Belief None = new([], [], []);

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    public static Belief Of(Household household, IReadOnlyCollection<CompiledMeasure> measures, AssessmentMemo? memo = null)
    {
        memo ??= new();
        var interviews = household.Interviews();
        var spells = Spell.Of(household);
        var assessments = new List<Assessment>();
        var counted = new List<(string, Assessment)>();
        foreach (var measure in measures)
        {
            var bySource = interviews.ToDictionary(i => i.SubmissionId, i => Assess(measure, i, memo));
            // A round counts a household once, by its last interview of the round, where it lived at that interview.
            var last = interviews.GroupBy(i => i.Round).ToDictionary(round => round.Last().SubmissionId, round => round.Key);
            foreach (var s in spells)
            {
                var assessment = AssessmentOf(s, bySource, measure, memo) with { ValidFrom = s.From, ValidTo = s.To, Place = s.Place };
                var counts = s.From == s.Interview.At && s.Place == s.Interview.Place && ReferenceEquals(s.Answers, s.Interview.Answers) && last.Remove(s.Interview.SubmissionId);
                assessments.Add(assessment with { CountsInRound = counts });
                if (counts) counted.Add((s.Interview.Round, assessments[^1]));
            }
            if (spells is [.., { To: null }]) counted.Add((Scope.Current, assessments[^1]));
            // Of an interview at the very instant of a change or of the end nothing is left in time; its round counts it all the same.
            foreach (var (submission, round) in last)
            {
                assessments.Add(bySource[submission] with { ValidTo = bySource[submission].ValidFrom, CountsInRound = true });
                counted.Add((round, assessments[^1]));
            }
        }
        return new Belief(assessments, counted, VisitsOf(household, interviews));
    }

    // Between interviews members may have come and gone; what holds then is judged at the interview's date all the same.
    private static Assessment AssessmentOf(Spell spell, Dictionary<Guid, Assessment> bySource, CompiledMeasure measure, AssessmentMemo memo) =>
        ReferenceEquals(spell.Answers, spell.Interview.Answers) && bySource.TryGetValue(spell.Interview.SubmissionId, out var known)
            ? known
            : Assess(measure, spell.Interview with { Answers = spell.Answers }, memo);

    private static Assessment Assess(CompiledMeasure measure, Interview interview, AssessmentMemo memo)
    {
        var (deprived, missing) = memo.MasksOf(measure, interview, static (m, i) => m.Assess(i.Answers, i.At.InZone(Zone).Date));
        return new Assessment(measure.Id, interview.At, null, interview.SubmissionId, interview.Round,
            interview.Place, deprived, missing, memo.CompositionOf(interview.Answers));
    }

    // A completed interview counts before any other visit of the round: the household was reached.
    private static VisitCell[] VisitsOf(Household household, IReadOnlyList<Interview> interviews) =>
        [.. interviews.Select(i => (i.Round, i.At, i.SubmissionId, i.Place.Village, Outcome: VisitOutcome.Completed))
            .Concat(household.Visits.Select(v => (v.Round, At: v.VisitedAt, v.SubmissionId, v.Place.Village, v.Outcome)))
            .GroupBy(v => v.Round)
            .Select(round => round.OrderBy(v => v.Outcome == VisitOutcome.Completed).ThenBy(v => v.At).ThenBy(v => v.SubmissionId).Last())
            .Select(v => new VisitCell(v.Round, v.Village, v.Outcome))];
}
