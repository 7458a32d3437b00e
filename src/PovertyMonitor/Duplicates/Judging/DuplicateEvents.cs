using NodaTime;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Duplicates.Judging;

/// <summary>A person judged whether two households are one.</summary>
/// <param name="A">The household with the smaller id.</param>
/// <param name="B">The other.</param>
/// <param name="Judgement">What they are.</param>
/// <param name="Reason">Why.</param>
/// <param name="SameFamilyCard">Whether both had given the same family card (No. KK) by then.</param>
/// <param name="SameNiks">How many identity numbers (NIK) both had given by then.</param>
/// <param name="Merge">The change that merged them, where they were merged.</param>
/// <param name="Kept">The household that goes on, where they were merged.</param>
/// <param name="By">Who judged: the id at the issuer of the token, not a name.</param>
/// <param name="At">When.</param>
public sealed record DuplicateJudged(
    Guid A, Guid B, DuplicateJudgement Judgement, DuplicateReason Reason, bool SameFamilyCard, int SameNiks, Guid? Merge, Guid? Kept, string By, Instant At);

/// <summary>A judgement was taken back; a merger that followed from it is undone with it.</summary>
/// <param name="A">The household with the smaller id.</param>
/// <param name="B">The other.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who took it back.</param>
/// <param name="At">When.</param>
public sealed record DuplicateJudgementWithdrawn(Guid A, Guid B, WithdrawalReason Reason, string By, Instant At);

/// <summary>What two households were judged to be.</summary>
public enum DuplicateJudgement
{
    /// <summary>Two households.</summary>
    [Choice("Two households", "Dua rumah tangga")] Different,

    /// <summary>One household, recorded twice; both records stay for now.</summary>
    [Choice("One household, recorded twice", "Satu rumah tangga, tercatat dua kali")] Same,

    /// <summary>One household, recorded twice; one record was merged into the other.</summary>
    [Choice("Merged into one", "Digabung menjadi satu")] Merged,
}

/// <summary>Why two households were judged so.</summary>
public enum DuplicateReason
{
    /// <summary>They are the same people.</summary>
    [Choice("The same people", "Orangnya sama")] SamePeople,

    /// <summary>They are other people who happen to be alike.</summary>
    [Choice("Other people of like age", "Orang lain yang umurnya mirip")] OtherPeople,

    /// <summary>They are related or share a family card but cook apart.</summary>
    [Choice("One family card, but two kitchens", "Satu KK, tetapi dapurnya terpisah")] OwnKitchen,

    /// <summary>A number was written wrongly.</summary>
    [Choice("A number was written wrongly", "Nomor salah tulis")] WrongNumber,

    /// <summary>Somebody went there and looked.</summary>
    [Choice("A visit settled it", "Dipastikan lewat kunjungan")] Visited,
}
