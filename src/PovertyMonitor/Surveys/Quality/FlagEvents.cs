using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>What a person found when looking at something odd about a submission.</summary>
public enum FlagReason
{
    /// <summary>The household was asked; it is so.</summary>
    [Choice("Confirmed with the household", "Sudah ditanyakan ke rumah tangga")] ConfirmedWithHousehold,

    /// <summary>The enumerator was asked; it is so.</summary>
    [Choice("Confirmed with the enumerator", "Sudah ditanyakan ke petugas")] ConfirmedWithEnumerator,

    /// <summary>A card or another document says so.</summary>
    [Choice("A document was seen", "Dokumen sudah dilihat")] DocumentSeen,

    /// <summary>A correction is on its way or here.</summary>
    [Choice("It is being corrected", "Sedang dikoreksi")] BeingCorrected,

    /// <summary>It does not matter.</summary>
    [Choice("It does not matter", "Tidak berpengaruh")] DoesNotMatter,
}

/// <summary>A person looked at something odd about a submission and let it stand.</summary>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Code">What was odd: the code of a problem.</param>
/// <param name="Reason">What was found.</param>
/// <param name="By">Who looked: the id at the issuer of the token, not a name.</param>
public sealed record FlagChecked(Guid SubmissionId, string Code, FlagReason Reason, string By);
