using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Access;

/// <summary>Bodies of a request that hold null in one of their lists.</summary>
internal static class NullElements
{
    private const int Deepest = 6;
    private const string Boundary = """
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "35.22.15.2002"},
            "geometry": {"type": "MultiPolygon", "coordinates": [[[[111.5, -7], [111.6, -7], [111.6, -7.1], [111.5, -7]]]]}}]}
        """;

    /// <summary>One body for each list or dictionary in a body of a type, however deep; all else in it is filled.</summary>
    public static IReadOnlyList<string> Of(Type type)
    {
        // What is taken as it comes is shown by example: an interview, and what is reported of a household's life.
        if (type == typeof(JsonElement))
            return [.. With(JsonNode.Parse(SampleInterview.Of(true, "35.22.15.2002", "2018-1", Instant.FromUtc(2018, 3, 2, 3, 15), 2).JsonOf())!), """{"members": [null], "joining": [null], "going": [null]}"""];
        if (type == typeof(object)) return [.. With(JsonNode.Parse(Boundary)!)];
        return [.. With(Sample(type, 0) ?? new JsonObject())];
    }

    private static IEnumerable<string> With(JsonNode whole)
    {
        for (var i = 0; ; i++)
        {
            var copy = whole.DeepClone();
            var lists = Lists(copy).ToList();
            if (i >= lists.Count) yield break;
            if (lists[i] is JsonArray list) list.Insert(0, null);
            else if (lists[i] is JsonObject map) map["x"] = null;
            yield return copy.ToJsonString();
        }
    }

    private static IEnumerable<JsonNode> Lists(JsonNode? node) => node switch
    {
        JsonArray list => [list, .. list.SelectMany(Lists)],
        JsonObject { Count: 1 } map when map.ContainsKey("x") => [map, .. map.SelectMany(p => Lists(p.Value))],
        JsonObject fields => fields.SelectMany(p => Lists(p.Value)),
        _ => [],
    };

    private static JsonNode? Sample(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (depth > Deepest || type == typeof(object) || type == typeof(JsonElement)) return null;
        if (type == typeof(string)) return "x";
        if (type == typeof(Guid)) return $"{Guid.NewGuid()}";
        if (type == typeof(LocalDate)) return "2026-01-01";
        if (type == typeof(bool)) return true;
        if (type == typeof(MissingRule)) return "dropHousehold";
        if (type.IsEnum) return JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[0]);
        if (type.IsPrimitive || type == typeof(decimal)) return 1;
        if (Arguments(type, typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)) is [_, var value]) return new JsonObject { ["x"] = Sample(value, depth + 1) };
        if (typeof(IEnumerable).IsAssignableFrom(type)) return Arguments(type, typeof(IEnumerable<>)) is [var element] ? new JsonArray(Sample(element, depth + 1)) : new JsonArray();
        return new JsonObject(type.GetProperties().Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract" && p.SetMethod is not null)
            .Select(p => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(p.Name), Sample(p.PropertyType, depth + 1))));
    }

    private static Type[]? Arguments(Type type, params Type[] definitions) => type.GetInterfaces().Append(type)
        .FirstOrDefault(i => i.IsGenericType && definitions.Contains(i.GetGenericTypeDefinition()))?.GetGenericArguments();
}
