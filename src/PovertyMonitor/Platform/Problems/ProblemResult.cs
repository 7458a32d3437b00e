using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;

namespace PovertyMonitor.Platform.Problems;

/// <summary>An answer of application/problem+json (RFC 9457) in the reader's language.</summary>
internal sealed class ProblemResult : IResult
{
    /// <summary>The media type of every problem.</summary>
    public const string MediaType = "application/problem+json";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly IReadOnlyCollection<(string Name, object? Value)> _values;

    /// <summary>An answer; see <see cref="Problems.Problem.Result(ValueTuple{string, object}[])"/>.</summary>
    /// <exception cref="ArgumentException">A place of the message or the advice has no value.</exception>
    public ProblemResult(
        Problem problem, IReadOnlyCollection<(string Name, object? Value)> values, IReadOnlyList<FieldError> errors)
    {
        problem.RequireValues(values);
        Problem = problem;
        Errors = errors;
        _values = values;
    }

    /// <summary>The catalogue's entry.</summary>
    public Problem Problem { get; }

    /// <summary>What is wrong field by field; empty when the problem isn't about fields.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var language = Language.Of(httpContext.Request);
        var response = httpContext.Response;
        response.StatusCode = Problem.Status;
        response.Headers.ContentLanguage = language.Tag;
        response.Headers.Append("Vary", "Accept-Language");
        // The handling of exceptions takes the endpoint off the context.
        var endpoint = httpContext.GetEndpoint() ?? httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if (endpoint?.Metadata.GetMetadata<IProblemFormat>() is { } format)
            return format.WriteAsync(httpContext, $"{Problem.Message.In(language, _values)} {Problem.Advice.In(language, _values)}");
        return response.WriteAsJsonAsync(BodyFor(httpContext, language), _json, MediaType, httpContext.RequestAborted);
    }

    private ProblemBody BodyFor(HttpContext context, Language language) => new(
        Problem.Type,
        Problem.Title.In(language),
        Problem.Status,
        Problem.Message.In(language, _values),
        Problem.Code,
        Problem.Advice.In(language, _values),
        // Without the query: it may hold what doesn't belong into a log of answers.
        context.Request.Path,
        Activity.Current?.Id ?? context.TraceIdentifier,
        Errors.Count == 0 ? null : [.. Errors.Select(error => error.In(language))]);

    private sealed record ProblemBody(
        string Type,
        string Title,
        int Status,
        string Detail,
        string Code,
        string Advice,
        string? Instance,
        string TraceId,
        IReadOnlyList<FieldErrorBody>? Errors);
}
