using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Assistance.Given;

/// <summary>Puts need and help side by side in words a village head understands. Pure.</summary>
internal static class HelpStory
{
    /// <summary>How to read the story.</summary>
    public static readonly Text Note = new(
        "Kebutuhan, bantuan dan yang terjadi sesudahnya, menurut urutan waktu saja: urutan waktu tidak mengatakan apa sebabnya. Tergolong miskin di sini bukan hak atas bantuan; bantuan mengikuti daftar nasional (DTSEN).",
        "Need, help and what followed, in the order of time only: an order in time says nothing about why. Being poor here is no entitlement; assistance follows the national register (DTSEN).");

    private static readonly Text Poor = new("Miskin menurut ukuran ini. Kekurangan: {lacks}.", "Poor under this measure. Deprived in: {lacks}.");
    private static readonly Text NotPoor = new("Tidak miskin menurut ukuran ini. Kekurangan: {lacks}.", "Not poor under this measure. Deprived in: {lacks}.");
    private static readonly Text Unmeasured = new("Belum dapat diukur; ada jawaban yang kosong. Kekurangan: {lacks}.", "Can't be measured yet: answers are missing. Deprived in: {lacks}.");
    private static readonly Text Nothing = new("tidak ada", "nothing");

    /// <summary>The lines of a household, the earliest first; on one day need comes before help.</summary>
    public static IReadOnlyList<HelpLine> Of(
        HelpHistory help, IReadOnlyList<Standing> standings, CompiledMeasure measure, IReadOnlyList<Programme> programmes, Language language)
    {
        var needs = Distinct(standings).Select(s => NeedView.Of(s, measure, language)).ToList();
        HelpLine Followed(HelpLine line) => line with { WhatFollowed = [.. needs.Where(n => n.On > line.On)] };
        var lines = needs.Select(n => new HelpLine(n.On, "need", Words(n, language), n))
            .Concat(help.Given.Select(g => Followed(Line(g, programmes, language))))
            .Concat(help.Referrals.Select(r => Followed(new(r.MadeOn, "referral", HelpWords.Of(r, language), Id: r.ReferralId, Agency: r.Agency, Service: r.Service))))
            .Concat(help.Answers.Select(a => Followed(Line(a, help.Referrals.First(r => r.ReferralId == a.ReferralId), language))));
        return [.. lines.OrderBy(l => l.On)];
    }

    // A move begins a stretch of time of its own and finds nothing new.
    private static IEnumerable<Standing> Distinct(IReadOnlyList<Standing> standings) =>
        standings.Where((s, i) => i == 0 || (s.Submission, s.Deprived, s.Missing) != (standings[i - 1].Submission, standings[i - 1].Deprived, standings[i - 1].Missing));

    private static string Words(NeedView need, Language language)
    {
        var text = need.Status switch { PovertyStatus.Poor => Poor, PovertyStatus.NotPoor => NotPoor, _ => Unmeasured };
        return text.In(language, [("lacks", need.Deprivations.Count == 0 ? Nothing.In(language) : string.Join(", ", need.Deprivations.Select(d => d.Name)))]);
    }

    private static HelpLine Line(AssistanceRecorded given, IReadOnlyList<Programme> programmes, Language language) => new(
        given.GivenOn, "assistance", HelpWords.Of(given, programmes, language),
        Id: given.AssistanceId, Programme: given.Programme, Agency: given.Agency, Amount: given.Amount, Service: given.Service);

    private static HelpLine Line(ReferralAnswered answered, ReferralMade referral, Language language) => new(
        answered.AnsweredOn, "referralAnswer", HelpWords.Of(answered, referral, language),
        Id: answered.ReferralId, Agency: referral.Agency, Service: referral.Service, Answer: answered.Answer);
}
