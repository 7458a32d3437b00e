using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance.Given;

/// <summary>POST /api/households/{id}/assistance: an agency gave a household something.</summary>
internal static class RecordAssistance
{
    private const long MostRupiah = 1_000_000_000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/households/{id:guid}/assistance", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Dinkes)
        .WithName("RecordAssistance")
        .WithSummary("Records what a household was given: programme, date, and an amount in rupiah or a service. Dinas Sosial records social programmes, Dinas Kesehatan health ones. Sending the same again is harmless.")
        .Produces(StatusCodes.Status201Created)
        .Produces(StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid id, AssistanceBody body, ProgrammeReader programmes, [AsParameters] HelpWork work, CancellationToken ct)
    {
        var known = await programmes.ListAsync(work.Tenant, ct);
        var programme = known.FirstOrDefault(p => p.Code == body.Programme);
        var errors = Check(body, programme, known, work).ToList();
        if (errors.Count > 0) return AssistanceProblems.Invalid.Result(errors, ("count", errors.Count));
        var recorder = programme!.Field == ProgrammeField.Health ? Role.Dinkes : Role.Dinsos;
        if (work.Caller.Role != recorder) return AssistanceProblems.NotYourField.Result(("programme", programme.Code), ("role", recorder.Name()));
        var given = new AssistanceRecorded(
            body.AssistanceId, programme.Code, body.Date!.Value, body.Amount, body.Service, body.Agency ?? programme.Agency, work.Caller.Subject);
        return HelpWork.Answer(await work.Streams.DecideAsync(
            work.Tenant, id, history => HelpDecider.Record(id, given, history), ct, HelpTable.Write(work.Tenant, id, given)));
    }

    private static IEnumerable<FieldError> Check(AssistanceBody body, Programme? programme, IReadOnlyList<Programme> known, HelpWork work)
    {
        foreach (var error in HelpWork.CheckId(body.AssistanceId, "assistanceId").Concat(work.CheckDate(body.Date))) yield return error;
        if (programme is null) yield return AssistanceProblems.UnknownProgramme.At("programme", ("known", string.Join(", ", known.Select(p => p.Code))));
        if (body.Agency is not null)
            foreach (var error in HelpWork.CheckCode(body.Agency, "agency", "dinsos")) yield return error;
        if (body.Amount is < 1 or > MostRupiah) yield return HelpWork.Error("amount", $"1..{MostRupiah}");
        if (body.Amount is null == body.Service is null) yield return HelpWork.Error("amount", "amount / service");
        else if (programme is { Kind: ProgrammeKind.Cash } && body.Amount is null) yield return HelpWork.Error("amount", $"1..{MostRupiah}");
        else if (body.Service is not null)
            foreach (var error in HelpWork.CheckCode(body.Service, "service", "pbi-jk-kelas-3")) yield return error;
    }
}

/// <summary>Something given to a household, as an agency reports it.</summary>
/// <param name="AssistanceId">Made by the client; the same on every retry.</param>
/// <param name="Programme">The programme's code, of <c>/api/programmes</c>.</param>
/// <param name="Date">When it was given, in the regency's time.</param>
/// <param name="Amount">Money, or what the goods were worth, in whole rupiah, 1 to 1,000,000,000.</param>
/// <param name="Service">The code of a service, where no amount is given.</param>
/// <param name="Agency">The code of the agency that gave it; the programme's own if absent.</param>
internal sealed record AssistanceBody(Guid AssistanceId, string? Programme, LocalDate? Date, long? Amount = null, string? Service = null, string? Agency = null);
