using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>As what a held submission is taken. Pure.</summary>
/// <param name="Id">The submission id it is taken under.</param>
/// <param name="Restates">The interview it becomes the latest correction of; <see langword="null"/> where it is a fact of its own.</param>
/// <param name="Supersedes">The submission it supersedes, by itself or through its corrections.</param>
internal sealed record Placement(Guid Id, Interview? Restates, Guid? Supersedes)
{
    /// <summary>Finds it.</summary>
    /// <param name="held">What is held.</param>
    /// <param name="content">What shall be taken of it.</param>
    /// <param name="own">What is known of its id.</param>
    /// <param name="named">What is known of the submission it corrects.</param>
    /// <param name="household">The household it is about.</param>
    /// <returns>The placement, or why it can't be taken.</returns>
    public static (Placement? Placement, ProblemResult? Refusal) Of(HeldItem held, Submission content, Receipt own, Receipt named, Household household)
    {
        if (held.IsOtherContent && own.State is not (ReceiptState.Taken or ReceiptState.Rejected or ReceiptState.Withdrawn))
            return (null, ReviewProblems.FirstContentOpen.Result(("submission", held.SubmissionId)));
        // Another content of what was taken restates that, whatever it says it corrects.
        var (target, receipt) = held.IsOtherContent && own.State == ReceiptState.Taken ? (held.SubmissionId, own) : (content.Corrects, named);
        if (target is not { } id || id == content.SubmissionId && !held.IsOtherContent) return (new(held.OwnId, null, null), null);
        if (receipt.State is ReceiptState.Expected or ReceiptState.Waiting or ReceiptState.Review) return (null, ReviewProblems.BaseOpen.Result(("base", id)));
        // What it names was rejected, or is about somebody else: then it is an interview or a visit of its own.
        if (receipt.State != ReceiptState.Taken || receipt.Household != content.HouseholdId) return (new(held.OwnId, null, null), null);
        if (household.InterviewOf(id) is not { } interview) return (new(held.OwnId, null, id), null);
        return content.Outcome == VisitOutcome.Completed
            ? (new(held.OwnId, interview, id), null)
            : (null, ReviewProblems.InterviewStands.Result(("base", interview.SubmissionId)));
    }

    /// <summary>The arrival of what is taken, in its place.</summary>
    /// <param name="content">What is taken.</param>
    /// <param name="personal">What it says of people.</param>
    /// <param name="held">What was held.</param>
    /// <param name="last">The last submission in the chain of corrections it is added to.</param>
    /// <param name="household">The household.</param>
    public Verdict Verdict(Submission content, Identities.PersonalData personal, HeldItem held, Guid? last, Household household)
    {
        var placed = content with
        {
            SubmissionId = Id,
            Corrects = last,
            InterviewedAt = Restates is { } interview ? household.AfterAll(interview, content.InterviewedAt) : content.InterviewedAt,
        };
        var arrival = new Arrival
        {
            SubmissionId = Id,
            Hash = held.Hash,
            Raw = new RawContent(ReadOnlyMemory<byte>.Empty, ""),
            Sender = new Sender(Access.Caller.Anonymous with { Subject = held.Sender }, Enum.Parse<Door>(held.Door, ignoreCase: true)),
            Submission = placed,
            Personal = personal,
        };
        return new(arrival, Reception.Accepted, null, IsNews: true, Restates?.SubmissionId);
    }
}
