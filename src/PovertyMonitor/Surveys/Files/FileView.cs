using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.Files;

/// <summary>How far a census file is.</summary>
/// <param name="Id">Made from the round and the content: the same file sent again has the same.</param>
/// <param name="Round">The survey round's code.</param>
/// <param name="State"><c>checking</c>, <c>checked</c>, <c>unreadable</c>, <c>importing</c>, <c>paused</c> or <c>imported</c>.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="SizeBytes">Its size, in bytes.</param>
/// <param name="Counts">What was counted.</param>
/// <param name="Done">How much of the import is through, 0 to 1.</param>
/// <param name="ProblemsFile">Where the problems are, as CSV; put .xlsx for a workbook.</param>
/// <param name="FirstProblems">The first of the problems, by row.</param>
internal sealed record FileView(
    Guid Id, string Round, string State, DateTimeOffset ReceivedAt, long SizeBytes, FileCounts Counts, double Done, string ProblemsFile, IReadOnlyList<ProblemLine>? FirstProblems = null)
{
    public static FileView Of(CensusJob job, IReadOnlyList<ProblemLine>? problems = null) => new(
        job.Id, job.Round, Question.CodeOf(job.State), job.ReceivedAt, job.Size, job.Counts,
        job.State == FileState.Imported ? 1 : job.Counts.Rows == 0 ? 0 : Math.Round(Math.Min(1, (double)job.LastRow / job.Counts.Rows), 3),
        $"/api/files/{job.Id}/problems.csv", problems);
}
