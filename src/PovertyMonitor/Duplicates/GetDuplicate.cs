using System.Text.RegularExpressions;
using PovertyMonitor.Access;
using PovertyMonitor.Duplicates.Judging;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Duplicates;

/// <summary>GET /api/duplicates/{a}/{b}: two households side by side, with what speaks for and against their being one.</summary>
internal static partial class GetDuplicate
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet(PairAddress.Path, HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("GetDuplicate")
        .WithSummary("Two households field by field, the weights of what was compared, and the judgement; any two, found or not. With a purpose (a word of lower-case letters) also names and numbers, and the reading is recorded. Its ETag goes with a judgement as If-Match.")
        .Produces<PairView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid a, Guid b, string? purpose, Caller caller, Language language, PairReader pairs, IdentityReader identities, HttpContext http, CancellationToken ct)
    {
        if (purpose is not null && !Purpose().IsMatch(purpose)) return DuplicateProblems.Invalid.Result([DuplicateProblems.InvalidField.At("purpose", ("expected", "verification"))], ("count", 1));
        (a, b) = PairAddress.InOrder(a, b);
        if (a == b) return DuplicateProblems.SameHousehold.Result(("household", a));
        if (await pairs.ReadAsync(caller.Regency!, a, b, ct) is not { } pair) return DuplicateProblems.UnknownPair.Result();
        var people = purpose is null ? new Dictionary<Guid, PersonalData>() : await identities.OfAsync(caller, $"duplicates/{purpose}", [a, b], ct);
        http.Response.StateVersion(pair.Version);
        return Results.Ok(PairView.Of(pair, people, language));
    }

    // A sentence could hold what belongs in no log.
    [GeneratedRegex(@"^[a-z][a-z-]{2,39}\z")]
    private static partial Regex Purpose();
}
