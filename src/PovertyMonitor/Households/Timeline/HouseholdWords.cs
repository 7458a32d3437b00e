using NodaTime;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Households.Timeline;

/// <summary>The events of a household in words a village head understands.</summary>
internal static class HouseholdWords
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    private static readonly Text AlongText = new(
        "Pemisahan atau penggabungan dibatalkan; satu catatan ikut bersama orangnya ke rumah tangga lain.",
        "A split or a merge was taken back; a record went along with its person to the other household.");

    /// <summary>Several events, each in a sentence.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<object> facts, Language language, Register register)
    {
        List<object> all = [.. facts];
        return [.. all.Select(f => f is ChangeWithdrawn back && all.OfType<ChangeWithdrawn>().Any(w => Undoing.GoesWith(back, w)) ? AlongText.In(language) : Of(f, language, register)).OfType<string>()];
    }

    /// <summary>That a change went with the person into another household, when a split or a merge was taken back, and what that was.</summary>
    public static string OfGoingAlong(object undone, Language language, Register register) =>
        new Text("{sentence} Yang ikut: {undone} ({day})", "{sentence} What went along: {undone} ({day})").In(language,
            [("sentence", AlongText.In(language)), ("undone", Of(undone, language, register)), ("day", TimeOf(undone) is { } at ? DayOf(at, language) : "-")]);

    /// <summary>An event in a sentence; <see langword="null"/> where it is none of a household's own.</summary>
    public static string? Of(object fact, Language language, Register register) => SentenceOf(fact, language, p => PlaceOf(p, register))?.In(language);

    /// <summary>A sentence that something was taken back, with what that was.</summary>
    public static string OfUndone(string sentence, object undone, Language language, Register register) =>
        new Text("{sentence} Yang dibatalkan: {undone} ({day})", "{sentence} What was taken back: {undone} ({day})").In(language,
            [("sentence", sentence), ("undone", Of(undone, language, register)), ("day", TimeOf(undone) is { } at ? DayOf(at, language) : "-")]);

    /// <summary>A sentence that something was rejected, with what that was, where it is in this household's records, and why.</summary>
    public static string OfRejected(string sentence, object? rejected, string? reason, Language language, Register register)
    {
        if (rejected is not null)
            sentence = new Text("{sentence} Yang ditolak: {rejected} ({day})", "{sentence} What was rejected: {rejected} ({day})").In(language,
                [("sentence", sentence), ("rejected", Of(rejected, language, register)), ("day", TimeOf(rejected) is { } at ? DayOf(at, language) : "-")]);
        return reason is null ? sentence : new Text("{sentence} Alasan: {reason}.", "{sentence} Reason: {reason}.").In(language, [("sentence", sentence), ("reason", reason)]);
    }

    /// <summary>How a household came into the records, of which older things were reported later.</summary>
    public static string OfRegistration(HouseholdRegistered registered, Language language, Register register) =>
        new Text("Laporan pertama yang masuk tentang rumah tangga ini adalah dari hari ini, di {place}; yang lebih lama dilaporkan kemudian.",
            "The first report of this household to arrive is of this day, in {place}; what is older was reported later.").In(language, [("place", PlaceOf(registered.Place, register))]);

    /// <summary>A split that was told in place of one told wrongly, with what that was.</summary>
    public static string OfRighted(string sentence, ILifeChange wrong, Language language) =>
        new Text("{sentence} Ini membetulkan catatan sebelumnya: {day}, {count} orang.", "{sentence} This puts right what was recorded before: {day}, {count}.").In(language,
            [("sentence", sentence), ("day", DayOf(wrong.At, language)), ("count", language == Language.English ? Persons(CountOf(wrong)) : CountOf(wrong))]);

    private static int CountOf(ILifeChange change) => change switch { HouseholdSplit e => e.Members.Count, HouseholdSplitOff e => e.Answers.Members.Count, _ => 0 };

    private static string Persons(int count) => count == 1 ? "1 person" : $"{count} persons";

    /// <summary>When what an event says was so; <see langword="null"/> where it says of nothing when.</summary>
    public static Instant? TimeOf(object fact) => fact switch
    {
        HouseholdRegistered e => e.VisitedAt,
        InterviewCompleted e => e.InterviewedAt,
        InterviewCorrected e => e.CorrectedAt,
        VisitRecorded e => e.VisitedAt,
        HouseholdMoved e => e.MovedAt,
        ILifeChange e => e.At,
        _ => null,
    };

    /// <summary>Who said it: an enumerator's code, or the id of a caller.</summary>
    public static string? TellerOf(object fact) => fact switch
    {
        InterviewCompleted e => e.Enumerator,
        InterviewCorrected e => e.Enumerator,
        VisitRecorded e => e.Enumerator,
        HouseholdMoved e => e.By,
        MemberBorn e => e.By,
        MemberJoined e => e.By,
        MemberDied e => e.By,
        MemberLeft e => e.By,
        HouseholdSplit e => e.By,
        HouseholdSplitOff e => e.By,
        HouseholdsMerged e => e.By,
        HouseholdMergedInto e => e.By,
        HouseholdDissolved e => e.By,
        ChangeWithdrawn e => e.By,
        InterviewWithdrawn e => e.By,
        _ => null,
    };

    /// <summary>A day as people write it.</summary>
    public static string DayOf(Instant at, Language language) => DayOf(DateOf(at), language);

    /// <summary>The day of an instant in the regency's time.</summary>
    public static LocalDate DateOf(Instant at) => at.InZone(Zone).Date;

    /// <summary>A day as people write it.</summary>
    public static string DayOf(LocalDate day, Language language) => Text.DayIn(language, day);

    /// <summary>The other household that an event speaks of; <see langword="null"/> where it speaks of none.</summary>
    public static Guid? OtherOf(object fact) => fact switch
    {
        HouseholdSplit e => e.Into,
        HouseholdSplitOff e => e.From,
        HouseholdsMerged e => e.Absorbed,
        HouseholdMergedInto e => e.Into,
        _ => null,
    };

    /// <summary>A place in words.</summary>
    public static string PlaceOf(Place place, Register register) => string.Join(", ", new[]
    {
        AreaCode.TryParse(place.Village, out var code) && register.Find(code) is { } village ? $"{village.Name} ({place.Village})" : place.Village,
        place.Rt is { } rt ? $"RT {rt}" : null, place.Rw is { } rw ? $"RW {rw}" : null, place.DasaWisma,
    }.OfType<string>());

    private static Text? SentenceOf(object fact, Language l, Func<Place, string> placeOf) => fact switch
    {
        HouseholdRegistered e => new($"Rumah tangga dikenal pertama kali di {placeOf(e.Place)}.", $"The household was first met in {placeOf(e.Place)}."),
        InterviewCompleted e => new(
            $"Wawancara putaran {e.Round} selesai di {placeOf(e.Place)}: {e.Answers.Members.Count} orang.",
            $"The interview of round {e.Round} was completed in {placeOf(e.Place)}: {Persons(e.Answers.Members.Count)}."),
        InterviewCorrected e => new("Jawaban wawancara dikoreksi.", "The answers of an interview were corrected."),
        VisitRecorded e => new($"Kunjungan putaran {e.Round} tanpa wawancara: {AnswerLines.NameOf(e.Outcome, l)}.", $"A visit of round {e.Round} without an interview: {AnswerLines.NameOf(e.Outcome, l)}."),
        HouseholdMoved e => new($"Rumah tangga pindah ke {placeOf(e.To)}.", $"The household moved to {placeOf(e.To)}."),
        MemberBorn => new("Seorang anak lahir.", "A child was born."),
        MemberJoined e => new($"Seorang anggota baru datang{PersonOf(e.Member, l)}.", $"A new member came{PersonOf(e.Member, l)}."),
        MemberDied { ChildDeath: not null } => new("Seorang anak meninggal.", "A child died."),
        MemberDied => new("Seorang anggota meninggal.", "A member died."),
        MemberLeft => new("Seorang anggota pergi.", "A member left."),
        HouseholdSplit e => new($"{e.Members.Count} anggota membentuk rumah tangga sendiri.", $"{(e.Members.Count == 1 ? "1 member" : $"{e.Members.Count} members")} formed a household of their own."),
        HouseholdSplitOff { Returned: { } back } e => new(
            $"Rumah tangga ini memisahkan diri dari rumah tangga asalnya dengan {e.Answers.Members.Count} orang; {back.Count} di antaranya kemudian didapati di sana lagi.",
            $"This household split off from the one its people came from with {Persons(e.Answers.Members.Count)}, {back.Count} of whom {(back.Count == 1 ? "was" : "were")} met there again later."),
        HouseholdSplitOff { Telling: not null } e => new(
            $"Dari rumah tangga asal ada kabar baru tentang masa sebelum berpisah; yang dibawa dari sana dicatat ulang: {e.Answers.Members.Count} orang.",
            $"There is news of the old household from before this one left it; what came along from there is recorded anew: {Persons(e.Answers.Members.Count)}."),
        HouseholdsMerged { Telling: not null } e => new(
            $"Dari rumah tangga yang bergabung ada kabar baru tentang masa sebelum itu; yang datang dari sana dicatat ulang: {e.Members.Count} orang.",
            $"There is news of the household that became part of this one from before that; what came along from there is recorded anew: {Persons(e.Members.Count)}."),
        HouseholdSplitOff e => new($"Rumah tangga ini memisahkan diri dari rumah tangga asalnya dengan {e.Answers.Members.Count} orang.", $"This household split off from the one its people came from with {Persons(e.Answers.Members.Count)}."),
        HouseholdsMerged { AsDuplicate: true } => new("Satu rumah tangga lain ternyata rumah tangga ini, tercatat dua kali.", "Another household was found to be this one, recorded twice."),
        HouseholdsMerged e => new($"Rumah tangga lain dengan {e.Members.Count} orang bergabung ke sini.", $"Another household of {Persons(e.Members.Count)} became part of this one."),
        HouseholdMergedInto { AsDuplicate: true } => new("Ternyata sama dengan rumah tangga lain, tercatat dua kali; catatan ini tidak dihitung lagi.", "Found to be another household, recorded twice; this record counts no more."),
        HouseholdMergedInto => new("Rumah tangga ini bergabung ke rumah tangga lain.", "This household became part of another one."),
        HouseholdDissolved e => new($"Rumah tangga ini berakhir: {AnswerLines.NameOf(e.Reason, l)}.", $"This household ended: {AnswerLines.NameOf(e.Reason, l)}."),
        ChangeWithdrawn { Apart: { } apart } e => new(
            $"Satu penggabungan dibatalkan: {AnswerLines.NameOf(e.Reason, l)}; {apart.Members.Count} orang yang ikut diwawancarai di sini adalah anggota rumah tangga lain.",
            $"A merge was taken back: {AnswerLines.NameOf(e.Reason, l)}; {Persons(apart.Members.Count)} interviewed along here {(apart.Members.Count == 1 ? "belongs" : "belong")} to the other household."),
        ChangeWithdrawn e => new($"Satu perubahan dibatalkan: {AnswerLines.NameOf(e.Reason, l)}.", $"A change was taken back: {AnswerLines.NameOf(e.Reason, l)}."),
        InterviewWithdrawn => new("Satu wawancara atau kunjungan ditolak setelah diperiksa; tidak dihitung lagi.", "An interview or visit was rejected on review; it counts no more."),
        _ => null,
    };

    private static string PersonOf(Member member, Language language) =>
        member is { Sex: { } sex, AgeYears: { } age } ? $" ({AnswerLines.NameOf(sex, language).ToLowerInvariant()}, {age})" : "";
}
