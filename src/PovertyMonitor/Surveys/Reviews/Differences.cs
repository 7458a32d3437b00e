using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Finds where two submissions differ and takes fields of one into the other, over their canonical JSON. Pure.</summary>
internal static class Differences
{
    // What a submission is, and not what it says; consent and the end of a visit are in no event.
    private static readonly string[] NotCompared = ["submissionId", "corrects", "consent", "endedAt"];

    /// <summary>What differs, in the order of the questionnaire.</summary>
    /// <param name="standing">What stands.</param>
    /// <param name="held">What is held.</param>
    /// <param name="origin">What both were made from.</param>
    public static IReadOnlyList<Difference> Of(JsonObject standing, JsonObject held, JsonObject? origin)
    {
        var found = new List<Difference>();
        foreach (var name in NamesOf(standing, held).Except(NotCompared))
            // Who people are is kept as last said, and not as it was said with each submission.
            Walk([new Step(name)], standing[name], held[name], origin?[name], origin is not null && name != "personal", found);
        return found;
    }

    /// <summary>What stands, with some of the differences taken over from what is held.</summary>
    public static JsonObject Merge(JsonObject standing, IEnumerable<Difference> chosen)
    {
        var merged = (JsonObject)standing.DeepClone();
        foreach (var difference in chosen) Take(merged, difference);
        return merged;
    }

    private static void Walk(
        ImmutableArray<Step> at, JsonNode? standing, JsonNode? held, JsonNode? origin, bool hasOrigin, List<Difference> found)
    {
        if (standing is JsonObject a && held is JsonObject b)
        {
            foreach (var name in NamesOf(a, b))
                Walk(at.Add(new Step(name)), a[name], b[name], (origin as JsonObject)?[name], hasOrigin, found);
        }
        else if (at[^1] is { Field: "members", Member: null } && standing is JsonArray or null && held is JsonArray or null)
        {
            foreach (var id in IdsOf(standing).Union(IdsOf(held), StringComparer.Ordinal))
                Walk(at.Add(new Step("", id)), MemberOf(standing, id), MemberOf(held, id), MemberOf(origin, id), hasOrigin, found);
        }
        else if (!AreSame(standing, held))
        {
            var by = !hasOrigin ? ChangedBy.Unknown : AreSame(standing, origin) ? ChangedBy.Held : AreSame(held, origin) ? ChangedBy.Standing : ChangedBy.Both;
            found.Add(new Difference(at, standing, held, origin, by));
        }
    }

    // Elements without an id, such as the deaths of children, have no order that means anything.
    private static bool AreSame(JsonNode? one, JsonNode? other) => one is JsonArray a && other is JsonArray b
        ? a.Select(e => e?.ToJsonString()).Order(StringComparer.Ordinal).SequenceEqual(b.Select(e => e?.ToJsonString()).Order(StringComparer.Ordinal))
        : JsonNode.DeepEquals(one, other);

    private static void Take(JsonObject merged, Difference difference)
    {
        JsonNode at = merged;
        foreach (var step in difference.Steps[..^1])
            at = step.Member is { } id ? MemberOf(at, id)! : ((JsonObject)at)[step.Field] ?? Add((JsonObject)at, step.Field);
        var last = difference.Steps[^1];
        if (last.Member is not { } member)
        {
            if (difference.Held is null) ((JsonObject)at).Remove(last.Field);
            else ((JsonObject)at)[last.Field] = difference.Held.DeepClone();
            return;
        }
        if (MemberOf(at, member) is { } before) ((JsonArray)at).Remove(before);
        if (difference.Held is not null) ((JsonArray)at).Add(difference.Held.DeepClone());
    }

    private static JsonNode Add(JsonObject parent, string field)
    {
        JsonNode added = field == "members" ? new JsonArray() : new JsonObject();
        parent[field] = added;
        return added;
    }

    private static IEnumerable<string> NamesOf(JsonObject one, JsonObject other) => one.Select(f => f.Key).Union(other.Select(f => f.Key), StringComparer.Ordinal);

    private static IEnumerable<string> IdsOf(JsonNode? list) => (list as JsonArray)?.Select(IdOf).OfType<string>() ?? [];

    private static JsonNode? MemberOf(JsonNode? list, string id) => (list as JsonArray)?.FirstOrDefault(e => IdOf(e) == id);

    private static string? IdOf(JsonNode? element) => (string?)(element as JsonObject)?["id"];
}
