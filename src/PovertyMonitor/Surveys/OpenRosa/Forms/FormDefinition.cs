using System.Collections.Frozen;
using System.Xml.Linq;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>What a submission of one published version of a form may hold, read back from that version's XML. Pure.</summary>
/// <param name="Name">The element's name.</param>
/// <param name="Repeats">Whether it may come several times.</param>
/// <param name="IsFile">Whether it names an attached file.</param>
/// <param name="Fields">The elements in it, by name.</param>
internal sealed record FormDefinition(string Name, bool Repeats, bool IsFile, FrozenDictionary<string, FormDefinition> Fields)
{
    /// <summary>Whether it holds a value and no elements.</summary>
    public bool IsValue => Fields.Count == 0;

    /// <summary>Whether it or an element in it names an attached file.</summary>
    public bool HasFiles { get; } = IsFile || Fields.Values.Any(field => field.HasFiles);

    /// <summary>The definition in a form's XML as <see cref="XForm.Write"/> wrote it, in this version of the service or an earlier one.</summary>
    public static FormDefinition Read(string xml)
    {
        var document = XDocument.Parse(xml);
        var body = document.Root!.Element(XForm.Html + "body")!;
        var repeats = Paths(body, "repeat", "nodeset");
        var files = Paths(body, "upload", "ref");
        var instance = document.Root.Element(XForm.Html + "head")!.Element(XForm.Xforms + "model")!.Elements(XForm.Xforms + "instance").First();
        return Of(instance.Elements().First(), "", repeats, files);
    }

    private static FormDefinition Of(XElement element, string parent, HashSet<string> repeats, HashSet<string> files)
    {
        var path = $"{parent}/{element.Name.LocalName}";
        // A repeat is there twice: the pattern and the first element.
        var fields = element.Elements().DistinctBy(child => child.Name.LocalName).Select(child => Of(child, path, repeats, files));
        return new FormDefinition(element.Name.LocalName, repeats.Contains(path), files.Contains(path), fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal));
    }

    private static HashSet<string> Paths(XElement body, string control, string attribute) =>
        [.. body.Descendants(XForm.Xforms + control).Select(element => element.Attribute(attribute)!.Value)];
}
