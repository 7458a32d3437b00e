using System.Xml.Linq;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>Writes a form's body: what a phone shows, in order.</summary>
internal sealed class FormBody(FormTexts texts)
{
    public XElement Of(FormNode root) => new(XForm.Html + "body", root.Children.Select(node => Control(node, $"/{root.Name}")));

    private XElement? Control(FormNode node, string parent)
    {
        var path = $"{parent}/{node.Name}";
        var reference = new XAttribute("ref", path);
        return node.Kind switch
        {
            NodeKind.Hidden => null,
            NodeKind.Group => new XElement(XForm.Xforms + "group", reference, Look(node), Label(node, path), Children(node, path)),
            NodeKind.Repeat => Repeat(node, path),
            NodeKind.OneOf => new XElement(XForm.Xforms + "select1", reference, Look(node), Label(node, path), Items(node.Choices!), Sets(node)),
            NodeKind.Tick => new XElement(XForm.Xforms + "select", reference, Look(node), Label(node, path), Items(node.Choices!)),
            NodeKind.OneOfList => new XElement(XForm.Xforms + "select1", reference, Look(node), Label(node, path), Itemset(node.List!), Sets(node)),
            NodeKind.Picture => new XElement(XForm.Xforms + "upload", reference, new XAttribute("mediatype", "image/*"), Label(node, path)),
            _ => new XElement(XForm.Xforms + "input", reference, Look(node), Label(node, path), Sets(node)),
        };
    }

    // The screen is a group inside the repeat: each element of the roster is one screen of a phone.
    private XElement Repeat(FormNode node, string path) => new(XForm.Xforms + "group", new XAttribute("ref", path), Label(node, path),
        new XElement(XForm.Xforms + "repeat", new XAttribute("nodeset", path),
            node.Count is { } count ? new object[] { new XAttribute(XForm.JavaRosa + "count", count), new XAttribute(XForm.JavaRosa + "noAddRemove", "true()") } : null,
            new XElement(XForm.Xforms + "group", Look(node), Children(node, path))));

    private IEnumerable<XElement?> Children(FormNode node, string path) => node.Children.Select(child => Control(child, path));

    private XElement[] Label(FormNode node, string path) =>
    [
        new(XForm.Xforms + "label", new XAttribute("ref", texts.Refer($"{path}:label", node.Label!))),
        .. node.Hint is { } hint ? new XElement[] { new(XForm.Xforms + "hint", new XAttribute("ref", texts.Refer($"{path}:hint", hint))) } : [],
    ];

    private IEnumerable<XElement> Items(FormChoices choices) => choices.Items.Select(item => new XElement(XForm.Xforms + "item",
        new XElement(XForm.Xforms + "label", new XAttribute("ref", texts.Refer($"{choices.Name}:{item.Code}", item.Label))),
        new XElement(XForm.Xforms + "value", item.Code)));

    private static XElement Itemset(FormList list) => new(XForm.Xforms + "itemset", new XAttribute("nodeset", list.Nodes),
        new XElement(XForm.Xforms + "value", new XAttribute("ref", list.Value)), new XElement(XForm.Xforms + "label", new XAttribute("ref", list.Label)));

    private static IEnumerable<XElement> Sets(FormNode node) => node.Sets.Select(set => new XElement(XForm.Xforms + "setvalue",
        new XAttribute("event", "xforms-value-changed"), new XAttribute("ref", set.Path), new XAttribute("value", set.Value)));

    private static XAttribute? Look(FormNode node) => node.Appearance is { } appearance ? new XAttribute("appearance", appearance) : null;
}
