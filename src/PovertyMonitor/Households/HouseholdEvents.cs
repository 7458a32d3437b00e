using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households;

/// <summary>Where a household lives: never more exact than its neighbourhood.</summary>
/// <param name="Village">The village's Kemendagri code, PP.KK.CC.DDDD.</param>
/// <param name="Rt">The neighbourhood (rukun tetangga), up to three digits.</param>
/// <param name="Rw">The hamlet (rukun warga), up to three digits.</param>
/// <param name="DasaWisma">The Dasa Wisma group, by its name within the village.</param>
public sealed record Place(string Village, string? Rt = null, string? Rw = null, string? DasaWisma = null);

/// <summary>How a visit ended.</summary>
public enum VisitOutcome
{
    /// <summary>The interview was completed.</summary>
    [Choice("Completed", "Selesai")] Completed,

    /// <summary>The household refused.</summary>
    [Choice("Refused", "Menolak")] Refused,

    /// <summary>Nobody was at home.</summary>
    [Choice("Absent", "Tidak ada di tempat")] Absent,

    /// <summary>The household has moved away.</summary>
    [Choice("Moved away", "Pindah")] Moved,

    /// <summary>The dwelling is vacant.</summary>
    [Choice("Vacant", "Rumah kosong")] Vacant,

    /// <summary>The household is in the list twice.</summary>
    [Choice("Duplicate", "Ganda")] Duplicate,
}

/// <summary>A household was met for the first time, by the first submission about it that arrived.</summary>
/// <param name="HouseholdId">The household's id for life, made by the client; also the stream's id.</param>
/// <param name="Place">Where it lived then.</param>
/// <param name="VisitedAt">When it was visited.</param>
public sealed record HouseholdRegistered(Guid HouseholdId, Place Place, Instant VisitedAt);

/// <summary>An interview was completed: everything the household answered.</summary>
/// <param name="SubmissionId">The submission's id, made by the client.</param>
/// <param name="Round">The survey round's code.</param>
/// <param name="InterviewedAt">When the interview took place; the answers hold from then.</param>
/// <param name="Enumerator">The enumerator's code, not a name.</param>
/// <param name="Device">The device's code.</param>
/// <param name="Place">Where the household lived at the interview.</param>
/// <param name="Answers">The complete answers.</param>
public sealed record InterviewCompleted(
    Guid SubmissionId, string Round, Instant InterviewedAt, string Enumerator, string? Device, Place Place, Answers Answers);

/// <summary>An interview was corrected: what it should have said all along, complete. It restates the past.</summary>
/// <param name="SubmissionId">The correction's own submission id.</param>
/// <param name="Corrects">The submission corrected: an interview, or an earlier correction of one; it may arrive later than this.</param>
/// <param name="CorrectedAt">When the correction was made; of several, the latest counts.</param>
/// <param name="Enumerator">The enumerator's code, not a name.</param>
/// <param name="Device">The device's code.</param>
/// <param name="Place">Where the household lived at the interview.</param>
/// <param name="Answers">The complete answers as corrected.</param>
public sealed record InterviewCorrected(
    Guid SubmissionId, Guid Corrects, Instant CorrectedAt, string Enumerator, string? Device, Place Place, Answers Answers);

/// <summary>A visit ended without an interview.</summary>
/// <param name="SubmissionId">The submission's id, made by the client.</param>
/// <param name="Round">The survey round's code.</param>
/// <param name="VisitedAt">When the visit took place.</param>
/// <param name="Enumerator">The enumerator's code, not a name.</param>
/// <param name="Device">The device's code.</param>
/// <param name="Place">The place visited.</param>
/// <param name="Outcome">How it ended; never completed.</param>
public sealed record VisitRecorded(
    Guid SubmissionId, string Round, Instant VisitedAt, string Enumerator, string? Device, Place Place, VisitOutcome Outcome);

/// <summary>A household moved; its answers go with it until the next interview.</summary>
/// <param name="ChangeId">The report's id, made by the client.</param>
/// <param name="MovedAt">When it moved.</param>
/// <param name="To">Where it lives now.</param>
public sealed record HouseholdMoved(Guid ChangeId, Instant MovedAt, Place To)
{
    /// <summary>Who reported it: the id at the issuer of the token; not kept at first.</summary>
    public string? By { get; init; }
}

/// <summary>How many households a round expects in some villages; a later statement about a village replaces an earlier one.</summary>
/// <param name="Round">The survey round's code.</param>
/// <param name="Households">Households by the village's Kemendagri code.</param>
public sealed record HouseholdsExpected(string Round, IReadOnlyDictionary<string, int> Households);
