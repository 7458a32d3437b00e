using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Surveys.Files.Format.Xlsx;

namespace PovertyMonitor.Surveys.Files;

/// <summary>A problem as the sender of the file reads it.</summary>
/// <param name="Row">The row as a spreadsheet shows it.</param>
/// <param name="Column">The column's letters; absent where the file lacks it or none is meant.</param>
/// <param name="Title">The column's title in the reader's language.</param>
/// <param name="Field">The column's code.</param>
/// <param name="Code">The stable code of the problem.</param>
/// <param name="Severity"><c>error</c> (the household is left out) or <c>warning</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
internal sealed record ProblemLine(int Row, string? Column, string? Title, string? Field, string Code, string Severity, string Message, string Advice)
{
    /// <summary>The line in a language; what would be right is said in the clerk's words.</summary>
    public static ProblemLine Of(FileProblem problem, Language language)
    {
        var expected = problem.Column is { } column && SpeaksOfCells(problem) ? ColumnGuide.Expected(column, language)
            : problem.Problem == FileProblems.ColumnMissing ? problem.Column!.Label.In(language) : null;
        (string Name, object? Value)[] values = [.. expected is null ? [] : new (string, object?)[] { ("expected", expected) }, .. problem.Values.Select(v => (v.Name, (object?)v.Value))];
        return new(problem.Row, problem.Position is { } position ? XlsxWriter.Letters(position) : null, problem.Column?.Label.In(language), problem.Column?.Code,
            problem.Problem.Code, problem.IsWarning ? "warning" : "error", problem.Problem.Message.In(language, values), problem.Problem.Advice.In(language, values));
    }

    private static bool SpeaksOfCells(FileProblem problem) =>
        problem.Problem == SurveyProblems.Missing || problem.Problem == SurveyProblems.WrongKind || (problem.Problem == SurveyProblems.NotAChoice && problem.Column!.Options.Count > 0);
}
