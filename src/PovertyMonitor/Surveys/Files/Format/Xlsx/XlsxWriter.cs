using System.IO.Compression;
using System.Text;
using System.Xml;

namespace PovertyMonitor.Surveys.Files.Format.Xlsx;

/// <summary>Writes a workbook of texts; no cell of it is a formula. The sheets are written one after another.</summary>
/// <param name="output">Gets the package; is left open.</param>
internal sealed class XlsxWriter(Stream output) : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<(string Name, bool Hidden)> _sheets = [];

    /// <summary>Adds a sheet; its first row is a title that stays in view.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="lists">Drop-down lists: a column from 0, and the range its choices stand in.</param>
    /// <param name="hidden">Whether people don't see it.</param>
    public void Add(string name, IEnumerable<IReadOnlyList<string>> rows, IReadOnlyList<(int Column, string Range)>? lists = null, bool hidden = false)
    {
        _sheets.Add((name, hidden));
        using var xml = Part($"xl/worksheets/sheet{_sheets.Count}.xml");
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        // Text, so that a NIK keeps its digits and an RT its zeros whatever is typed.
        xml.WriteRaw("""<cols><col min="1" max="16384" width="24" style="1" customWidth="1"/></cols>""");
        xml.WriteStartElement("sheetData");
        var title = true;
        foreach (var row in rows)
        {
            xml.WriteStartElement("row");
            foreach (var cell in row) WriteCell(xml, cell, title);
            xml.WriteEndElement();
            title = false;
        }
        xml.WriteEndElement();
        WriteLists(xml, lists ?? []);
        xml.WriteEndElement();
    }

    /// <summary>Completes the package.</summary>
    public void Dispose()
    {
        WriteRaw("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>
            <fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>
            <cellStyleXfs count="1"><xf/></cellStyleXfs>
            <cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>
            """);
        var numbered = _sheets.Select((s, i) => (s.Name, s.Hidden, Number: i + 1)).ToList();
        WriteRaw("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{string.Concat(numbered.Select(s => $"""<sheet name="{s.Name}" sheetId="{s.Number}"{(s.Hidden ? " state=\"hidden\"" : "")} r:id="rId{s.Number}"/>"""))}</sheets></workbook>
            """);
        WriteRaw("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Package}/relationships">{string.Concat(numbered.Select(s => $"""<Relationship Id="rId{s.Number}" Type="{Office}/worksheet" Target="worksheets/sheet{s.Number}.xml"/>"""))}<Relationship Id="rIdStyles" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """);
        WriteRaw("_rels/.rels", $"""
            <Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        WriteRaw("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Type}.styles+xml"/>{string.Concat(numbered.Select(s => $"""<Override PartName="/xl/worksheets/sheet{s.Number}.xml" ContentType="{Type}.worksheet+xml"/>"""))}</Types>
            """);
        _zip.Dispose();
    }

    private static void WriteCell(XmlWriter xml, string cell, bool title)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("s", title ? "2" : "1");
        if (cell.Length > 0)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is");
            xml.WriteStartElement("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Writable(cell));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteLists(XmlWriter xml, IReadOnlyList<(int Column, string Range)> lists)
    {
        if (lists.Count == 0) return;
        xml.WriteStartElement("dataValidations");
        foreach (var (column, range) in lists)
        {
            xml.WriteStartElement("dataValidation");
            xml.WriteAttributeString("type", "list");
            // A warning only: the other language and the codes are right too.
            xml.WriteAttributeString("errorStyle", "warning");
            xml.WriteAttributeString("allowBlank", "1");
            xml.WriteAttributeString("showErrorMessage", "1");
            xml.WriteAttributeString("sqref", $"{Letters(column)}2:{Letters(column)}1048576");
            xml.WriteElementString("formula1", range);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>A column's letters: 0 is A.</summary>
    public static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{Letters((column / 26) - 1)}{(char)('A' + (column % 26))}";

    // XML has no place for control characters.
    private static string Writable(string text) => text.All(IsWritable) ? text : new string([.. text.Where(IsWritable)]);

    private static bool IsWritable(char letter) => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter);

    private XmlWriter Part(string name) =>
        XmlWriter.Create(_zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new XmlWriterSettings { CloseOutput = true, Encoding = new UTF8Encoding(false) });

    private void WriteRaw(string name, string content)
    {
        using var writer = new StreamWriter(_zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        writer.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        writer.Write(content.ReplaceLineEndings(""));
    }
}
