namespace PovertyMonitor.Platform.Problems;

/// <summary>Explains the catalogue to whoever follows a problem's <c>type</c>.</summary>
internal static class ProblemEndpoints
{
    /// <summary>Maps <c>/problems</c> and <c>/problems/{code}</c>; the caller declares who may read them.</summary>
    public static RouteGroupBuilder MapProblems(this IEndpointRouteBuilder routes)
    {
        var problems = routes.MapGroup("/problems").WithTags("Problems");
        problems.MapGet("", (Language language) => Catalogue.All.Select(problem => Explain(problem, language)))
            .WithSummary("Every problem code with its meaning");
        problems.MapGet("/{code}", IResult (string code, Language language) => Catalogue.Find(code) is { } problem
                ? Results.Ok(Explain(problem, language))
                : PlatformProblems.UnknownProblem.Result())
            .WithSummary("The meaning of a problem code");
        return problems;
    }

    private static Explanation Explain(Problem problem, Language language) => new(
        problem.Code,
        problem.Status,
        problem.Title.In(language),
        problem.Message.In(language),
        problem.Advice.In(language));

    /// <summary>An entry of the catalogue, its places still open.</summary>
    private sealed record Explanation(string Code, int Status, string Title, string Message, string Advice);
}
