using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Households;

/// <summary>POST /api/households/{id}/moves: a household lives elsewhere from a time on.</summary>
internal static class MoveHousehold
{
    private static readonly Duration Tolerance = Duration.FromDays(1);

    private enum Result { Recorded, Already, UnknownHousehold, OtherContent }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/households/{id:guid}/moves", HandleAsync)
        .AllowRoles(Role.Enumerator)
        .WithName("MoveHousehold")
        .WithSummary("Records that a household moved; both villages' figures follow. Sending the same change again is harmless.")
        .Produces(StatusCodes.Status201Created)
        .Produces(StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid id, Move move, Caller caller, IRegister registers, IClock clock, StreamDecision streams, CancellationToken ct)
    {
        var errors = Check(move, await registers.OfAsync(caller.Regency!, ct), clock.GetCurrentInstant() + Tolerance);
        if (errors.Count > 0) return HouseholdProblems.InvalidMove.Result(errors, ("count", errors.Count));
        if (!caller.MaySubmitFor(move.To.Village, move.To.DasaWisma)) return AccessProblems.AreaNotAllowed.Result(("area", move.To.Village));
        return await streams.DecideAsync(caller.Regency!, id, history => Decide(move, Household.After(history)), ct,
            HouseholdDirectory.Move(caller.Regency!, id, move.To, Stored(move.MovedAt))) switch
        {
            Result.Recorded => Results.StatusCode(StatusCodes.Status201Created),
            Result.Already => Results.Ok(),
            Result.OtherContent => HouseholdProblems.OtherChange.Result(("change", move.ChangeId)),
            _ => HouseholdProblems.Unknown.Result(("household", id)),
        };
    }

    private static (Result, IReadOnlyList<object>) Decide(Move move, Household state)
    {
        if (!state.IsRegistered) return (Result.UnknownHousehold, []);
        var fact = new HouseholdMoved(move.ChangeId, Stored(move.MovedAt), move.To);
        return state.Moves.FirstOrDefault(m => m.ChangeId == move.ChangeId) is not { } before ? (Result.Recorded, [fact])
            : (before == fact ? Result.Already : Result.OtherContent, []);
    }

    private static List<FieldError> Check(Move move, Register register, Instant latest)
    {
        var faults = move.To?.Village is null ? [new AnswerFault("to.village", FaultKind.Missing, "35.22.15.2002")] : PlaceForm.Check(move.To, "to");
        var errors = faults.Select(f => HouseholdProblems.InvalidField.At(f.Field, ("expected", f.Expected))).ToList();
        if (errors.Count == 0 && register.Find(AreaCode.Parse(move.To!.Village)) is null)
            errors.Add(HouseholdProblems.InvalidField.At("to.village", ("expected", "35.22.15.2002")));
        if (move.ChangeId == Guid.Empty) errors.Add(HouseholdProblems.InvalidField.At("changeId", ("expected", "UUID")));
        if (move.MovedAt.ToInstant() > latest) errors.Add(HouseholdProblems.InvalidField.At("movedAt", ("expected", $"<= {latest}")));
        if (move.MovedAt.ToInstant() < VisitTime.Earliest) errors.Add(HouseholdProblems.InvalidField.At("movedAt", ("expected", $">= {VisitTime.Earliest}")));
        return errors;
    }

    // The database keeps microseconds; finer digits would make one time two.
    private static Instant Stored(OffsetDateTime time) => Instant.FromUnixTimeTicks(time.ToInstant().ToUnixTimeTicks() / 10 * 10);
}

/// <summary>A household's move as an enumerator reports it.</summary>
/// <param name="ChangeId">Made by the client; the same on every retry.</param>
/// <param name="MovedAt">When it moved, with offset.</param>
/// <param name="To">Where it lives now.</param>
internal sealed record Move(Guid ChangeId, OffsetDateTime MovedAt, Place To);
