using System.IO.Compression;

namespace PovertyMonitor.Surveys.Files.Format.Xlsx;

/// <summary>A workbook's package: which sheet holds the households, and its texts.</summary>
internal sealed class Workbook : IDisposable
{
    private const long MostOfAPart = 16 << 20;
    private const long MostOfASheet = 4L << 30;
    private const int MostSheets = 256;
    private readonly ZipArchive _zip;

    private Workbook(ZipArchive zip) => _zip = zip;

    /// <summary>Whether days are counted from 1904.</summary>
    public bool DaysFrom1904 { get; private set; }

    /// <summary>How many sheets a person sees beside the one that is read and the template's own.</summary>
    public int OtherSheets { get; private set; }

    /// <summary>The texts.</summary>
    public SharedStrings Strings { get; private set; } = new();

    private string SheetPart { get; set; } = "";

    /// <summary>Opens a package.</summary>
    /// <exception cref="UnreadableFileException">It is no workbook, is broken or goes beyond a bound.</exception>
    public static Workbook Open(Stream file)
    {
        ZipGuard.Check(file);
        try
        {
            var book = new Workbook(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: false));
            book.ReadSheets();
            return book;
        }
        catch (InvalidDataException)
        {
            throw UnreadableFileException.Of(FileProblems.Broken, 1);
        }
    }

    /// <summary>The sheet's rows.</summary>
    public PartReader OpenSheet() => new(Part(SheetPart) ?? throw UnreadableFileException.Of(FileProblems.Broken, 1), MostOfASheet);

    public void Dispose() => _zip.Dispose();

    private void ReadSheets()
    {
        var targets = Relations();
        var sheets = new List<(string Name, string Part)>();
        using (var xml = new PartReader(Part("xl/workbook.xml") ?? throw UnreadableFileException.Of(FileProblems.NotASpreadsheet, 1), MostOfAPart))
            while (xml.ToElement("workbookPr", "sheet"))
                if (xml.Name == "workbookPr") DaysFrom1904 = xml.Attribute("date1904") is "1" or "true";
                // What a person doesn't see is not what the person sends.
                else if (xml.Attribute("state") is null or "visible" && sheets.Count < MostSheets
                    && targets.TryGetValue(xml.Attribute("id") ?? "", out var target)) sheets.Add((xml.Attribute("name") ?? "", target.Part));
        if (sheets.Count == 0) throw UnreadableFileException.Of(FileProblems.NotASpreadsheet, 1);
        var chosen = Math.Max(0, sheets.FindIndex(s => string.Equals(s.Name, XlsxTemplate.DataSheet, StringComparison.OrdinalIgnoreCase)));
        SheetPart = sheets[chosen].Part;
        OtherSheets = sheets.Where((s, i) => i != chosen && s.Name != XlsxTemplate.GuideSheet).Count();
        var strings = targets.Values.FirstOrDefault(t => t.Type.EndsWith("/sharedStrings", StringComparison.Ordinal)).Part;
        if (strings is not null && Part(strings) is { } part) Strings = SharedStrings.Read(part);
    }

    private Dictionary<string, (string Type, string Part)> Relations()
    {
        var targets = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        if (Part("xl/_rels/workbook.xml.rels") is not { } part) throw UnreadableFileException.Of(FileProblems.NotASpreadsheet, 1);
        using var xml = new PartReader(part, MostOfAPart);
        while (xml.ToElement("Relationship") && targets.Count < 2 * MostSheets)
            if (xml.Attribute("Id") is { } id && xml.Attribute("Target") is { } target)
                targets[id] = (xml.Attribute("Type") ?? "", target.StartsWith('/') ? target[1..] : $"xl/{target}");
        return targets;
    }

    private ZipArchiveEntry? Part(string name) => _zip.GetEntry(name);
}
