using System.Text.Json;
using Marten;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Households;

/// <summary>GET /api/households/{id}: how a household lives as far as is known, with the version that a change can be held against.</summary>
internal static class ShowHousehold
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/households/{id:guid}", HandleAsync)
        .AllowRoles(Role.Enumerator, Role.Village, Role.District, Role.Dinsos)
        .WithName("ShowHousehold")
        .WithSummary("Where a household lives and who lives in it, without names; its ETag, sent as If-Match with a change, keeps two people from overwriting each other.")
        .Produces<HouseholdView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid id, Caller caller, HouseholdDirectory directory, IDocumentStore store, HttpContext http, CancellationToken ct)
    {
        if (await directory.FindAsync(caller.Regency!, id, ct) is not { } entry) return HouseholdProblems.Unknown.Result(("household", id));
        if (caller.Role == Role.Enumerator ? !caller.MaySubmitFor(entry.Place.Village, entry.Place.DasaWisma) : !caller.MayRead(entry.Place.Village))
            return AccessProblems.AreaNotAllowed.Result(("area", entry.Place.Village));
        await using var session = store.QuerySession(caller.Regency!);
        var events = await session.Events.FetchStreamAsync(id, token: ct);
        http.Response.StateVersion(events.Count);
        return Results.Ok(HouseholdView.Of(id, Household.After(events.Select(e => e.Data)), entry.Place));
    }
}

/// <summary>A household as far as is known.</summary>
/// <param name="Household">Its id.</param>
/// <param name="State"><c>living</c>, <c>dissolved</c>, <c>merged</c>, <c>duplicate</c>, <c>returned</c> (all who had split off were met in their old household again) or <c>withdrawn</c> (the split by which it began was taken back, or all that was said of it was rejected).</param>
/// <param name="Into">The household it became part of, or is a duplicate of.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Place">Where it lives or lived last.</param>
/// <param name="Members">Who lives in it, without names; ages as of the interview.</param>
/// <param name="Interviews">Its interviews that count, the oldest first.</param>
/// <param name="Changes">What happened to it besides and stands, the oldest first.</param>
internal sealed record HouseholdView(
    Guid Household, string State, Guid? Into, Instant? EndedAt, Place Place, IReadOnlyList<RosterLine> Members,
    IReadOnlyList<InterviewView> Interviews, IReadOnlyList<ChangeView> Changes)
{
    public static HouseholdView Of(Guid id, Household household, Place known)
    {
        var last = Spell.Of(household) is [.., var spell] ? spell : null;
        var end = household.End;
        return new(id, end switch
        {
            HouseholdMergedInto { AsDuplicate: true } => "duplicate",
            HouseholdMergedInto => "merged",
            HouseholdDissolved => "dissolved",
            _ when household.NeverWas => "withdrawn",
            _ when household.EndedSince is not null => "returned",
            // Everything that was said of it was rejected or taken back; another visit may still find it.
            _ when last is null && !household.Visits.Any() => "withdrawn",
            _ => "living",
        }, (end as HouseholdMergedInto)?.Into, end?.At ?? (household.NeverWas ? null : household.EndedSince), last?.Place ?? known,
            last is { To: null } ? RosterLine.Of(last.Answers) : [],
            [.. household.Interviews().Select(i => new InterviewView(i.SubmissionId, i.Source, i.At, i.Round))],
            [.. household.Changes.Select(c => new ChangeView(c.ChangeId, JsonNamingPolicy.SnakeCaseLower.ConvertName(c.GetType().Name), c.At))
                .Concat(household.Moves.Select(m => new ChangeView(m.ChangeId, "household_moved", m.MovedAt))).OrderBy(c => c.At).ThenBy(c => c.ChangeId)]);
    }
}

/// <summary>An interview of a household.</summary>
/// <param name="SubmissionId">The submission that reported it.</param>
/// <param name="Source">The submission its answers come from: itself or its latest correction.</param>
/// <param name="At">When it took place.</param>
/// <param name="Round">The survey round's code.</param>
internal sealed record InterviewView(Guid SubmissionId, Guid Source, Instant At, string Round);

/// <summary>A change to a household.</summary>
/// <param name="ChangeId">Its id.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
internal sealed record ChangeView(Guid ChangeId, string Kind, Instant At);
