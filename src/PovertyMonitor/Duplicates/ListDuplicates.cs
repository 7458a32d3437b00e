using PovertyMonitor.Access;
using PovertyMonitor.Duplicates.Finding;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Duplicates;

/// <summary>GET /api/duplicates: pairs of households that may be one.</summary>
internal static class ListDuplicates
{
    private const int PageSize = 100;
    private static readonly string[] States = ["open", "different", "same", "merged", "unlikely"];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/duplicates", HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("ListDuplicates")
        .WithSummary("Pairs of households of an area that may be one, the most probable first, 100 at a time; state: open (the default), different, same, merged or unlikely. next is the address of the next page.")
        .Produces<DuplicatePage>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        string? area, string? state, string? after, Caller caller, Language language, IRegister registers, CandidateReader candidates, CancellationToken ct)
    {
        var (where, which) = (area ?? caller.Regency!, state ?? "open");
        if (await AreaOfDuplicates.FaultAsync(where, caller, registers, ct) is { } fault) return fault;
        var errors = new List<FieldError>();
        if (!States.Contains(which)) errors.Add(DuplicateProblems.InvalidField.At("state", ("expected", string.Join(", ", States))));
        var cursor = after is null ? null : PairCursor.Parse(after);
        if (after is not null && cursor is null) errors.Add(DuplicateProblems.InvalidField.At("after", ("expected", "next")));
        if (errors.Count > 0) return DuplicateProblems.Invalid.Result(errors, ("count", errors.Count));
        var pairs = await candidates.ListAsync(caller.Regency!, where, which, cursor, PageSize, language, ct);
        var next = pairs.Count < PageSize ? null : $"/api/duplicates?area={where}&state={which}&after={new PairCursor(pairs[^1].Probability, pairs[^1].A, pairs[^1].B)}";
        return Results.Ok(new DuplicatePage(pairs, next));
    }
}

/// <summary>A page of pairs.</summary>
/// <param name="Pairs">The pairs.</param>
/// <param name="Next">The address of the next page; absent on the last.</param>
internal sealed record DuplicatePage(IReadOnlyList<CandidateView> Pairs, string? Next);
