using System.Collections.Frozen;
using System.Reflection;

namespace PovertyMonitor.Platform.Problems;

/// <summary>Every problem the service can answer with, gathered from the slices' <c>XxxProblems</c> classes.</summary>
internal static class Catalogue
{
    /// <summary>All entries, ordered by code.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        .. typeof(Catalogue).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Problem))
            .Select(field => (Problem)field.GetValue(null)!)
            .OrderBy(problem => problem.Code, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, Problem> _byCode = All.ToFrozenDictionary(problem => problem.Code);

    /// <summary>The entry with a code, or null.</summary>
    public static Problem? Find(string code) => _byCode.GetValueOrDefault(code);
}
