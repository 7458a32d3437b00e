using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Measures;

/// <summary>What the requests that change a measure have in common: who may send them, how they are read and answered.</summary>
internal static class MeasureRequests
{
    private const int LargestBody = 256 * 1024;

    /// <summary>Opens an endpoint to planners, for a body of a size that a document needs.</summary>
    public static RouteHandlerBuilder TakesMeasure<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint
        .AllowRoles(Role.Planner)
        .Accepts<T>("application/json")
        .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
        .Produces<MeasureView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>Reads the body strictly: a misspelt field is an error, not left out.</summary>
    public static async Task<(T? Body, ProblemResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken ct)
        where T : class
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(request.Body, MeasureJson.Options, ct);
            return body is null ? (null, PlatformProblems.BodyMissing.Result()) : (body, null);
        }
        catch (JsonException e)
        {
            return (null, MalformedJson.Of(e));
        }
    }

    /// <summary>Everything wrong with a document, as an answer.</summary>
    public static ProblemResult? Check(MeasureDefinition definition, int revision)
    {
        var faults = new List<MeasureFault>();
        MeasureCompiler.TryCompile(definition, revision, faults);
        faults.AddRange(PersonalNames.In(definition));
        return faults.Count == 0 ? null : MeasureProblems.Invalid.Result([.. faults.Select(MeasureFaultProblems.Of)], ("count", faults.Count));
    }

    /// <summary>Takes the step and answers with the measure as it then is.</summary>
    public static async Task<IResult> TakeAsync(MeasureStore measures, Caller caller, string code, MeasureStep step, CancellationToken ct)
    {
        var (state, refusal) = await measures.TakeAsync(caller.Regency!, code, step, ct);
        return refusal is { } reason ? MeasureProblems.Of(reason, code) : Results.Ok(MeasureView.Of(state));
    }
}
