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
            JudgementResult.Recorded => Results.Json(Body(standing), statusCode: StatusCodes.Status201Created),
            JudgementResult.Already => Results.Json(Body(standing)),
            JudgementResult.JudgedMeanwhile => Meanwhile(answer, standing),
            JudgementResult.StillMerged => DuplicateProblems.StillMerged.Result(("household", answer.History.Standing?.Kept)),
            JudgementResult.NotJudged => DuplicateProblems.NotJudged.Result(),
            _ => answer.Refusal!,
        };
    }

    private static object Body(JudgementView? standing) => standing is null ? new JudgementWithdrawn("withdrawn") : standing;

    private static ProblemResult Meanwhile(JudgementAnswer answer, JudgementView? standing)
    {
        var problem = DuplicateProblems.JudgedMeanwhile.Result(("tag", $"\"{answer.Version}\""));
        return standing is null ? problem : problem.With(("judgement", standing));
    }
}
