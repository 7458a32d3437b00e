using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Xml;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.Formats;

/// <summary>
/// Writes a report as a workbook: a formatted sheet and one of notes; texts are texts and never formulas. Written by hand, because the
/// libraries stamp a package with the time, and the same report is the same bytes.
/// </summary>
internal static class ReportXlsx
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // The places of the styles in the workbook's list.
    private const int TextStyle = 0, TitleStyle = 1, WholeStyle = 2, ShareStyle = 3, NumberStyle = 4, SuppressedStyle = 5, NoteStyle = 6;

    private static readonly DateTimeOffset Stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(Report report, Language language)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            var notes = ReportNotes.Of(report.Head, language).Concat(report.Columns.Select(c => (c.Title.In(language), $"{c.Name}: {c.Note.In(language)}"))).ToList();
            Add(zip, "[Content_Types].xml", $"""<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Type}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Type}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="{Type}.worksheet+xml"/></Types>""");
            Add(zip, "_rels/.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add(zip, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="{SecurityElement.Escape(report.Head.Kind)}" sheetId="1" r:id="rId1"/><sheet name="{new Text("Keterangan", "Notes").In(language)}" sheetId="2" r:id="rId2"/></sheets></workbook>""");
            Add(zip, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Office}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="{Office}/styles" Target="styles.xml"/></Relationships>""");
            Add(zip, "xl/styles.xml", Styles);
            AddSheet(zip, "xl/worksheets/sheet1.xml", [.. report.Columns.Select(c => c.Kind == ColumnKind.Text ? 24 : 16)],
                report.Rows.Select(row => row.Zip(report.Columns, (value, column) => (value, StyleOf(value, column.Kind))))
                    .Prepend(report.Columns.Select(c => ((object?)c.Title.In(language), TitleStyle))), report.Rows.Count + 1);
            AddSheet(zip, "xl/worksheets/sheet2.xml", [28, 110], notes.Select(n => new (object?, int)[] { (n.Item1, TitleStyle), (n.Item2, NoteStyle) }), null);
        }
        return output.ToArray();
    }

    private static string Styles => $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"/></numFmts><fonts count="3"><font><sz val="11"/></font><font><b/><sz val="11"/></font><font><i/><sz val="11"/><color rgb="FF777777"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE2EFDA"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf numFmtId="49" applyNumberFormat="1"/><xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="2" applyFont="1" applyAlignment="1"><alignment horizontal="right"/></xf><xf applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>
        """;

    private static int StyleOf(object? value, ColumnKind kind) => (value, kind) switch
    {
        (Suppressed, _) => SuppressedStyle,
        (_, ColumnKind.Whole) => WholeStyle,
        (_, ColumnKind.Share) => ShareStyle,
        (_, ColumnKind.Number) => NumberStyle,
        _ => TextStyle,
    };

    private static void AddSheet(ZipArchive zip, string name, int[] widths, IEnumerable<IEnumerable<(object? Value, int Style)>> rows, int? filtered)
    {
        using var xml = XmlWriter.Create(Entry(zip, name), new XmlWriterSettings { CloseOutput = true, Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("worksheet", Main);
        if (filtered is not null)
            xml.WriteRaw("""<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteRaw($"<cols>{string.Concat(widths.Select((w, i) => $"""<col min="{i + 1}" max="{i + 1}" width="{w}" customWidth="1"/>"""))}</cols>");
        xml.WriteStartElement("sheetData");
        foreach (var row in rows)
        {
            xml.WriteStartElement("row");
            foreach (var (value, style) in row) WriteCell(xml, value, style);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        if (filtered is { } last) xml.WriteRaw($"""<autoFilter ref="A1:{(char)('A' + widths.Length - 1)}{last.ToString(CultureInfo.InvariantCulture)}"/><pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>""");
        xml.WriteEndElement();
    }

    private static void WriteCell(XmlWriter xml, object? value, int style)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        if (value is long or double)
        {
            xml.WriteElementString("v", Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        else if (value?.ToString() is { Length: > 0 } text)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is");
            xml.WriteStartElement("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(new string([.. text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var writer = new StreamWriter(Entry(zip, name), new UTF8Encoding(false));
        writer.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        writer.Write(content);
    }

    private static Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Stamp;
        return entry.Open();
    }
}
