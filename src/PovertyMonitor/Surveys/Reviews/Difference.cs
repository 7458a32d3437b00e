using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Where two submissions say different things.</summary>
/// <param name="Steps">The way there: names of fields, and the ids of members.</param>
/// <param name="Standing">What stands; <see langword="null"/> where it says nothing there.</param>
/// <param name="Held">What is held.</param>
/// <param name="Base">What both were made from, where that is known and says something there.</param>
/// <param name="ChangedBy">Who changed what was there.</param>
internal sealed record Difference(ImmutableArray<Step> Steps, JsonNode? Standing, JsonNode? Held, JsonNode? Base, ChangedBy ChangedBy)
{
    /// <summary>The path in writing, such as <c>answers.members[01234567-…].ageYears</c>.</summary>
    public string Path => string.Concat(Steps.Select((s, i) => s.Member is { } id ? $"[{id}]" : i == 0 ? s.Field : $".{s.Field}"));

    /// <summary>Whether it tells who somebody is.</summary>
    public bool IsPersonal => Steps[0].Field == "personal";

    /// <summary>Whether a correction can take it over: when and in which round an interview was held, and how the visit ended, stays.</summary>
    public bool IsMergeable => Steps[0].Field is "answers" or "place" or "personal" or "enumerator" or "device";
}

/// <summary>One step on the way to a field.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Member">The id of the element of a list; the list itself is the step before.</param>
internal readonly record struct Step(string Field, string? Member = null);

/// <summary>Who changed a field, as far as it can be told.</summary>
internal enum ChangedBy
{
    /// <summary>Not known: there is nothing that both were made from.</summary>
    Unknown,

    /// <summary>What stands.</summary>
    Standing,

    /// <summary>What is held.</summary>
    Held,

    /// <summary>Both, and not to the same.</summary>
    Both,
}
