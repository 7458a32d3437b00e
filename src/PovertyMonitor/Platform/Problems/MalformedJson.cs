using System.Text.Json;

namespace PovertyMonitor.Platform.Problems;

/// <summary>What to answer when a request's body can't be read as the JSON it should be.</summary>
internal static class MalformedJson
{
    /// <summary>The problem with its position (line and byte count from 1), without anything the body holds.</summary>
    public static ProblemResult Of(JsonException exception)
    {
        var values = ValuesOf(exception);
        var field = (exception.Path ?? "").TrimStart('$').TrimStart('.');
        return field.Length == 0
            ? PlatformProblems.MalformedJson.Result(values)
            : PlatformProblems.MalformedJson.Result([PlatformProblems.MalformedJson.At(field, values)], values);
    }

    /// <summary>The same as a finding about one part of the input.</summary>
    public static FieldError At(string field, JsonException exception) => PlatformProblems.MalformedJson.At(field, ValuesOf(exception));

    private static (string, object?)[] ValuesOf(JsonException exception) =>
    [
        ("line", (exception.LineNumber ?? 0) + 1),
        ("position", (exception.BytePositionInLine ?? 0) + 1),
        ("path", exception.Path ?? "$"),
    ];
}
