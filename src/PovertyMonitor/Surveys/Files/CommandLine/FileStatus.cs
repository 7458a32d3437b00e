using System.Text.Json;

namespace PovertyMonitor.Surveys.Files.CommandLine;

/// <summary>What the service says of a file.</summary>
/// <param name="Id">The file's id.</param>
/// <param name="State">How far it is; see <see cref="FileView"/>.</param>
/// <param name="Done">How much of the import is through, 0 to 1.</param>
/// <param name="Counts">What was counted.</param>
/// <param name="Problems">The first problems, a line each.</param>
internal sealed record FileStatus(Guid Id, string State, double Done, FileCounts Counts, IReadOnlyList<string> Problems)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the service's answer.</summary>
    /// <exception cref="JsonException">It is not a whole answer.</exception>
    public static FileStatus Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return new(root.GetProperty("id").GetGuid(), root.GetProperty("state").GetString()!, root.GetProperty("done").GetDouble(),
            root.GetProperty("counts").Deserialize<FileCounts>(Web)!,
            root.TryGetProperty("firstProblems", out var problems) ? [.. problems.EnumerateArray().Select(LineOf)] : []);
    }

    private static string LineOf(JsonElement problem)
    {
        var column = problem.TryGetProperty("column", out var letters) ? $"{letters.GetString()}" : "";
        var title = problem.TryGetProperty("title", out var named) ? $" ({named.GetString()})" : "";
        return $"{column}{problem.GetProperty("row").GetInt32()}{title}: {problem.GetProperty("message").GetString()} {problem.GetProperty("advice").GetString()}";
    }
}
