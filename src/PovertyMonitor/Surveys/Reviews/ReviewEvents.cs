using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>What a person did with a submission that could not be taken as it was.</summary>
public enum ReviewAction
{
    /// <summary>Took it as it is.</summary>
    [Choice("Accepted as it is", "Diterima apa adanya")] Accept,

    /// <summary>Took some of its fields into what stands.</summary>
    [Choice("Merged", "Digabung")] Merge,

    /// <summary>Took it corrected.</summary>
    [Choice("Corrected", "Diperbaiki")] Correct,

    /// <summary>Left it out of every figure for good.</summary>
    [Choice("Rejected", "Ditolak")] Reject,
}

/// <summary>Why a person decided so about a submission.</summary>
public enum ReviewReason
{
    /// <summary>The household was asked.</summary>
    [Choice("Confirmed with the household", "Sudah ditanyakan ke rumah tangga")] ConfirmedWithHousehold,

    /// <summary>The enumerator was asked.</summary>
    [Choice("Confirmed with the enumerator", "Sudah ditanyakan ke petugas")] ConfirmedWithEnumerator,

    /// <summary>Something was typed wrongly.</summary>
    [Choice("Typing error", "Salah ketik")] TypingError,

    /// <summary>The same visit was sent twice.</summary>
    [Choice("Same visit sent twice", "Kunjungan yang sama terkirim dua kali")] SentTwice,

    /// <summary>It was recorded at the wrong household.</summary>
    [Choice("Wrong household", "Rumah tangga keliru")] WrongHousehold,

    /// <summary>Nobody was visited.</summary>
    [Choice("No visit took place", "Tidak ada kunjungan")] NoVisit,

    /// <summary>It was made to try the app.</summary>
    [Choice("Test entry", "Isian percobaan")] TestEntry,

    /// <summary>Another reason, said in the note.</summary>
    [Choice("Other", "Lainnya")] Other,
}

/// <summary>A person decided about a submission that waited for one.</summary>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Content">The keyed hash of the content decided about, in hexadecimal: several may have come under the id.</param>
/// <param name="HeldFor">Why it was held: the code of the problem.</param>
/// <param name="Action">What was done.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided: the id at the issuer of the token, not a name.</param>
/// <param name="HouseholdId">The household it is about, where that could be told.</param>
/// <param name="Result">The submission under which it was taken; absent where it was rejected.</param>
public sealed record ReviewResolved(
    Guid SubmissionId, string Content, string HeldFor, ReviewAction Action, ReviewReason Reason, string By, Guid? HouseholdId, Guid? Result);
