using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PovertyMonitor.Platform.Markup;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.Formats;

/// <summary>Writes a report as a page to print: the table's head on every sheet, the notes after it. Pure.</summary>
internal static class ReportPage
{
    // The one text that stands in the page and in the policy: what is written between the tags must not differ by a byte.
    private const string Style =
        "@page{size:A4 landscape;margin:12mm}body{font-family:sans-serif;font-size:10pt;margin:1em}table{border-collapse:collapse;width:100%}"
        + "th,td{border:1px solid #999;padding:2px 5px;text-align:left;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}"
        + "td.s{text-align:right;font-style:italic;color:#555}thead{display:table-header-group}tr{break-inside:avoid}dl{break-before:auto}dt{font-weight:bold}"
        + "@media print{body{margin:0}a{color:inherit;text-decoration:none}}";

    /// <summary>Lets a browser use the page's own style and nothing else.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'";

    public static byte[] Render(Report report, Language language)
    {
        var culture = CultureInfo.GetCultureInfo(language.Tag);
        return Encoding.UTF8.GetBytes(H($"""
            <!DOCTYPE html>
            <html lang="{language.Tag}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{report.Head.Title.In(language)} - {report.Head.AreaName}</title>
            <style>{Style}</style>
            </head>
            <body>
            <h1>{report.Head.Title.In(language)}</h1>
            <p>{report.Head.AreaName} ({report.Head.Area}){(report.Head.Round is { } round ? $", {round}" : "")}{(report.Head.Measure is { } measure ? $", {measure.Name.In(language)}" : "")}</p>
            <table>
            <thead><tr>{Html.Join(report.Columns.Select(c => H($"<th>{c.Title.In(language)}</th>")))}</tr></thead>
            <tbody>
            {Html.Join(report.Rows.Select(row => H($"<tr>{Html.Join(row.Zip(report.Columns, (value, column) => Cell(value, column.Kind, culture, language)))}</tr>\n")))}</tbody>
            </table>
            <dl>
            {Html.Join(ReportNotes.Of(report.Head, language).Select(n => H($"<dt>{n.Title}</dt><dd>{n.Text}</dd>\n")))}</dl>
            </body>
            </html>

            """).ToString());
    }

    private static Html Cell(object? value, ColumnKind kind, CultureInfo culture, Language language) => value switch
    {
        Suppressed => H($"""<td class="s">{new Text("dirahasiakan", "suppressed").In(language)}</td>"""),
        long whole => H($"""<td class="n">{whole.ToString("N0", culture)}</td>"""),
        double number => H($"""<td class="n">{(kind == ColumnKind.Share ? $"{(number * 100).ToString("N1", culture)} %" : number.ToString("N3", culture))}</td>"""),
        _ => H($"<td>{value?.ToString()}</td>"),
    };

    private static Html H(ref HtmlHandler markup) => Html.Of(ref markup);
}
