using Microsoft.AspNetCore.Http.Features;

namespace PovertyMonitor.Platform.Problems;

/// <summary>The problem for a bare status, as the server, the router and the parameter binding set it.</summary>
internal static class StatusAsProblem
{
    /// <summary>The problem, or null for a status that none of them sets.</summary>
    public static ProblemResult? Of(HttpContext context, int status) => status switch
    {
        StatusCodes.Status400BadRequest => PlatformProblems.BadRequest.Result(),
        StatusCodes.Status404NotFound => PlatformProblems.NotFound.Result(),
        StatusCodes.Status405MethodNotAllowed =>
            PlatformProblems.MethodNotAllowed.Result(("method", context.Request.Method)),
        StatusCodes.Status408RequestTimeout => PlatformProblems.BodyTooSlow.Result(),
        StatusCodes.Status413PayloadTooLarge => PlatformProblems.BodyTooLarge.Result(
            ("limit", context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)),
        StatusCodes.Status415UnsupportedMediaType =>
            PlatformProblems.UnsupportedMediaType.Result(("type", context.Request.ContentType)),
        StatusCodes.Status500InternalServerError => PlatformProblems.Unexpected.Result(),
        _ => null,
    };
}
