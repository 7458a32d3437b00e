using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PovertyMonitor.Platform.OpenApi;

/// <summary>Describes bodies that no type has: what their readers read, field by field.</summary>
internal static class BodySchema
{
    /// <summary>An object with these fields and no others.</summary>
    /// <param name="required">The fields that must be there.</param>
    /// <param name="fields">All fields.</param>
    public static OpenApiSchema Object(IEnumerable<string> required, params IEnumerable<(string Name, OpenApiSchema Schema)> fields) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(f => f.Name, IOpenApiSchema (f) => f.Schema),
        Required = required.ToHashSet(StringComparer.Ordinal),
        AdditionalPropertiesAllowed = false,
    };

    public static OpenApiSchema Text(string? description = null, string? format = null, string? example = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Format = format, Examples = example is null ? null : [example] };

    public static OpenApiSchema Id(string? description = null) => Text(description, "uuid");

    public static OpenApiSchema Time(string? description = null) => Text(description, "date-time", "2019-03-02T10:15:00+07:00");

    public static OpenApiSchema YesNo(string? description = null) => new() { Type = JsonSchemaType.Boolean, Description = description };

    /// <summary>A whole number, or a decimal one, within its bounds.</summary>
    public static OpenApiSchema Number(bool whole, string? least, string? most, string? description = null) =>
        new() { Type = whole ? JsonSchemaType.Integer : JsonSchemaType.Number, Minimum = least, Maximum = most, Description = description };

    /// <summary>One of some codes.</summary>
    public static OpenApiSchema Choice(IEnumerable<string> codes, string? description = null) =>
        new() { Type = JsonSchemaType.String, Enum = [.. codes.Select(code => (JsonNode)code)], Description = description };

    public static OpenApiSchema List(IOpenApiSchema element, int most, string? description = null) =>
        new() { Type = JsonSchemaType.Array, Items = element, MaxItems = most, Description = description };

    /// <summary>Says what the body of a route is.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">What the description calls it.</param>
    /// <param name="schema">Makes the schema.</param>
    /// <param name="of">The schema of the whole body of a content type, made of the one named; that one itself where it is left out.</param>
    public static RouteHandlerBuilder DescribeBody(this RouteHandlerBuilder route, string name, Func<OpenApiSchema> schema, Func<string, IOpenApiSchema, IOpenApiSchema>? of = null) =>
        route.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var document = context.Document!;
            document.AddComponent(name, schema());
            foreach (var (type, content) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
            {
                var named = new OpenApiSchemaReference(name, document);
                content.Schema = of is null ? named : of(type, named);
            }
            return Task.CompletedTask;
        });
}
