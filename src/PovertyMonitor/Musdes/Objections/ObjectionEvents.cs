using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Musdes.Objections;

/// <summary>Somebody objects (sanggah) to a line of a list, or to a household missing from it. Who it is stands in no event.</summary>
/// <param name="ObjectionId">The objection's id, made by the client.</param>
/// <param name="Household">The household.</param>
/// <param name="Line">Its line; absent where the household is missing from the list.</param>
/// <param name="Missing">How a household missing from the list would stand on it, without a number.</param>
/// <param name="Ground">Why.</param>
/// <param name="LodgedOn">The day.</param>
/// <param name="AnswerBy">The last day to answer it; absent where the regency has set no time.</param>
/// <param name="By">Who entered it.</param>
public sealed record ObjectionLodged(
    Guid ObjectionId, Guid Household, int? Line, ListLine? Missing, ObjectionGround Ground, LocalDate LodgedOn, LocalDate? AnswerBy, string By);

/// <summary>An objection is being examined.</summary>
/// <param name="ObjectionId">The objection.</param>
/// <param name="By">Who examines it.</param>
public sealed record ObjectionExamined(Guid ObjectionId, string By);

/// <summary>An objection was upheld; what follows for the list is in an event of its own.</summary>
/// <param name="ObjectionId">The objection.</param>
/// <param name="By">Who decided.</param>
public sealed record ObjectionUpheld(Guid ObjectionId, string By);

/// <summary>An objection was rejected.</summary>
/// <param name="ObjectionId">The objection.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
public sealed record ObjectionRejected(Guid ObjectionId, RejectionReason Reason, string By);

/// <summary>An objection was taken back.</summary>
/// <param name="ObjectionId">The objection.</param>
/// <param name="By">Who entered it.</param>
public sealed record ObjectionWithdrawn(Guid ObjectionId, string By);

/// <summary>An upheld objection put a line back on the list.</summary>
/// <param name="Line">Its number.</param>
/// <param name="ObjectionId">The objection.</param>
public sealed record LineRestored(int Line, Guid ObjectionId);

/// <summary>An upheld objection took a line off the list.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Reason">Why.</param>
/// <param name="ObjectionId">The objection.</param>
public sealed record LineStruck(int Line, LineReason Reason, Guid ObjectionId);

/// <summary>An upheld objection put a household on the list that was missing from it.</summary>
/// <param name="Line">The new line.</param>
/// <param name="ObjectionId">The objection.</param>
public sealed record LineAdded(ListLine Line, Guid ObjectionId);

/// <summary>Why somebody objects.</summary>
public enum ObjectionGround
{
    /// <summary>The household was taken off the list and should be on it.</summary>
    [Choice("Removed though poor", "Dikeluarkan padahal miskin")] WronglyRemoved,

    /// <summary>The household is missing from the list and should be on it.</summary>
    [Choice("Missing though poor", "Tidak tercantum padahal miskin")] Missing,

    /// <summary>The household is on the list and not poor.</summary>
    [Choice("On the list though not poor", "Tercantum padahal tidak miskin")] NotPoor,

    /// <summary>The household is on the list and lives here no more.</summary>
    [Choice("On the list though moved away", "Tercantum padahal sudah pindah")] MovedAway,

    /// <summary>The household is on the list and all its members died.</summary>
    [Choice("On the list though all members died", "Tercantum padahal semua anggota meninggal")] Deceased,

    /// <summary>The household is on the list twice.</summary>
    [Choice("On the list twice", "Tercantum ganda")] Duplicate,
}

/// <summary>Why an objection is rejected.</summary>
public enum RejectionReason
{
    /// <summary>A check confirmed what the list says.</summary>
    [Choice("The facts were confirmed", "Data terbukti benar")] FactsConfirmed,

    /// <summary>Nothing speaks for it.</summary>
    [Choice("No evidence", "Tidak ada bukti")] NoEvidence,

    /// <summary>It is not about this list.</summary>
    [Choice("Not about this list", "Bukan tentang daftar ini")] NotAboutThisList,

    /// <summary>Another reason.</summary>
    [Choice("Other", "Lainnya")] Other,
}
