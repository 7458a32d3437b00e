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
    /// <param name="field">The part.</param>
    /// <param name="exception">What is wrong with it.</param>
    /// <param name="firstLine">The line of the input in which the part begins, from 1.</param>
    public static FieldError At(string field, JsonException exception, long firstLine = 1) => PlatformProblems.MalformedJson.At(field, ValuesOf(exception, firstLine));

    private static (string, object?)[] ValuesOf(JsonException exception, long firstLine = 1) =>
    [
        ("line", (exception.LineNumber ?? 0) + firstLine),
        ("position", (exception.BytePositionInLine ?? 0) + 1),
        ("path", exception.Path ?? "$"),
    ];
}
