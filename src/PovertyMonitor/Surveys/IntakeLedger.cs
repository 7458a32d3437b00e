using System.Collections.Immutable;
using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Surveys;

/// <summary>Where a submission stands.</summary>
internal enum ReceiptState
{
    /// <summary>Not received yet; something that corrects it waits for it.</summary>
    Expected,

    /// <summary>Its fact is in the log.</summary>
    Taken,

    /// <summary>It corrects a submission that has not been taken yet.</summary>
    Waiting,

    /// <summary>A person has to look at it.</summary>
    Review,

    /// <summary>A person looked at it and rejected it.</summary>
    Rejected,

    /// <summary>It was taken, and rejected by a person later.</summary>
    Withdrawn,
}

/// <summary>What is known of a submission id.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Hash">Its content's hash.</param>
/// <param name="Household">The household it is about.</param>
/// <param name="Outcome">How its visit ended.</param>
/// <param name="SupersededBy">The correction taken of it.</param>
/// <param name="Reason">Why it is held, where it is.</param>
/// <param name="Form">The OpenRosa form it fills.</param>
internal sealed record Receipt(ReceiptState State, byte[]? Hash, Guid? Household, VisitOutcome? Outcome, Guid? SupersededBy, Problem? Reason = null, string? Form = null)
{
    /// <summary>Nothing was received under the id.</summary>
    public static readonly Receipt None = new(ReceiptState.Expected, null, null, null, null);
}

/// <summary>What is decided about an arrival.</summary>
/// <param name="Arrival">It.</param>
/// <param name="Reception">What its sender is told.</param>
/// <param name="Reason">Why it is not in the log, where it isn't.</param>
/// <param name="IsNews">Whether it changes anything; not so for the same again.</param>
/// <param name="Base">The submission it corrects, where that was an interview.</param>
internal sealed record Verdict(Arrival Arrival, Reception Reception, Problem? Reason, bool IsNews, Guid? Base = null)
{
    /// <summary>Whether its fact goes into the log now.</summary>
    public bool IsTaken => Reception == Reception.Accepted;
}

/// <summary>The receipts an intake decides over. Immutable and pure: the database only carries it from one transaction to the next.</summary>
/// <param name="Receipts">What is known of the ids concerned; an id that is not in it was never received.</param>
internal sealed record IntakeLedger(ImmutableDictionary<Guid, Receipt> Receipts)
{
    /// <summary>Decides about an arrival.</summary>
    /// <param name="arrival">It.</param>
    /// <param name="reasonOf">Why a readable submission can't be taken for what else is known, or <see langword="null"/>.</param>
    public (Verdict Verdict, IntakeLedger After) Judge(Arrival arrival, Func<Arrival, Submission, Problem?> reasonOf)
    {
        var known = Of(arrival.SubmissionId);
        if (known.State != ReceiptState.Expected)
        {
            // A survey app's ids are its own in each form.
            if (known.Form is not null && arrival.Raw.Form is { } form && form != known.Form) return (new(arrival, Reception.OtherForm, null, IsNews: false), this);
            if (known.Hash.AsSpan().SequenceEqual(arrival.Hash)) return (new(arrival, AgainFor(known.State), known.Reason, IsNews: false), this);
            // A person may have decided about this content already.
            var other = Of(ReviewStream.IdOfOther(arrival.SubmissionId, arrival.Hash));
            return other.State == ReceiptState.Expected
                ? (new(arrival, Reception.Conflict, SurveyProblems.OtherContent, IsNews: true), this)
                : (new(arrival, AgainFor(other.State), other.Reason, IsNews: false), this);
        }
        return Decide(arrival, reasonOf);
    }

    /// <summary>Decides about one that was waiting, now that the submission it corrects is taken.</summary>
    public (Verdict Verdict, IntakeLedger After) JudgeWaiting(Arrival arrival, Func<Arrival, Submission, Problem?> reasonOf) => Decide(arrival, reasonOf);

    private (Verdict, IntakeLedger) Decide(Arrival arrival, Func<Arrival, Submission, Problem?> reasonOf)
    {
        var problem = arrival.Reason ?? (arrival.Submission is { } readable ? reasonOf(arrival, readable) : SurveyProblems.Unreadable);
        if (problem is not null) return Held(arrival, Reception.Review, problem);
        var submission = arrival.Submission!;
        if (submission.Corrects is not { } corrected) return Taken(arrival, null);
        var before = Of(corrected);
        if (corrected == submission.SubmissionId) return Held(arrival, Reception.Review, SurveyProblems.CorrectsItself);
        if (before.State is ReceiptState.Rejected or ReceiptState.Withdrawn) return Held(arrival, Reception.Review, SurveyProblems.RejectedBase);
        if (before.State != ReceiptState.Taken) return Held(arrival, Reception.Waiting, SurveyProblems.WaitsForBase);
        if (before.Household != submission.HouseholdId) return Held(arrival, Reception.Review, SurveyProblems.OtherHousehold);
        if (before.SupersededBy is not null) return Held(arrival, Reception.Review, SurveyProblems.SupersededBase);
        return Taken(arrival, corrected);
    }

    private (Verdict, IntakeLedger) Taken(Arrival arrival, Guid? corrected)
    {
        var submission = arrival.Submission!;
        var after = Receipts.SetItem(arrival.SubmissionId, new(ReceiptState.Taken, arrival.Hash, submission.HouseholdId, submission.Outcome, null, Form: arrival.Raw.Form));
        // What was a visit only becomes an interview: there are no answers yet to be corrected.
        var isInterview = corrected is { } id && Of(id).Outcome is VisitOutcome.Completed;
        if (corrected is { } superseded) after = after.SetItem(superseded, Of(superseded) with { SupersededBy = arrival.SubmissionId });
        return (new(arrival, Reception.Accepted, null, IsNews: true, isInterview ? corrected : null), new(after));
    }

    private (Verdict, IntakeLedger) Held(Arrival arrival, Reception reception, Problem problem) => (
        new(arrival, reception, problem, IsNews: true),
        new(Receipts.SetItem(arrival.SubmissionId, new(
            reception == Reception.Waiting ? ReceiptState.Waiting : ReceiptState.Review, arrival.Hash, arrival.Submission?.HouseholdId, arrival.Submission?.Outcome, null, problem, arrival.Raw.Form))));

    private Receipt Of(Guid id) => Receipts.GetValueOrDefault(id, Receipt.None);

    private static Reception AgainFor(ReceiptState state) => state switch
    {
        ReceiptState.Waiting => Reception.Waiting,
        ReceiptState.Review => Reception.Review,
        ReceiptState.Rejected or ReceiptState.Withdrawn => Reception.Rejected,
        _ => Reception.Already,
    };
}
