using PovertyMonitor.Duplicates.Judging;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Duplicates;

/// <summary>Answers what became of a judgement or its withdrawal.</summary>
internal static class JudgementReply
{
    public static IResult Of(JudgementAnswer answer, HttpContext http, Language language)
    {
        http.Response.StateVersion(answer.Version);
        var standing = answer.History.Standing is { } judged ? JudgementView.Of(judged, language) : null;
        return answer.Result switch
        {
            JudgementResult.Recorded => Results.Json(Body(answer, standing), statusCode: StatusCodes.Status201Created),
            JudgementResult.Already => Results.Json(Body(answer, standing)),
            JudgementResult.JudgedMeanwhile => Meanwhile(answer, standing),
            JudgementResult.StillMerged => StillMerged(answer),
            JudgementResult.NotJudged => DuplicateProblems.NotJudged.Result(),
            _ => answer.Refusal!,
        };
    }

    private static object Body(JudgementAnswer answer, JudgementView? standing) =>
        standing is null ? new JudgementWithdrawn("withdrawn", answer.Along.Count == 0 ? null : answer.Along) : standing;

    // A merger that was reported at the household can't be taken back as a judgement.
    private static ProblemResult StillMerged(JudgementAnswer answer) => answer.History.Standing?.Merge == answer.Merged!.ChangeId
        ? DuplicateProblems.StillMerged.Result(("household", answer.Merged.Into))
        : DuplicateProblems.MergedAtHousehold.Result(("household", answer.Merged.Into), ("change", answer.Merged.ChangeId)).With(("change", answer.Merged.ChangeId));

    private static ProblemResult Meanwhile(JudgementAnswer answer, JudgementView? standing)
    {
        var problem = DuplicateProblems.JudgedMeanwhile.Result(("tag", $"\"{answer.Version}\""));
        return standing is null ? problem : problem.With(("judgement", standing));
    }
}
