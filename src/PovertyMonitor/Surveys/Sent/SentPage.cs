using NodaTime;
using PovertyMonitor.Platform.Markup;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Sent;

/// <summary>The report as a page for a phone: no script, no style sheet of its own. Pure.</summary>
internal static class SentPage
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];
    private static readonly Dictionary<string, Text> Words = new()
    {
        ["title"] = new("Kiriman saya", "What I sent"),
        ["sent"] = new("terkirim", "sent"),
        ["taken"] = new("diterima", "taken"),
        ["waiting"] = new("menunggu kiriman yang dikoreksi", "waiting for what they correct"),
        ["review"] = new("dikembalikan untuk diperiksa", "returned for review"),
        ["rejected"] = new("diperiksa dan ditolak", "looked at and rejected"),
        ["completed"] = new("selesai", "completed"),
        ["refused"] = new("menolak", "refused"),
        ["absent"] = new("tidak ada di tempat", "absent"),
        ["moved"] = new("pindah", "moved"),
        ["vacant"] = new("rumah kosong", "vacant"),
        ["duplicate"] = new("ganda", "duplicate"),
        ["visits"] = new("Kunjungan", "Visits"),
        ["round"] = new("Putaran", "Round"),
        ["left"] = new("belum dikunjungi", "not visited yet"),
        ["done"] = new("sudah semua", "all done"),
        ["noGroup"] = new("tanpa kelompok", "no group"),
        ["noName"] = new("tanpa nama", "no name"),
        ["persons"] = new("orang", "persons"),
        ["late"] = new("terlambat", "late"),
        ["latest"] = new("Terakhir", "Latest"),
        ["none"] = new("Belum ada kiriman.", "Nothing was sent yet."),
    };

    /// <summary>The page of a report in a language.</summary>
    public static string Render(SentReport report, Language language)
    {
        string T(string word) => Words[word].In(language);
        return H($"""
            <!DOCTYPE html>
            <html lang="{language.Tag}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{T("title")}</title>
            </head>
            <body>
            <h1>{T("title")}</h1>
            <p>{report.Sender}{(report.Round is null ? "" : $" · {T("round")} {report.Round}")}</p>
            <ul id="counts">{Html.Join(report.Counts.Select(c => H($"<li><strong>{c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)}</strong> {T(c.Key)}</li>")))}</ul>
            <h2>{T("visits")}</h2>
            <ul id="visits">{Html.Join(report.Visits.Select(c => H($"<li><strong>{c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)}</strong> {T(c.Key)}</li>")))}</ul>
            {Html.Join(report.Groups.Select(g => Group(g, T)))}
            <h2>{T("latest")}</h2>
            {(report.Latest.Count == 0 ? H($"<p>{T("none")}</p>") : H($"<ul id=\"latest\">{Html.Join(report.Latest.Select(s => Sent(s, T)))}</ul>"))}
            </body>
            </html>

            """).ToString();
    }

    private static Html Group(SentGroup group, Func<string, string> t) => H($"""
        <section>
        <h2>{group.VillageName} {group.Village}: {group.DasaWisma ?? t("noGroup")}</h2>
        <p><strong>{Number(group.Visited)} / {Number(group.Expected)}</strong>{(group.Left.Count == 0 ? $", {t("done")}" : $", {Number(group.Left.Count)} {t("left")}:")}</p>
        <ul>{Html.Join(group.Left.Select(h => H($"<li>{h.Head ?? t("noName")} <small>RT {h.Rt} RW {h.Rw}{(h.Persons is { } n ? $", {Number(n)} {t("persons")}" : "")} · {h.HouseholdId.ToString()[..8]}</small></li>")))}</ul>
        </section>
        """);

    private static Html Sent(SentSubmission sent, Func<string, string> t) => H($"""
        <li>{sent.ReceivedAt.InZone(Zone).ToString("uuuu-MM-dd HH:mm 'WIB'", System.Globalization.CultureInfo.InvariantCulture)} {sent.Village} {sent.DasaWisma} {(sent.Outcome is { } o ? t(o) : "")}: <strong>{t(sent.State)}</strong> {(sent.IsLate ? $"({t("late")})" : "")} {sent.Reason?.Message} <small>{sent.SubmissionId.ToString()[..8]}</small></li>
        """);

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Html H(ref HtmlHandler markup) => Html.Of(ref markup);
}
