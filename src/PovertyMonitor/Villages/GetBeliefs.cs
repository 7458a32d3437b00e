using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>GET /api/households/{id}/standing: what a measure says of a household, as known and as true at any time.</summary>
internal static class GetBeliefs
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/households/{id:guid}/standing", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.District, Role.Village)
        .WithName("GetHouseholdStanding")
        .WithSummary("What a measure says of a household over time: as known now, on a day (knownOn) or at an event (knownAt); as true at any time, or on a day (on); under any cutoff (k). history=true gives everything that was ever held, with the events between which it was.")
        .Produces<StandingView>()
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid id, string? measure, string? knownOn, string? knownAt, string? on, string? k, bool? history,
        [AsParameters] FigureWork work, HouseholdDirectory directory, BeliefReader beliefs, CancellationToken ct)
    {
        if (await directory.FindAsync(work.Tenant, id, ct) is not { } entry) return HouseholdProblems.Unknown.Result(("household", id));
        if (!work.Caller.MayRead(entry.Place.Village)) return AccessProblems.AreaNotAllowed.Result(("area", entry.Place.Village));
        var (question, unknown) = await FigureQuestion.ReadAsync(measure, null, work.Tenant, work.Poverty, ct);
        if (question is null) return unknown!;
        var (slice, problem) = await new SliceRequest(knownOn, knownAt, on, k, null, null, null, null, null, null).ReadAsync(null, work, ct);
        if (problem is not null) return problem;
        question = question with { Slice = slice };
        var asOf = await work.Poverty.AsOfAsync(work.Tenant, ct);
        var known = history == true ? (long?)null : slice.Known?.Sequence ?? asOf?.Sequence;
        var held = await beliefs.ReadAsync(work.Tenant, question.Measure.Id, id, known, slice.TrueAt, ct);
        return Results.Ok(new StandingView(id, question.Measure.Id, question.Cutoff.ToString(), asOf, known, slice.TrueAt, [.. held.Select(b => StandingLine.Of(b, question))]));
    }
}

/// <summary>What a measure says of a household.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Cutoff">The poverty cutoff k.</param>
/// <param name="AsOf">How far the projection has come.</param>
/// <param name="KnownAt">The last event that counts; absent where everything ever held is told.</param>
/// <param name="TrueAt">The time it is about; absent for all time.</param>
/// <param name="Standings">The stretches of time, the earliest first.</param>
internal sealed record StandingView(Guid Household, string Measure, string Cutoff, AsOf? AsOf, long? KnownAt, Instant? TrueAt, IReadOnlyList<StandingLine> Standings);

/// <summary>What a measure says of a household over a stretch of time.</summary>
/// <param name="From">Since when it was so: an interview, or a change after it.</param>
/// <param name="To">Until when, exclusive; absent while it lasts.</param>
/// <param name="KnownFrom">The event since which the system held it.</param>
/// <param name="KnownTo">The event since which it no longer does.</param>
/// <param name="Submission">The interview it rests on.</param>
/// <param name="Round">That interview's round.</param>
/// <param name="CountsInRound">Whether its round counts the household by it.</param>
/// <param name="Village">Where it lived.</param>
/// <param name="Persons">Its persons.</param>
/// <param name="Status">What the measure says under the cutoff.</param>
/// <param name="Deprivations">The codes of the indicators it is deprived in.</param>
/// <param name="Unknown">The codes of the indicators that are not known.</param>
internal sealed record StandingLine(
    Instant From, Instant? To, long KnownFrom, long? KnownTo, Guid Submission, string Round, bool CountsInRound, string Village, long Persons,
    PovertyStatus Status, IReadOnlyList<string> Deprivations, IReadOnlyList<string> Unknown)
{
    public static StandingLine Of(HeldBelief b, FigureQuestion question) => new(
        b.ValidFrom, b.ValidTo, b.KnownFrom, b.KnownTo, b.Submission, b.Round, b.CountsInRound, b.Village, b.Masks.Persons,
        ListCounted.StatusOf(question, b.Masks.Deprived, b.Masks.Missing), CountedLine.CodesOf(question, b.Masks.Deprived), CountedLine.CodesOf(question, b.Masks.Missing));
}
