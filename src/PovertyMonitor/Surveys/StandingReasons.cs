using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Surveys;

/// <summary>Why a submission can't be taken for what is known of its household, what was taken before it in the same transaction included.</summary>
/// <param name="directory">The households concerned, as far as they are known.</param>
/// <param name="states">All that is known of those to which something happened between interviews, and of those they reach.</param>
internal sealed class StandingReasons(IReadOnlyDictionary<Guid, DirectoryEntry> directory, IReadOnlyDictionary<Guid, Household> states)
{
    private readonly Dictionary<Guid, DirectoryEntry> _entries = new(directory);
    private readonly Dictionary<Guid, Household> _states = new(states);

    /// <summary>The reason, or <see langword="null"/>.</summary>
    public Problem? ReasonOf(Arrival arrival, Submission submission) =>
        _entries.TryGetValue(submission.HouseholdId, out var entry)
            ? ReasonOfPlace(arrival, submission, entry) ?? ReasonOfEnd(submission, entry)
                ?? (_states.ContainsKey(submission.HouseholdId) && PartedHousehold.Contradicts(_states, submission, place => LifeCommand.MayBeReportedBy(arrival.Sender.Caller, place)) ? SurveyProblems.MembersElsewhere : null)
            : null;

    /// <summary>Takes down what was decided.</summary>
    public void Add(Verdict verdict)
    {
        if (verdict is not { IsTaken: true, IsNews: true, Arrival.Submission: { } submission }) return;
        var entry = TakenWrites.EntryOf(submission);
        _entries[submission.HouseholdId] = _entries.TryGetValue(submission.HouseholdId, out var before) ? before.With(entry) : entry;
        if (_states.TryGetValue(submission.HouseholdId, out var state))
            _states[submission.HouseholdId] = state.With((submission with { Corrects = verdict.Base }).ToEvent());
    }

    // Whoever knows another village's household by its id must not be able to draw it into their own.
    private Problem? ReasonOfPlace(Arrival arrival, Submission submission, DirectoryEntry entry) =>
        arrival.Sender.Caller.Role == Access.Role.Enumerator && entry.Place.Village != submission.Place.Village
        && !arrival.Sender.Caller.MaySubmitFor(entry.Place.Village, entry.Place.DasaWisma) && !LivedThere(arrival, submission)
            ? SurveyProblems.HouseholdElsewhere
            : null;

    // What comes late from where it lived then, or from before the first that is known of it there, is no news of where it lives.
    // What another village says of the time before that is for a person to look at.
    // Somebody who answers for where it was met first tells it also where it has moved on since.
    private bool LivedThere(Arrival arrival, Submission submission)
    {
        if (!_states.TryGetValue(submission.HouseholdId, out var state)
            || (submission.Corrects is { } corrects ? state.InterviewOf(corrects)?.At : submission.InterviewedAt) is not { } at) return false;
        if (state.PlaceAt(at) is { } then) return then.Village == submission.Place.Village;
        return Spell.Of(state) is [{ Place: var first }, ..] && (first.Village == submission.Place.Village || arrival.Sender.Caller.MaySubmitFor(first.Village, first.DasaWisma));
    }

    // A correction of what was before the end restates the past; a visit after it is news that a person has to look at.
    private static Problem? ReasonOfEnd(Submission submission, DirectoryEntry entry) =>
        submission.Corrects is null && entry.EndedAt <= submission.InterviewedAt ? SurveyProblems.HouseholdEnded : null;
}
