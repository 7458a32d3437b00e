using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>PUT /api/rounds/{round}/design: a census or a sample, and from when to when.</summary>
internal static class DesignRound
{
    private const int UsualGraceDays = 7;
    private const int MostGraceDays = 366;
    private static readonly LocalDate Earliest = new(2000, 1, 1);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/rounds/{round}/design", HandleAsync)
        .AllowRoles(Role.Planner, Role.Operator)
        .WithName("DesignRound")
        .WithSummary("States a round's design: a census or a sample, its days (WIB), and how many days after the last one (7) a submission may still be received without being late. The same again is harmless.")
        .Produces<RoundDesign>()
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(string round, DesignBody body, [AsParameters] RoundWork work, CancellationToken ct)
    {
        var errors = RoundWork.Check(round).Concat(Check(body)).ToList();
        if (errors.Count > 0) return RoundProblems.InvalidDesign.Result(errors, ("count", errors.Count));
        var act = work.On(round);
        var kind = body.Kind == "sample" ? RoundKind.Sample : RoundKind.Census;
        var design = new RoundDesigned(round, kind, body.From!.Value, body.Until!.Value, body.GraceDays ?? UsualGraceDays, body.Measure, act.By, act.At);
        var refusal = await work.DecideAsync(round, (_, history) => RoundDecider.Design(design, act, history), DesignTables.Write(work.Tenant, design), ct);
        return refusal is null ? Results.Ok(RoundDesign.Of(design)) : refusal;
    }

    private static IEnumerable<FieldError> Check(DesignBody body)
    {
        static FieldError Error(string field, object expected) => RoundProblems.InvalidEntry.At(field, ("expected", expected));
        if (body.Kind is not ("census" or "sample")) yield return Error("kind", "census, sample");
        if (body.From is not { } from || from < Earliest) yield return Error("from", Text.Such("2026-01-05"));
        else if (body.Until is { } until && until < from) yield return Error("until", $">= {from:uuuu-MM-dd}");
        if (body.Until is null) yield return Error("until", Text.Such("2026-03-31"));
        if (body.GraceDays is < 0 or > MostGraceDays) yield return Error("graceDays", $"0..{MostGraceDays}");
        if (body.Measure is { } measure && !SubmissionReader.RoundCode().IsMatch(measure)) yield return Error("measure", Text.Such("global-mpi-2018"));
    }
}

/// <summary>A round's design as it is stated.</summary>
/// <param name="Kind"><c>census</c> or <c>sample</c>.</param>
/// <param name="From">Its first day, in the regency's time.</param>
/// <param name="Until">Its last day.</param>
/// <param name="GraceDays">Days after the last one in which what was visited in time may still be received without being late, 0 to 366; 7 if absent.</param>
/// <param name="Measure">The code of the measure it is designed for.</param>
internal sealed record DesignBody(string? Kind, LocalDate? From, LocalDate? Until, int? GraceDays = null, string? Measure = null);
