using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Platform.Markup;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>An action plan as a document with a table per commitment, in the fields of OGP's template. Pure.</summary>
internal static class PlanDocument
{
    // The one text that stands in the page and in the policy: what is written between the tags must not differ by a byte.
    private const string Style =
        "@page{size:A4;margin:18mm}body{font-family:sans-serif;font-size:10pt;max-width:180mm}table{border-collapse:collapse;width:100%;margin:0 0 6mm}"
        + "th,td{border:1px solid #000;padding:3px 5px;vertical-align:top;text-align:left}th{width:32%}h2{break-before:page}tr{break-inside:avoid}";

    /// <summary>Lets a browser use the page's own style and nothing else.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'";

    private static readonly Text NotSaid = new("(belum ditetapkan kabupaten)", "(to be set by the regency)");

    /// <summary>The document.</summary>
    public static string Render(ActionPlan plan, Language language) => H($"""
        <!DOCTYPE html>
        <html lang="{language.Tag}">
        <head>
        <meta charset="utf-8">
        <title>{plan.Title.In(language)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <h1>{plan.Title.In(language)}</h1>
        <p>{W(language, "Masa berlaku", "Period")}: {Number(plan.FromYear)}-{Number(plan.ToYear)}. {W(language, "Batas pengajuan", "Submission deadline")}: {Day(plan.Deadline) ?? NotSaid.In(language)}. {W(language, "Diajukan", "Submitted")}: {Day(plan.SubmittedOn) ?? "-"}.</p>
        <p>{plan.Source?.In(language)}</p>
        {Html.Join(plan.Commitments.Values.Select(c => OfCommitment(c, language)))}
        {Proposals(plan, language)}
        {Meetings(plan, language)}
        </body>
        </html>

        """).ToString();

    private static Html OfCommitment(Commitment c, Language l) => H($"""
        <h2>{Number(c.Number)}. {c.Title.In(l)}</h2>
        <table>
        {Row(W(l, "Nomor dan nama komitmen", "Number and name of the commitment"), $"{Number(c.Number)}. {c.Title.In(l)}")}
        {Row(W(l, "Tanggal mulai dan selesai", "Start and end date"), c.Text is null ? NotSaid.In(l) : $"{Day(c.Text.Start)} - {Day(c.Text.End)}")}
        {Row(W(l, "Lembaga pelaksana utama", "Lead implementing agency"), c.Text?.Lead ?? NotSaid.In(l))}
        {Row(W(l, "Masalah publik apa yang ditangani?", "What is the public problem that the commitment will address?"), c.Text?.Problem.In(l))}
        {Row(W(l, "Apa komitmennya?", "What is the commitment?"), c.Text?.Description.In(l))}
        {Row(W(l, "Bagaimana komitmen ini membantu memecahkan masalah?", "How will the commitment contribute to solving the public problem?"), c.Text?.Contribution.In(l))}
        {Row(W(l, "Mengapa relevan dengan nilai OGP?", "Why is this commitment relevant to OGP values?"), string.Join(", ", (c.Text?.Values ?? []).Select(v => Value(v, l))))}
        {Row(W(l, "Informasi tambahan", "Additional information"), Additional(c, l))}
        {Row(W(l, "Pelaku lain: pemerintah", "Other actors: state"), OrNone(c.Text?.Supporting, l))}
        {Row(W(l, "Pelaku lain: masyarakat sipil", "Other actors: civil society"), OrNone(c.Text?.Partners, l))}
        </table>
        <table>
        <tr><th>{W(l, "Kegiatan tonggak dengan keluaran yang dapat diperiksa", "Milestone activity with a verifiable deliverable")}</th><th>{W(l, "Mulai", "Start date")}</th><th>{W(l, "Selesai", "End date")}</th></tr>
        {Html.Join(c.Milestones.Values.Select(m => H($"<tr><td>{m.Set.Title.In(l)} - {m.Set.Deliverable.In(l)}</td><td>{Day(m.Set.Start)}</td><td>{Day(m.Set.End)}</td></tr>\n")))}</table>
        <table>
        <tr><th>{W(l, "Indikator", "Indicator")}</th><th>{W(l, "Target", "Target")}</th></tr>
        {Html.Join(c.Indicators.Select(i => H($"<tr><td>{i.Code}: {i.Definition.Name.In(l)}</td><td>{string.Join("; ", i.Definition.Targets.Select(t => Target(t, l)))}</td></tr>\n")))}</table>

        """);

    private static Html Proposals(ActionPlan plan, Language l) => plan.Proposals.IsEmpty ? Html.Empty : H($"""
        <h2>{W(l, "Usulan dan keputusannya", "Proposals and what became of them")}</h2>
        <table>
        <tr><th>{W(l, "Usulan", "Proposal")}</th><th>{W(l, "Pengusul", "Proposed by")}</th><th>{W(l, "Keputusan dan alasan", "Decision and reason")}</th></tr>
        {Html.Join(plan.Proposals.Values.Select(p => H($"<tr><td>{Number(p.Made.Number)}. {p.Made.Title.In(l)}</td><td>{p.Made.Proposer}</td><td>{Decision(p, l)}</td></tr>\n")))}</table>
        """);

    private static Html Meetings(ActionPlan plan, Language l) => plan.Meetings.IsEmpty ? Html.Empty : H($"""
        <h2>{W(l, "Pertemuan teknis", "Technical meetings")}</h2>
        <table>
        <tr><th>{W(l, "Tanggal dan agenda", "Day and agenda")}</th><th>{W(l, "Kehadiran", "Attendance")}</th><th>{W(l, "Kesepakatan", "What was agreed")}</th></tr>
        {Html.Join(plan.Meetings.Values.Select(m => H($"<tr><td>{Day(m.Held?.On ?? m.Scheduled.On)}: {m.Scheduled.Agenda.In(l)}</td><td>{Present(m.Held?.Attendance, l)}</td><td>{string.Join("; ", (m.Held?.Agreed ?? []).Select(a => a.In(l)))}</td></tr>\n")))}</table>
        """);

    private static Html Row(string title, string? text) => H($"<tr><th>{title}</th><td>{text ?? "-"}</td></tr>\n");

    private static string? Additional(Commitment c, Language l) =>
        c.Adopted is { } adopted ? $"{W(l, "Diadopsi secara nasional", "Adopted nationally")}: {adopted.NationalPlan.In(l)}{(adopted.On is { } on ? $" ({Day(on)})" : "")}" : null;

    private static string Decision(Proposal proposal, Language l) => proposal.Decision is not { } decision ? "-"
        : $"{(decision.Outcome == ProposalOutcome.Kept ? W(l, "Diterima", "Kept") : W(l, "Tidak dilanjutkan", "Dropped"))}: {decision.Reason.In(l)}";

    private static string Present(Attendance? a, Language l) => a is null ? "-"
        : $"{W(l, "perempuan", "women")} {Number(a.Women)}, {W(l, "laki-laki", "men")} {Number(a.Men)}, {W(l, "lembaga", "agencies")} {Number(a.Agencies)}, {W(l, "mitra", "partners")} {Number(a.Partners)}";

    private static string Target(CheckpointTarget t, Language l) =>
        $"{CheckpointView.NameOf(t.Checkpoint)} {Number(t.Year)}: {t.Value.ToString("0.####", CultureInfo.InvariantCulture)}{(t.Kind == TargetKind.ShareOfBaseline ? W(l, " x nilai awal", " x baseline") : "")}{(t.Agreed ? "" : W(l, " (usulan)", " (proposed)"))}";

    private static string Value(OpenGovernmentValue value, Language l) => value switch
    {
        OpenGovernmentValue.Transparency => W(l, "transparansi", "transparency"),
        OpenGovernmentValue.Participation => W(l, "partisipasi masyarakat", "civic participation"),
        OpenGovernmentValue.Accountability => W(l, "akuntabilitas publik", "public accountability"),
        _ => W(l, "teknologi dan inovasi", "technology and innovation"),
    };

    private static string OrNone(IReadOnlyCollection<string>? names, Language l) => names is { Count: > 0 } ? string.Join(", ", names) : NotSaid.In(l);

    private static string W(Language language, string indonesian, string english) => language == Language.English ? english : indonesian;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Day(LocalDate? day) => day is { } d ? d.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) : null;

    private static Html H(ref HtmlHandler markup) => Html.Of(ref markup);
}
