using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace PovertyMonitor.Platform.Problems;

/// <summary>Turns an exception that left an endpoint into a problem that tells nothing of the inside.</summary>
internal sealed partial class ExceptionsAsProblems(ILogger<ExceptionsAsProblems> logger) : IExceptionHandler
{
    private const int StallRetrySeconds = 5;

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await ProblemOf(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemResult ProblemOf(HttpContext context, Exception exception)
    {
        // Only the server and the parameter binding throw this one, for what the client sent.
        if (exception is BadHttpRequestException refused)
            return ProblemOf(context, refused);
        // Its transaction is gone, and so is whatever it did.
        if (DatabaseStall.Is(exception))
        {
            LogStalled(context.Request.Method, EndpointOf(context)?.DisplayName);
            return new ProblemResult(PlatformProblems.Stalled, [], []) { RetryAfterSeconds = StallRetrySeconds };
        }
        LogUnexpected(exception, context.Request.Method, EndpointOf(context)?.DisplayName);
        return PlatformProblems.Unexpected.Result();
    }

    private static ProblemResult ProblemOf(HttpContext context, BadHttpRequestException refused) => refused switch
    {
        { InnerException: JsonException json } => MalformedJson.Of(json),
        { StatusCode: StatusCodes.Status400BadRequest } when LacksBody(context) => PlatformProblems.BodyMissing.Result(),
        _ when QuotedParameter().Match(refused.Message) is { Success: true } match => BadParameter(match.Groups[1].Value),
        _ => StatusAsProblem.Of(context, refused.StatusCode) ?? PlatformProblems.BadRequest.Result(),
    };

    // The middleware takes the endpoint off the context before it asks what to answer.
    private static Endpoint? EndpointOf(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;

    private static bool LacksBody(HttpContext context) =>
        EndpointOf(context)?.Metadata.GetMetadata<IAcceptsMetadata>() is { IsOptional: false }
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    private static ProblemResult BadParameter(string name) => PlatformProblems.BadParameter.Result(
        [PlatformProblems.BadParameter.At(name, ("parameter", name))], ("parameter", name));

    // The framework tells the parameter only in its message: ... parameter "int round" ...
    [GeneratedRegex("parameter \"(?:.* )?(\\w+)\"")]
    private static partial Regex QuotedParameter();

    [LoggerMessage(LogLevel.Warning, "{Method} {Endpoint} stood still for too long in the middle of a transaction.")]
    private partial void LogStalled(string method, string? endpoint);

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed.")]
    private partial void LogUnexpected(Exception exception, string method, string? endpoint);
}
