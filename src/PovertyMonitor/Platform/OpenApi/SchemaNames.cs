using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace PovertyMonitor.Platform.OpenApi;

/// <summary>Names schemas by their types; of several types of one name each by its folder too, since the description would show one of them for all.</summary>
internal static class SchemaNames
{
    private static readonly HashSet<string> Several =
        [.. typeof(SchemaNames).Assembly.GetTypes().GroupBy(type => type.Name).Where(named => named.Skip(1).Any()).Select(named => named.Key)];

    /// <summary>The name; <see langword="null"/> for what is described where it stands.</summary>
    public static string? Of(JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not { } name ? null
            : Several.Contains(type.Name) ? type.Namespace!.Split('.')[^1] + name : name;
    }
}
