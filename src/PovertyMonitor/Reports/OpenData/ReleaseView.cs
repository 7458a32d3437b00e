using NodaTime;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>A release.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Dataset">The dataset it is a version of.</param>
/// <param name="Version">Its version.</param>
/// <param name="State"><c>drafted</c>, <c>approved</c> or <c>withdrawn</c>.</param>
/// <param name="Measure">The measure revision.</param>
/// <param name="Round">The round; absent for current figures.</param>
/// <param name="KnownAt">The last event that counts.</param>
/// <param name="Threshold">The fewest households of a cell that is shown.</param>
/// <param name="Licence">The licence.</param>
/// <param name="DraftedAt">When it was drafted.</param>
/// <param name="ApprovedAt">When it was approved.</param>
/// <param name="WithdrawnFor">Why it was withdrawn.</param>
/// <param name="Address">Where the public finds it once it is approved.</param>
/// <param name="Files">Its files; before approval at <c>/api/releases/{id}/files/{name}</c>.</param>
internal sealed record ReleaseView(
    Guid Id, string Dataset, int Version, string State, string Measure, string? Round, long KnownAt, int Threshold, string Licence, Instant DraftedAt, Instant? ApprovedAt, string? WithdrawnFor,
    string Address, IReadOnlyList<ReleaseFile> Files)
{
    public static ReleaseView Of(string tenant, Release release, Language language)
    {
        var d = release.Drafted;
        return new(d.ReleaseId, d.Dataset, d.Version, release.State, d.Measure, d.Round, d.KnownAt, d.Threshold, d.Licence, d.At, release.ApprovedAt,
            release.Withdrawn is { } w ? AnswerLines.NameOf(w.Reason, language) : null, PublicData.AddressOf(tenant, d), d.Files);
    }

    /// <summary>The answer to a command.</summary>
    public static IResult Answer(string tenant, ReleaseCatalogue catalogue, ReleaseDecision decision, Language language, int recorded = StatusCodes.Status200OK) =>
        decision.Refusal is { } refusal ? refusal
            : Results.Json(Of(tenant, catalogue.Find(decision.Release)!, language), statusCode: decision.Events.Count > 0 ? recorded : StatusCodes.Status200OK);
}
