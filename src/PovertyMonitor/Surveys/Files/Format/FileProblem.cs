using System.Collections.Immutable;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>Something wrong in a census file. It never repeats a cell.</summary>
/// <param name="Row">The row as a spreadsheet shows it, from 1.</param>
/// <param name="Position">The column's place in the file, from 0; <see langword="null"/> where the file lacks the column or none is meant.</param>
/// <param name="Column">The layout's column; <see langword="null"/> where none is meant.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Values">The values of the problem's places.</param>
/// <param name="IsWarning">Whether the household is taken all the same.</param>
internal sealed record FileProblem(
    int Row, int? Position, Column? Column, Problem Problem, ImmutableArray<(string Name, string Value)> Values, bool IsWarning = false)
{
    public static FileProblem Of(int row, int? position, Column? column, Problem problem, params (string Name, string Value)[] values) =>
        new(row, position, column, problem, [.. values]);
}

/// <summary>The file can't be read on; the problem says why and where.</summary>
internal sealed class UnreadableFileException(FileProblem problem) : Exception(problem.Problem.Code)
{
    /// <summary>Why and where.</summary>
    public FileProblem Problem { get; } = problem;

    public static UnreadableFileException Of(Problem problem, int row, params (string Name, string Value)[] values) =>
        new(FileProblem.Of(row, null, null, problem, values));
}
