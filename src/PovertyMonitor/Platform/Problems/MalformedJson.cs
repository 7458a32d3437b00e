using System.Text.Json;

namespace PovertyMonitor.Platform.Problems;

/// <summary>What to answer when a request's body can't be read as the JSON it should be.</summary>
internal static class MalformedJson
{
    /// <summary>The problem with its position (line and byte count from 1), without anything the body holds.</summary>
    public static ProblemResult Of(JsonException exception)
    {
        var path = exception.Path ?? "$";
        (string, object?)[] values =
        [
            ("line", (exception.LineNumber ?? 0) + 1),
            ("position", (exception.BytePositionInLine ?? 0) + 1),
            ("path", path),
        ];
        var field = path.TrimStart('$').TrimStart('.');
        return field.Length == 0
            ? PlatformProblems.MalformedJson.Result(values)
            : PlatformProblems.MalformedJson.Result([PlatformProblems.MalformedJson.At(field, values)], values);
    }
}
