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

    private static readonly Duration Microsecond = Duration.FromTicks(NodaConstants.TicksPerMillisecond / 1000);

    public static Belief Of(Household household, IReadOnlyList<CompiledMeasure> measures, AssessmentMemo? memo = null)
    {
        memo ??= new(measures);
        var interviews = household.Interviews();
        var spells = Spell.Of(household, interviews);
        if (interviews.Count == 0 && spells.Count == 0) return None with { Visits = VisitsOf(household, interviews) };
        // A round counts a household once, by its last interview of the round, where it lived at that interview.
        var last = new Dictionary<string, Interview>(StringComparer.Ordinal);
        foreach (var i in interviews)
        {
            last[i.Round] = i;
            memo.Of(i.Answers, i.At);
        }
        var stretches = new List<Stretch>(spells.Count + 1);
        foreach (var s in spells)
        {
            // Between interviews members may have come and gone; what holds then is judged at the interview's date all the same.
            var counts = s.From == s.Interview.At && ReferenceEquals(s.Answers, s.Interview.Answers) && s.Place == s.Interview.Place
                && last.TryGetValue(s.Interview.Round, out var counted) && counted.SubmissionId == s.Interview.SubmissionId && last.Remove(s.Interview.Round);
            stretches.Add(new(s.From, s.To, s.Interview, s.Place, memo.Of(s.Answers, s.Interview.At), counts, s.To is null));
        }
        // Of an interview at the very instant of a change or of the end nothing is left in time; its round counts it all the same.
        foreach (var i in last.Values.OrderBy(i => i.At).ThenBy(i => i.SubmissionId))
        {
            // Of two rounds' interviews at one instant each has a row of its own: a microsecond, the least that is stored, tells them apart.
            var at = i.At;
            while (stretches.Exists(s => s.CountsInRound && s.From == at)) at += Microsecond;
            stretches.Add(new(at, at, i, i.Place, memo.Of(i.Answers, i.At), true, false));
        }
        var assessments = new List<Assessment>(stretches.Count * measures.Count);
        var scopes = new List<(string, Assessment)>(assessments.Capacity * 2);
        for (var m = 0; m < measures.Count; m++)
            foreach (var stretch in stretches)
            {
                var assessment = stretch.Under(measures[m], m);
                assessments.Add(assessment);
                if (stretch.CountsInRound) scopes.Add((stretch.Interview.Round, assessment));
                if (stretch.Lasts) scopes.Add((Scope.Current, assessment));
            }
        return new Belief(assessments, scopes, VisitsOf(household, interviews));
    }

    private readonly record struct Stretch(
        Instant From, Instant? To, Interview Interview, Place Place, AssessedAnswers Answers, bool CountsInRound, bool Lasts)
    {
        public Assessment Under(CompiledMeasure measure, int place) =>
            new(measure.Id, From, To, Interview.SubmissionId, Interview.Round, Place, Answers.Masks[place].Deprived, Answers.Masks[place].Missing, Answers.Composition)
            {
                CountsInRound = CountsInRound,
            };
    }

    // A completed interview counts before any other visit of the round: the household was reached.
    private static VisitCell[] VisitsOf(Household household, IReadOnlyList<Interview> interviews)
    {
        var cells = new Dictionary<string, VisitCell>(StringComparer.Ordinal);
        if (!household.AllVisits.IsEmpty)
            foreach (var v in household.Visits.OrderBy(v => v.VisitedAt).ThenBy(v => v.SubmissionId)) cells[v.Round] = new(v.Round, v.Place.Village, v.Outcome);
        foreach (var i in interviews) cells[i.Round] = new(i.Round, i.Place.Village, VisitOutcome.Completed);
        return [.. cells.Values];
    }
}
