using System.Xml.Linq;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>Collects a form's wording while the form is written: each text once, under an id, in both languages.</summary>
internal sealed class FormTexts
{
    private readonly Dictionary<string, Text> _texts = [];

    /// <summary>The reference to a text that is put under an id; the same text may come again under the same id.</summary>
    public string Refer(string id, Text text)
    {
        _texts[id] = text;
        return $"jr:itext('{id}')";
    }

    /// <summary>The texts, Indonesian being what a phone shows first.</summary>
    public XElement Itext() => new(XForm.Xforms + "itext",
        Translation("Bahasa Indonesia (id)", Language.Indonesian, new XAttribute("default", "true()")),
        Translation("English (en)", Language.English, null));

    private XElement Translation(string name, Language language, XAttribute? standard) => new(XForm.Xforms + "translation", standard, new XAttribute("lang", name),
        _texts.Select(text => new XElement(XForm.Xforms + "text", new XAttribute("id", text.Key), new XElement(XForm.Xforms + "value", text.Value.In(language)))));
}
