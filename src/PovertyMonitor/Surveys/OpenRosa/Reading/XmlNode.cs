namespace PovertyMonitor.Surveys.OpenRosa.Reading;

/// <summary>An element of a submission's XML, without namespaces: clients differ in them.</summary>
/// <param name="Name">The local name.</param>
internal sealed record XmlNode(string Name)
{
    private List<XmlNode>? _children;

    /// <summary>The elements in it, in their order.</summary>
    public IReadOnlyList<XmlNode> Children => _children ?? (IReadOnlyList<XmlNode>)[];

    /// <summary>Its text without the white space around it; empty where it has none.</summary>
    public string Text { get; set; } = "";

    /// <summary>The first element of a name.</summary>
    public XmlNode? Child(string name)
    {
        foreach (var child in _children ?? [])
            if (child.Name == name) return child;
        return null;
    }

    /// <summary>Adds an element behind the others.</summary>
    public void Add(XmlNode child) => (_children ??= []).Add(child);

    /// <summary>The text of the first element of a name; <see langword="null"/> where there is none, or it is empty.</summary>
    public string? TextOf(string name) => Child(name)?.Text is { Length: > 0 } text ? text : null;
}
