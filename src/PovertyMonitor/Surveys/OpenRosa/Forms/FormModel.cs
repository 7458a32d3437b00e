using System.Xml.Linq;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>Writes a form's model: the instance, the lists and what binds the nodes.</summary>
internal sealed class FormModel(FormTexts texts)
{
    private readonly List<XElement> _binds = [];

    public XElement Of(Form form, string version)
    {
        var root = Instance(form.Root, "", template: false).Single();
        root.Add(new XAttribute("id", form.Id), new XAttribute("version", version),
            new XElement(XForm.OpenRosa + "meta", new XElement(XForm.OpenRosa + "instanceID"), new XElement(XForm.OpenRosa + "instanceName")));
        Bind($"/{form.Root.Name}/orx:meta/orx:instanceID", "string", ("readonly", "true()"), ("jr:preload", "uid"));
        Bind($"/{form.Root.Name}/orx:meta/orx:instanceName", "string", ("calculate", $"concat(/{form.Root.Name}/visit/village, ' ', substr(/{form.Root.Name}/id, 0, 8))"));
        return new XElement(XForm.Xforms + "model",
            new XElement(XForm.Xforms + "instance", root),
            form.Lists.Select(list => new XElement(XForm.Xforms + "instance", new XAttribute("id", list), new XAttribute("src", $"jr://file-csv/{list}.csv"))),
            _binds);
    }

    // A repeat without a count starts with one element beside the pattern for further ones.
    private IEnumerable<XElement> Instance(FormNode node, string parent, bool template)
    {
        var path = $"{parent}/{node.Name}";
        if (!template) BindNode(node, path);
        if (node.Kind == NodeKind.Repeat)
        {
            yield return new XElement(XForm.Xforms + node.Name, new XAttribute(XForm.JavaRosa + "template", ""), Children(node, path, template));
            if (node.Count is not null) yield break;
            template = true;
        }
        yield return new XElement(XForm.Xforms + node.Name, Children(node, path, template));
    }

    private List<XElement> Children(FormNode node, string path, bool template) => [.. node.Children.SelectMany(child => Instance(child, path, template))];

    private void BindNode(FormNode node, string path)
    {
        var preload = node.Preload?.Split(' ');
        if (node.Kind is NodeKind.Group or NodeKind.Repeat && node.Relevant is null) return;
        Bind(path, node.Kind is NodeKind.Group or NodeKind.Repeat ? null : TypeOf(node.Kind),
            ("relevant", node.Relevant),
            ("required", node.Required ? "true()" : null),
            ("jr:requiredMsg", node.Required ? texts.Refer("required", FormWords.Required) : null),
            ("constraint", node.Constraint),
            ("jr:constraintMsg", node.ConstraintMessage is { } message ? texts.Refer($"{path}:wrong", message) : null),
            ("calculate", node.Calculate),
            ("jr:preload", preload?[0]),
            ("jr:preloadParams", preload?[1]));
    }

    private void Bind(string path, string? type, params (string Name, string? Value)[] rules) => _binds.Add(new XElement(XForm.Xforms + "bind",
        new XAttribute("nodeset", path), type is null ? null : new XAttribute("type", type),
        from rule in rules
        where rule.Value is not null
        select new XAttribute(rule.Name.StartsWith("jr:", StringComparison.Ordinal) ? XForm.JavaRosa + rule.Name[3..] : rule.Name, rule.Value)));

    private static string TypeOf(NodeKind kind) => kind switch
    {
        NodeKind.Whole => "int",
        NodeKind.Decimal => "decimal",
        NodeKind.Date or NodeKind.Month => "date",
        NodeKind.Position => "geopoint",
        NodeKind.Picture => "binary",
        _ => "string",
    };
}
