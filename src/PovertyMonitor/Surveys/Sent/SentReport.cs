using NodaTime;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Sent;

/// <summary>What somebody sent, what became of it, and what is left to do in a round.</summary>
/// <param name="Sender">Who sent.</param>
/// <param name="Round">The round that <paramref name="Counts"/>, <paramref name="Visits"/> and <paramref name="Groups"/> are about; absent where there is none yet.</param>
/// <param name="Counts">How many submissions of the round, or of none that can be told: <c>sent</c>, <c>taken</c>, <c>waiting</c> (for what they correct), <c>review</c> (returned to a person; other content under an id that was taken is counted here too), and <c>rejected</c> (by a person) where there are some.</param>
/// <param name="Visits">How many visits, corrections not counted again, were taken and ended how: <c>completed</c>, <c>refused</c>, <c>absent</c>, <c>moved</c>, <c>vacant</c>, <c>duplicate</c>.</param>
/// <param name="Latest">The latest submissions of any round, the newest first.</param>
/// <param name="Groups">The Dasa Wisma groups of the sender's area.</param>
internal sealed record SentReport(
    string Sender, string? Round, IReadOnlyDictionary<string, int> Counts, IReadOnlyDictionary<string, int> Visits,
    IReadOnlyList<SentSubmission> Latest, IReadOnlyList<SentGroup> Groups);

/// <summary>A submission as its sender sees it.</summary>
/// <param name="SubmissionId">Its id.</param>
/// <param name="HouseholdId">The household it is about.</param>
/// <param name="Device">The device's code.</param>
/// <param name="Village">The village's code.</param>
/// <param name="DasaWisma">The group's name.</param>
/// <param name="Round">The round's code.</param>
/// <param name="Outcome">How the visit ended.</param>
/// <param name="VisitedAt">When it was.</param>
/// <param name="ReceivedAt">When the service received it.</param>
/// <param name="State"><c>taken</c>, <c>waiting</c>, <c>review</c> or <c>rejected</c>.</param>
/// <param name="Reason">Why it is not taken, where it isn't.</param>
/// <param name="IsLate">Whether it was visited after its round's last day, or received after the days of grace that follow; it counts all the same.</param>
internal sealed record SentSubmission(
    Guid SubmissionId, Guid? HouseholdId, string? Device, string? Village, string? DasaWisma, string? Round, string? Outcome,
    Instant? VisitedAt, Instant ReceivedAt, string State, FieldErrorBody? Reason, bool IsLate);

/// <summary>A Dasa Wisma group in a round: its list, held against the visits.</summary>
/// <param name="Village">The village's code.</param>
/// <param name="VillageName">Its name.</param>
/// <param name="DasaWisma">The group's name; absent for households that are in none.</param>
/// <param name="Expected">Households on the list: those known there from earlier rounds and those found in this one.</param>
/// <param name="Visited">Of them visited in the round, whatever came of the visit.</param>
/// <param name="Left">The rest.</param>
internal sealed record SentGroup(string Village, string? VillageName, string? DasaWisma, int Expected, int Visited, IReadOnlyList<HouseholdLeft> Left);

/// <summary>A household not visited yet.</summary>
/// <param name="HouseholdId">Its id.</param>
/// <param name="Head">The name of its head, where it was given.</param>
/// <param name="Rt">The neighbourhood.</param>
/// <param name="Rw">The hamlet.</param>
/// <param name="Persons">Its members when it was interviewed last.</param>
internal sealed record HouseholdLeft(Guid HouseholdId, string? Head, string? Rt, string? Rw, int? Persons);
