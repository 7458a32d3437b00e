using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>A release of open data was drafted from figures as known at an event; its files are frozen.</summary>
/// <param name="ReleaseId">The release's id.</param>
/// <param name="Dataset">The dataset it is a version of.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Round">The round; absent for current figures.</param>
/// <param name="KnownAt">The last event that counts.</param>
/// <param name="Threshold">The fewest households of a cell that is shown.</param>
/// <param name="Licence">The licence, by its SPDX identifier.</param>
/// <param name="Against">The earlier releases of the same households, approved by then, that subtraction was thought of with.</param>
/// <param name="Files">Its files.</param>
/// <param name="By">Who drafted it: the id at the issuer of the token, not a name.</param>
/// <param name="At">When.</param>
public sealed record ReleaseDrafted(
    Guid ReleaseId, string Dataset, int Version, string Measure, string? Round, long KnownAt, int Threshold, string Licence, IReadOnlyList<Guid> Against,
    IReadOnlyList<ReleaseFile> Files, string By, Instant At);

/// <summary>A file of a release.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">Its hash, in hexadecimal digits.</param>
public sealed record ReleaseFile(string Name, string MediaType, long Size, string Sha256);

/// <summary>The walidata approved a release: from then on it is public.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="By">Who approved it.</param>
/// <param name="At">When.</param>
public sealed record ReleaseApproved(Guid ReleaseId, string By, Instant At);

/// <summary>A release was withdrawn: it is public no longer; what was read of it stays known.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who withdrew it.</param>
/// <param name="At">When.</param>
public sealed record ReleaseWithdrawn(Guid ReleaseId, WithdrawalReason Reason, string By, Instant At);

/// <summary>Why a release is withdrawn.</summary>
public enum WithdrawalReason
{
    /// <summary>A figure is wrong.</summary>
    [Choice("A figure is wrong", "Ada angka yang salah")] WrongFigure,

    /// <summary>It could disclose somebody.</summary>
    [Choice("It could disclose somebody", "Dapat mengungkap seseorang")] Disclosure,

    /// <summary>A later version stands in its place.</summary>
    [Choice("A later version stands in its place", "Digantikan versi kemudian")] Superseded,

    /// <summary>The draft was not meant to be.</summary>
    [Choice("Drafted by mistake", "Dirancang keliru")] Mistake,
}

/// <summary>The regency gave its boundaries; they lie apart from the log. A later statement replaces an earlier one.</summary>
/// <param name="Source">Where they are from, by a short code of the office or document.</param>
/// <param name="Areas">How many areas they are of.</param>
/// <param name="Sha256">The file's hash, in hexadecimal digits.</param>
/// <param name="By">Who gave them.</param>
/// <param name="At">When.</param>
public sealed record BoundariesGiven(string Source, int Areas, string Sha256, string By, Instant At);
