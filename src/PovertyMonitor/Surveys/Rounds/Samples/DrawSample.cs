using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Rounds.Samples;

/// <summary>PUT /api/rounds/{round}/sample: which households a round visits, with their strata, primary sampling units and weights.</summary>
internal static class DrawSample
{
    private const long MostBytes = 32 << 20;
    private static readonly Guid Space = new("6f0f3f1c-8f39-4d70-bb1c-4a1f7c6d2e55");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/rounds/{round}/sample", HandleAsync)
            .AllowRoles(Role.Planner, Role.Operator)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .Accepts<IReadOnlyList<SampleRow>>("application/json", "text/csv")
            .WithName("DrawSample")
            .WithSummary("States a sample round's whole sample, as a JSON array or CSV of household, stratum, psu and weight (above 0), each household once. The same again is harmless; once the round was opened it is fixed.")
            .Produces<SampleView>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/rounds/{round}/sample", (string round, Caller caller, RoundDesigns designs, CancellationToken ct) =>
                Results.Ok(designs.SampleAsync(caller.Regency!, round, ct)))
            .AllowRoles(Role.Planner, Role.Operator)
            .WithName("GetSample")
            .WithSummary("A round's sample by household; empty where it has none.")
            .Produces<IReadOnlyList<SampleUnit>>();
    }

    private static async Task<IResult> HandleAsync(
        string round, HttpRequest request, Language language, [AsParameters] RoundWork work, CancellationToken ct)
    {
        CheckedSample sample;
        try
        {
            var (rows, error) = await ReadAsync(request, ct);
            sample = error is null ? SampleCheck.Of(rows) : new([], [error], []);
        }
        catch (JsonException e)
        {
            return MalformedJson.Of(e);
        }
        List<FieldError> errors = [.. RoundWork.Check(round), .. sample.Errors];
        if (errors.Count > 0) return RoundProblems.InvalidSample.Result(errors, ("count", errors.Count));
        var draw = IdOf(round, sample.Units);
        var refusal = await work.DecideAsync(round, (act, history) => RoundDecider.Draw(draw, sample.Units, act, history), DesignTables.Write(work.Tenant, round, sample.Units), ct);
        return refusal is null ? Results.Ok(SampleView.Of(round, draw, sample, language)) : refusal;
    }

    private static async Task<(IReadOnlyList<SampleRow?> Rows, FieldError? Error)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.HasJsonContentType())
            return (await request.ReadFromJsonAsync<List<SampleRow?>>(ct) ?? [], null);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        body.Position = 0;
        return SampleCsv.Read(body);
    }

    // The same households with the same weights are the same draw, in whatever order they come.
    private static Guid IdOf(string round, IReadOnlyList<SampleUnit> units) => NameBasedGuid.Create(Space, string.Join('\n',
        units.Select(u => string.Create(CultureInfo.InvariantCulture, $"{u.Household}\t{u.Stratum}\t{u.Psu}\t{u.Weight / 1.000000000000000000m}")).Prepend(round)));
}

/// <summary>A sample as it was taken.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="Draw">The draw's id, which follows from what is in it.</param>
/// <param name="Households">Households in it.</param>
/// <param name="Strata">Strata.</param>
/// <param name="Psus">Primary sampling units.</param>
/// <param name="WeightSum">How many households it stands for.</param>
/// <param name="Warnings">Strata whose standard error can't be computed.</param>
internal sealed record SampleView(string Round, Guid Draw, int Households, int Strata, int Psus, decimal WeightSum, IReadOnlyList<FieldErrorBody> Warnings)
{
    public static SampleView Of(string round, Guid draw, CheckedSample sample, Language language) => new(
        round, draw, sample.Units.Count, sample.Units.Select(u => u.Stratum).Distinct().Count(), sample.Units.Select(u => (u.Stratum, u.Psu)).Distinct().Count(),
        sample.Units.Sum(u => u.Weight), [.. sample.Lonely.Select(s => RoundProblems.LonelyUnit.At("stratum", ("stratum", s)).In(language))]);
}
