using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace PovertyMonitor.Platform.Problems;

/// <summary>An answer of application/problem+json (RFC 9457) in the reader's language.</summary>
internal sealed class ProblemResult : IResult
{
    /// <summary>The media type of every problem.</summary>
    public const string MediaType = "application/problem+json";

    private static readonly JsonSerializerOptions _json = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    }.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

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

    /// <summary>Members of the body beyond those of every problem (RFC 9457, section 3.2), by their names in JSON.</summary>
    public IReadOnlyDictionary<string, object> Extensions { get; init; } = new Dictionary<string, object>();

    /// <summary>After how many seconds another try makes sense; <see langword="null"/> where waiting alone mends nothing.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The same with members of its own beside those of every problem.</summary>
    public ProblemResult With(params (string Name, object Value)[] extensions) => new(Problem, _values, Errors)
    {
        Extensions = extensions.ToDictionary(e => e.Name, e => e.Value),
        RetryAfterSeconds = RetryAfterSeconds,
    };

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var language = Language.Of(httpContext.Request);
        var response = httpContext.Response;
        response.StatusCode = Problem.Status;
        response.Headers.ContentLanguage = language.Tag;
        response.Headers.Append("Vary", "Accept-Language");
        if (RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        // The handling of exceptions takes the endpoint off the context.
        var endpoint = httpContext.GetEndpoint() ?? httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if (endpoint?.Metadata.GetMetadata<IProblemFormat>() is { } format)
            return format.WriteAsync(httpContext, $"{Problem.Message.In(language, _values)} {Problem.Advice.In(language, _values)}");
        return response.WriteAsJsonAsync(BodyFor(httpContext, language), _json, MediaType, httpContext.RequestAborted);
    }

    /// <summary>The problem as it is written to the client.</summary>
    public ProblemBody BodyFor(HttpContext context, Language language) => new(
        Problem.Type,
        Problem.Title.In(language),
        Problem.Status,
        Problem.Message.In(language, _values),
        Problem.Code,
        Problem.Advice.In(language, _values),
        // Without the query: it may hold what doesn't belong into a log of answers.
        context.Request.Path,
        Activity.Current?.Id ?? context.TraceIdentifier,
        Errors.Count == 0 ? null : [.. Errors.Select(error => error.In(language))])
    {
        Extensions = Extensions.Count == 0 ? null : Extensions.ToDictionary(),
    };
}

/// <summary>A problem's members (RFC 9457), and those every problem of this service has.</summary>
/// <param name="Type">Where the code is explained.</param>
/// <param name="Title">What kind of problem it is.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong this time.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Instance">The request's path.</param>
/// <param name="TraceId">Finds the request in the operator's logs.</param>
/// <param name="Errors">What is wrong field by field.</param>
internal sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    string Advice,
    string? Instance,
    string TraceId,
    IReadOnlyList<FieldErrorBody>? Errors)
{
    /// <summary>Members of this problem alone.</summary>
    [JsonExtensionData]
    public Dictionary<string, object>? Extensions { get; init; }
}
