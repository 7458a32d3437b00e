using System.Collections.Immutable;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>What a node of a form holds, and so how a phone asks for it.</summary>
internal enum NodeKind { Group, Repeat, Text, Whole, Decimal, Date, Month, Position, Picture, OneOf, OneOfList, Tick, Hidden }

/// <summary>A node of the form's instance with its rules and its wording; expressions are XPath as ODK clients read it.</summary>
/// <param name="Name">The element's name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Label">The question; <see langword="null"/> where nothing is shown.</param>
internal sealed record FormNode(string Name, NodeKind Kind, Text? Label = null)
{
    /// <summary>A word more for the enumerator.</summary>
    public Text? Hint { get; init; }

    /// <summary>Whether it must be answered where it is asked.</summary>
    public bool Required { get; init; }

    /// <summary>When it is asked.</summary>
    public string? Relevant { get; init; }

    /// <summary>What must hold of the answer, <c>.</c> being the answer.</summary>
    public string? Constraint { get; init; }

    /// <summary>What to say where it doesn't hold.</summary>
    public Text? ConstraintMessage { get; init; }

    /// <summary>What it is computed from.</summary>
    public string? Calculate { get; init; }

    /// <summary>The kind and parameter of what the client fills in at the start, such as <c>timestamp start</c>.</summary>
    public string? Preload { get; init; }

    /// <summary>How it is shown.</summary>
    public string? Appearance { get; init; }

    /// <summary>How often a repeat comes; <see langword="null"/> where the enumerator adds as many as there are.</summary>
    public string? Count { get; init; }

    /// <summary>The choices of <see cref="NodeKind.OneOf"/> and <see cref="NodeKind.Tick"/>.</summary>
    public FormChoices? Choices { get; init; }

    /// <summary>The list behind <see cref="NodeKind.OneOfList"/>.</summary>
    public FormList? List { get; init; }

    /// <summary>Other nodes that are set when this one changes: the absolute path and the value.</summary>
    public ImmutableArray<(string Path, string Value)> Sets { get; init; } = [];

    /// <summary>The nodes of a group or a repeat.</summary>
    public ImmutableArray<FormNode> Children { get; init; } = [];
}

/// <summary>Fixed choices.</summary>
/// <param name="Name">The same for the same choices.</param>
/// <param name="Items">The code that is stored and its wording.</param>
internal sealed record FormChoices(string Name, ImmutableArray<(string Code, Text Label)> Items);

/// <summary>Choices that are looked up.</summary>
/// <param name="Nodes">The nodes to choose from.</param>
/// <param name="Value">The child that is stored.</param>
/// <param name="Label">The child that is shown.</param>
internal sealed record FormList(string Nodes, string Value = "name", string Label = "label");

/// <summary>A generated form.</summary>
/// <param name="Id">The form's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Root">The instance.</param>
/// <param name="Lists">The names of the CSV files it looks things up in, without the ending.</param>
internal sealed record Form(string Id, string Title, FormNode Root, ImmutableArray<string> Lists);
