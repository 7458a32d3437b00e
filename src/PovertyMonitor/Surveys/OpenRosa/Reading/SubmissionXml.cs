using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace PovertyMonitor.Surveys.OpenRosa.Reading;

/// <summary>A submission's XML as far as it could be read. Pure; within bounds whatever the bytes are.</summary>
/// <param name="FormId">The form it fills.</param>
/// <param name="Version">The version of the form; empty where it names none.</param>
/// <param name="InstanceId">The client's id of it.</param>
/// <param name="DeprecatedId">The client's id of the one it replaces.</param>
/// <param name="Root">What it holds; <see langword="null"/> where the XML is broken.</param>
internal sealed partial record SubmissionXml(string FormId, string Version, string? InstanceId, string? DeprecatedId, XmlNode? Root)
{
    private const int MostElements = 20_000;
    private const int MostCharacters = 2_000_000;
    private const int DeepestLevel = 16;
    private const int LongestId = 200;

    // No document type, so no entity can grow or reach out.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The submission; <see langword="null"/> where not even the form can be told.</summary>
    public static SubmissionXml? Read(ReadOnlyMemory<byte> bytes)
    {
        string? form = null;
        var version = "";
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray(), writable: false), Settings);
            if (reader.MoveToContent() != XmlNodeType.Element) return null;
            (form, version) = (reader.GetAttribute("id"), reader.GetAttribute("version") ?? "");
            if (string.IsNullOrWhiteSpace(form) || form.Length > LongestId || version.Length > LongestId) return null;
            var root = Tree(reader);
            var meta = root.Child("meta");
            return new SubmissionXml(form, version, Id(meta?.TextOf("instanceID")), Id(meta?.TextOf("deprecatedID")), root);
        }
        catch (XmlException)
        {
            return Broken(form, version, bytes);
        }
    }

    private static XmlNode Tree(XmlReader reader)
    {
        var root = new XmlNode(reader.LocalName);
        var open = new Stack<XmlNode>([root]);
        var (elements, isEmpty) = (1, reader.IsEmptyElement);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var node = new XmlNode(reader.LocalName);
                    open.Peek().Add(node);
                    if (++elements > MostElements || open.Count >= DeepestLevel) throw new XmlException("The document is too large or too deep.");
                    if (!reader.IsEmptyElement) open.Push(node);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    // Pieces count too: many of them in one element would be joined again and again.
                    if (++elements > MostElements) throw new XmlException("The document is in too many pieces.");
                    open.Peek().Text += reader.Value.Trim();
                    break;
                case XmlNodeType.EndElement when !isEmpty:
                    open.Pop();
                    break;
            }
        }
        return root;
    }

    // The ids stand at the end, behind what is broken.
    private static SubmissionXml? Broken(string? form, string version, ReadOnlyMemory<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.Span);
        if (form is null)
        {
            // What is refused before its first element, such as a document type or a strange encoding, may still show its ids.
            var tag = FirstTag().Match(text).Value;
            (form, version) = (FormIdAttribute().Match(tag).Groups[1].Value, FormVersionAttribute().Match(tag).Groups[1].Value);
            if (string.IsNullOrWhiteSpace(form)) return null;
        }
        return new SubmissionXml(form, version, Id(InstanceIdElement().Match(text).Groups[1].Value), Id(DeprecatedIdElement().Match(text).Groups[1].Value), null);
    }

    private static string? Id(string? text) => text is { Length: > 0 and <= LongestId } ? text : null;

    [GeneratedRegex(@"<[A-Za-z_][\w.:-]{0,60}\s[^<>]{0,2000}>")]
    private static partial Regex FirstTag();

    [GeneratedRegex("""\sid\s{0,9}=\s{0,9}["']([^"'<>&]{1,200})["']""")]
    private static partial Regex FormIdAttribute();

    [GeneratedRegex("""\sversion\s{0,9}=\s{0,9}["']([^"'<>&]{1,200})["']""")]
    private static partial Regex FormVersionAttribute();

    [GeneratedRegex(@"<(?:[\w.-]{1,40}:)?instanceID>\s*([^<\s]{1,200})\s*<")]
    private static partial Regex InstanceIdElement();

    [GeneratedRegex(@"<(?:[\w.-]{1,40}:)?deprecatedID>\s*([^<\s]{1,200})\s*<")]
    private static partial Regex DeprecatedIdElement();
}
