using System.Buffers.Text;
using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Households;
using PovertyMonitor.Villages;

namespace PovertyMonitor.WorkLists;

/// <summary>The orders of a list.</summary>
internal enum ListOrder
{
    /// <summary>By village and household.</summary>
    Village,

    /// <summary>By score, the highest first and households that are not measured last; then by village and household.</summary>
    Score,
}

/// <summary>Where a page of a list ended, and what list it was: the next page continues that one, as it was known then.</summary>
/// <param name="Order">The order.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="AsOf">The place of the log that the first page was as of.</param>
/// <param name="Score">The last household's score, -1 where it is not measured.</param>
/// <param name="Village">Its village.</param>
/// <param name="Household">Its id.</param>
internal sealed record HouseholdCursor(ListOrder Order, string Measure, AsOf AsOf, double Score, string Village, Guid Household)
{
    private const int Longest = 400;
    private static readonly InstantPattern Time = InstantPattern.ExtendedIso;

    /// <summary>Reads what <see cref="ToString"/> wrote; <see langword="null"/> for anything else.</summary>
    public static HouseholdCursor? Parse(string text)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text)) return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|') is [var order, { Length: > 0 } measure, var sequence, var recorded, var score, var village, var id]
            && OrderOf(order) is { } known
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Time.Parse(recorded) is { Success: true, Value: var time }
            && double.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= -1 and <= 1
            && PlaceForm.Village().IsMatch(village) && Guid.TryParseExact(id, "N", out var household)
            ? new(known, measure, new AsOf(number, time), value, village, household)
            : null;
    }

    /// <summary>The order that a word names.</summary>
    public static ListOrder? OrderOf(string word) => word switch
    {
        "village" => ListOrder.Village,
        "score" => ListOrder.Score,
        _ => null,
    };

    /// <inheritdoc />
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{(Order == ListOrder.Score ? "score" : "village")}|{Measure}|{AsOf.Sequence}|{Time.Format(AsOf.RecordedAt)}|{Score:R}|{Village}|{Household:N}")));
}
