using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Markup;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes.Sheet;

/// <summary>The meeting's list and the sheet for its result, to print, in Indonesian: it becomes part of the minutes. Pure.</summary>
internal static class SheetPage
{
    // The one text that stands in the page and in the policy: what is written between the tags must not differ by a byte.
    private const string Style =
        "@page{size:A4 landscape;margin:12mm}body{font-family:sans-serif;font-size:10pt}table{border-collapse:collapse;width:100%}"
        + "th,td{border:1px solid #000;padding:2px 4px;vertical-align:top}thead{display:table-header-group}tr{break-inside:avoid}"
        + ".box{text-align:center;font-size:14pt}.result{break-before:page}.sign td{height:22mm}";

    /// <summary>Lets a browser use the page's own style and nothing else.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'";

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");

    /// <summary>The page.</summary>
    public static string Render(SheetModel sheet)
    {
        var meeting = sheet.IsKelurahan ? "Musyawarah Kelurahan (Muskel)" : "Musyawarah Desa (Musdes)";
        var village = $"{(sheet.IsKelurahan ? "Kelurahan" : "Desa")} {sheet.Village}";
        return H($"""
            <!DOCTYPE html>
            <html lang="id">
            <head>
            <meta charset="utf-8">
            <title>{meeting} {village}</title>
            <style>{Style}</style>
            </head>
            <body>
            <h1>Daftar {meeting}</h1>
            <p>{village} ({sheet.VillageCode}), Kecamatan {sheet.District}, {sheet.Regency}</p>
            <p>Daftar ke-{Number(sheet.ListNumber)}, {(sheet.Round is { } round ? $"putaran {round}" : "angka terkini")}, {sheet.Measure}. Ditarik {sheet.DrawnOn.ToString("d MMMM uuuu", Indonesian)} menurut catatan nomor {sheet.KnownOn.ToString(CultureInfo.InvariantCulture)}. Jumlah: {Number(sheet.Lines.Count)} rumah tangga.</p>
            <p>Musyawarah memutuskan daftar ini, bukan jawaban wawancara atau nilainya. Data yang dipersoalkan ditandai untuk dikunjungi ulang.{Gone(sheet)}</p>
            {Table(sheet)}
            {Result(sheet, meeting, village)}
            </body>
            </html>

            """).ToString();
    }

    private static Html Table(SheetModel sheet) => H($"""
        <table id="lines">
        <thead><tr><th>No.</th><th>Kepala rumah tangga</th><th>RT/RW</th><th>Dasa Wisma</th><th>Anggota</th><th>Kekurangan</th><th>Disetujui</th><th>Dikeluarkan</th><th>Dipersoalkan</th><th>Alasan</th></tr></thead>
        <tbody>
        {Html.Join(sheet.Lines.Select(Row))}</tbody>
        </table>
        """);

    private static Html Row(SheetLine line) => H($"""
        <tr><td>{Number(line.Number)}</td><td>{line.Head}</td><td>{line.Rt ?? "-"}/{line.Rw ?? "-"}</td><td>{line.DasaWisma}</td><td>{Number(line.Persons)}</td><td>{string.Join(", ", line.Deprivations)}</td><td class="box">☐</td><td class="box">☐</td><td class="box">☐</td><td>{line.Gone}</td></tr>

        """);

    // The list stays as it was drawn; the meeting takes off who is here no more.
    private static string Gone(SheetModel sheet) => sheet.Lines.Count(l => l.Gone is not null) is > 0 and var gone
        ? $" {Number(gone)} rumah tangga tidak lagi ada di sini sejak dihitung; keterangannya tertulis di kolom Alasan."
        : "";

    private static Html Result(SheetModel sheet, string meeting, string village) => H($"""
        <section class="result">
        <h1>Hasil {meeting}</h1>
        <p>{village}, Kecamatan {sheet.District}, {sheet.Regency}</p>
        <table>
        <tr><td>Nomor berita acara</td><td></td></tr>
        <tr><td>Tanggal</td><td></td></tr>
        <tr><td>Hadir perempuan</td><td></td></tr>
        <tr><td>Hadir laki-laki</td><td></td></tr>
        <tr><td>Disetujui / dikeluarkan / dipersoalkan</td><td></td></tr>
        </table>
        <p>Alasan wajib diisi bila dikeluarkan atau dipersoalkan: {string.Join("; ", Enum.GetValues<LineReason>().Select(r => AnswerLines.NameOf(r, Language.Indonesian)))}.</p>
        <p>Masa sanggah: {(sheet.ObjectionDays is { } days ? $"{days} hari kerja" : MusdesWords.NotSet.Indonesian)}.</p>
        <table class="sign">
        <tr><th>{(sheet.IsKelurahan ? "Lurah" : "Kepala Desa")}</th><th>{(sheet.IsKelurahan ? "LPMK" : "BPD")}</th><th>Wakil masyarakat</th><th>Wakil perempuan</th><th>Operator</th></tr>
        <tr><td></td><td></td><td></td><td></td><td></td></tr>
        </table>
        </section>
        """);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Html H(ref HtmlHandler markup) => Html.Of(ref markup);
}
