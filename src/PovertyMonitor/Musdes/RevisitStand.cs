using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes;

/// <summary>How a revisit that a meeting wants came out.</summary>
internal enum RevisitState
{
    /// <summary>Nobody asked the household again yet.</summary>
    Open,

    /// <summary>It was interviewed again.</summary>
    Interviewed,

    /// <summary>It refused: what it answered before stands, and the meeting may decide.</summary>
    Refused,
}

/// <summary>How a revisit stands.</summary>
/// <param name="State">In a word.</param>
/// <param name="At">When the household answered or refused; absent while the revisit is open.</param>
internal sealed record RevisitStand(RevisitState State, Instant? At)
{
    /// <summary>What follows from what is known of a household. Pure.</summary>
    /// <param name="household">The household.</param>
    /// <param name="submission">The interview that its line rests on.</param>
    /// <param name="since">The day of the meeting.</param>
    public static RevisitStand Of(Household household, Guid submission, LocalDate since)
    {
        var begun = WorkingDays.BeginningOf(since);
        if (household.Interviews().LastOrDefault(i => i.SubmissionId != submission && i.At >= begun) is { } interview) return new(RevisitState.Interviewed, interview.At);
        return household.Visits.Where(v => v.Outcome == VisitOutcome.Refused && v.VisitedAt >= begun).Max(v => (Instant?)v.VisitedAt) is { } refused
            ? new(RevisitState.Refused, refused)
            : new(RevisitState.Open, null);
    }

    /// <summary>What that means for the line.</summary>
    public Text Words => State switch
    {
        RevisitState.Interviewed => new("Sudah diwawancarai lagi; musyawarah berikutnya dapat memutuskan.", "Interviewed again; the next meeting can decide."),
        RevisitState.Refused => RefusedWords,
        _ => new("Belum dikunjungi lagi; sampai saat itu barisnya tetap dipersoalkan.", "Not visited again yet; until then the line stays disputed."),
    };

    /// <summary>What stands where the household refused.</summary>
    public static readonly Text RefusedWords = new(
        "Rumah tangga menolak kunjungan ulang; jawaban wawancara sebelumnya tetap berlaku, dan musyawarah berikutnya dapat memutuskan.",
        "The household refused the revisit; the answers of the earlier interview stand, and the next meeting can decide.");
}
