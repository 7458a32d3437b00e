using System.IO.Compression;
using System.Xml;

namespace PovertyMonitor.Surveys.Files.Format.Xlsx;

/// <summary>Reads one XML part of a package forward: no DTD, no entities, nothing fetched, depth and size bounded.</summary>
internal sealed class PartReader : IDisposable
{
    private const int Deepest = 32;
    private readonly XmlReader _xml;
    private readonly Func<bool> _read;

    /// <exception cref="UnreadableFileException">It begins like no XML.</exception>
    public PartReader(ZipArchiveEntry part, long mostBytes)
    {
        _xml = Guarded(() => XmlReader.Create(new BoundedXmlStream(part.Open(), mostBytes), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        }));
        _read = _xml.Read;
    }

    public int Depth => _xml.Depth;

    public string Name => _xml.LocalName;

    public bool IsElement => _xml.NodeType == XmlNodeType.Element;

    public bool IsEmpty => _xml.IsEmptyElement;

    /// <summary>The next node.</summary>
    /// <exception cref="UnreadableFileException">It is broken or goes too deep.</exception>
    public bool Read()
    {
        var more = Guarded(_read);
        return _xml.Depth <= Deepest ? more : throw UnreadableFileException.Of(FileProblems.Broken, 1);
    }

    /// <summary>The next start of an element, of those given if any are.</summary>
    public bool ToElement(params ReadOnlySpan<string> names)
    {
        while (Read())
            if (IsElement && (names.Length == 0 || names.Contains(Name))) return true;
        return false;
    }

    /// <summary>An attribute, whatever its namespace.</summary>
    public string? Attribute(string name)
    {
        var value = _xml.GetAttribute(name);
        if (value is not null || !_xml.MoveToFirstAttribute()) return value;
        do
        {
            if (_xml.LocalName == name) value = _xml.Value;
        }
        while (value is null && _xml.MoveToNextAttribute());
        _xml.MoveToElement();
        return value;
    }

    /// <summary>Whether the node holds text.</summary>
    public bool IsText => _xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    /// <summary>Adds the node's text, as far as it fits.</summary>
    public int Text(char[] buffer, int at)
    {
        var from = at;
        try
        {
            while (at < buffer.Length && _xml.ReadValueChunk(buffer, at, buffer.Length - at) is > 0 and var read) at += read;
            return at - from;
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw UnreadableFileException.Of(FileProblems.Broken, 1);
        }
    }

    public void Dispose() => _xml.Dispose();

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw UnreadableFileException.Of(FileProblems.Broken, 1);
        }
    }

    private static bool IsBroken(Exception e) => e is XmlException or InvalidDataException or NotSupportedException or EndOfStreamException;
}
