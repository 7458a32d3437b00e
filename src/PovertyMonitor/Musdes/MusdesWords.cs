using NodaTime;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Musdes;

/// <summary>What happened to a list, in words a village head understands.</summary>
internal static class MusdesWords
{
    /// <summary>What stands in place of a deadline that the regency has not set.</summary>
    public static readonly Text NotSet = new("belum ditetapkan kabupaten", "to be set by the regency");

    /// <summary>What a village's meeting is called: a kelurahan has another than a desa.</summary>
    public static string MeetingIn(string village) => AreaCode.Parse(village).IsKelurahan ? "muskel" : "musdes";

    /// <summary>Who heads a village.</summary>
    public static string HeadOf(string village) => AreaCode.Parse(village).IsKelurahan ? "Lurah" : "Kepala Desa";

    /// <summary>Several events of a list, each in a sentence.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<object> happened, Language language) => [.. happened.Select(e => OfList(e, language)?.In(language)).OfType<string>()];

    /// <summary>What an event means for one line of its list; <see langword="null"/> where it says nothing of it.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="line">The line's number; <see langword="null"/> while the household is not on the list.</param>
    /// <param name="list">The list after the event.</param>
    /// <param name="language">The language of coded reasons.</param>
    public static Text? OfLine(object happened, int? line, MusdesList list, Language language) => happened switch
    {
        ListDrawn e when line is { } n => new($"Tercantum di baris {n} daftar {Meeting(e)}.", $"On line {n} of the list for the {Meeting(e)}."),
        ListWithdrawn e when line is not null => new($"Daftar itu dibatalkan: {Name(e.Reason, language)}.", $"That list was withdrawn: {Name(e.Reason, language)}."),
        LinesVerified e when e.Lines.Any(n => n == line) => new($"Diverifikasi untuk {Meeting(list)}.", $"Verified for the {Meeting(list)}."),
        MeetingRecorded e when e.Decisions.FirstOrDefault(d => d.Line == line) is { } d => new(
            $"Diputuskan {Meeting(list)} (berita acara {e.Minutes}, {DayOf(e.HeldOn, language)}): {Why(d, language)}.",
            $"Decided by the {Meeting(list)} (minutes {e.Minutes}, {DayOf(e.HeldOn, language)}): {Why(d, language)}."),
        // What the meeting took off the list does not go with it.
        ListForwarded when line is { } n && list.Lines[n].Decision == MeetingDecision.Confirmed => OfList(happened, language),
        ListReturned when line is not null => OfList(happened, language),
        ListDecreed e when line is { } n && list.StageOf(list.Lines[n]) == Stage.Decreed => new(
            $"Ditetapkan dengan keputusan bupati {e.Decree} tanggal {DayOf(e.Date, language)}.", $"Decreed by the bupati's decree {e.Decree} of {DayOf(e.Date, language)}."),
        LineRestored e when e.Line == line => new("Dikembalikan ke daftar karena sanggahan diterima.", "Put back on the list since an objection was upheld."),
        LineStruck e when e.Line == line => new($"Dikeluarkan dari daftar karena sanggahan diterima: {Name(e.Reason, language)}.", $"Taken off the list since an objection was upheld: {Name(e.Reason, language)}."),
        LineAdded e when e.Line.Number == line => new($"Ditambahkan di baris {e.Line.Number} karena sanggahan diterima.", $"Added on line {e.Line.Number} since an objection was upheld."),
        _ => null,
    };

    /// <summary>What an event means for an objection about one household; <see langword="null"/> where it is not about one.</summary>
    public static Text? OfObjection(object happened, Language language) => happened switch
    {
        ObjectionLodged e => new($"Ada sanggahan: {Name(e.Ground, language)}.", $"An objection was lodged: {Name(e.Ground, language)}."),
        ObjectionExamined => new("Sanggahan sedang diperiksa.", "The objection is being examined."),
        ObjectionUpheld => new("Sanggahan diterima.", "The objection was upheld."),
        ObjectionRejected e => new($"Sanggahan ditolak: {Name(e.Reason, language)}.", $"The objection was rejected: {Name(e.Reason, language)}."),
        ObjectionWithdrawn => new("Sanggahan ditarik kembali.", "The objection was withdrawn."),
        _ => null,
    };

    private static Text? OfList(object happened, Language language) => happened switch
    {
        ListDrawn e => new($"Daftar {Meeting(e)} ditarik: {e.Lines.Count} rumah tangga.", $"The list for the {Meeting(e)} was drawn: {e.Lines.Count} households."),
        ListWithdrawn e => new($"Daftar dibatalkan: {Name(e.Reason, language)}.", $"The list was withdrawn: {Name(e.Reason, language)}."),
        LinesVerified e => new($"Baris diverifikasi: {string.Join(", ", e.Lines)}.", $"Lines verified: {string.Join(", ", e.Lines)}."),
        MeetingRecorded e => new($"Hasil musyawarah dicatat: berita acara {e.Minutes}, {e.Decisions.Count} keputusan.", $"A meeting's result was recorded: minutes {e.Minutes}, {e.Decisions.Count} decisions."),
        MinutesFiled e => new($"Berita acara {e.Minutes} bertanda tangan diunggah.", $"The signed minutes {e.Minutes} were uploaded."),
        ListForwarded => new("Diteruskan camat kepada bupati.", "Forwarded to the bupati by the camat."),
        ListReturned e => new($"Dikembalikan camat: {Name(e.Reason, language)}.", $"Returned by the camat: {Name(e.Reason, language)}."),
        ListDecreed e => new($"Ditetapkan dengan keputusan bupati {e.Decree}.", $"Decreed by the bupati's decree {e.Decree}."),
        LineRestored e => new($"Baris {e.Line} dikembalikan ke daftar.", $"Line {e.Line} was put back on the list."),
        LineStruck e => new($"Baris {e.Line} dikeluarkan dari daftar: {Name(e.Reason, language)}.", $"Line {e.Line} was taken off the list: {Name(e.Reason, language)}."),
        LineAdded e => new($"Baris {e.Line.Number} ditambahkan.", $"Line {e.Line.Number} was added."),
        _ => OfObjection(happened, language),
    };

    private static string DayOf(LocalDate day, Language language) => HouseholdWords.DayOf(day, language);

    private static string Meeting(MusdesList list) => Meeting(list.Drawn!);

    private static string Meeting(ListDrawn drawn) => $"{MeetingIn(drawn.Village)}{(drawn.Round is { } round ? $" {round}" : "")}";

    private static string Why(LineDecision decision, Language language) =>
        $"{Name(decision.Decision, language)}{(decision.Reason is { } reason ? $", {Name(reason, language)}" : "")}";

    private static string Name(object choice, Language language) => AnswerLines.NameOf(choice, language).ToLowerInvariant();
}
