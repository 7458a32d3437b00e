using PovertyMonitor.Households;

namespace PovertyMonitor.Assistance.Gaps;

/// <summary>Where a page of a list ended: the last household in the order of village and id.</summary>
internal sealed record GapCursor(string Village, Guid Household)
{
    /// <summary>Reads <c>35.22.15.2002/id</c>; <see langword="null"/> where it is not one.</summary>
    public static GapCursor? Parse(string text) =>
        text.Split('/') is [var village, var id] && PlaceForm.Village().IsMatch(village) && Guid.TryParse(id, out var household) ? new(village, household) : null;

    /// <inheritdoc />
    public override string ToString() => $"{Village}/{Household}";
}
