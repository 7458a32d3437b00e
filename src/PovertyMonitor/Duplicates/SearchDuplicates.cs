using PovertyMonitor.Access;
using PovertyMonitor.Duplicates.Finding;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Duplicates;

/// <summary>POST /api/duplicates/search: compares the households of an area anew; GET /api/duplicates/searches/{id}: how far that is.</summary>
internal static class SearchDuplicates
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/duplicates/search", BeginAsync)
            .AllowRoles(Role.Dinsos)
            .WithName("SearchDuplicates")
            .WithSummary("Learns the weights anew and compares an area's households (area: a village, a district or the regency, the default). While one is under way the same is answered.")
            .Produces<SearchView>(StatusCodes.Status202Accepted)
            .Produces<SearchView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/duplicates/searches/{id:guid}", async (Guid id, Caller caller, Searches searches, CancellationToken ct) =>
                await searches.FindAsync(caller.Regency!, id, ct) is { } search ? Results.Ok(search) : DuplicateProblems.UnknownSearch.Result())
            .AllowRoles(Role.Dinsos)
            .WithName("GetDuplicateSearch")
            .WithSummary("How far a search for duplicates is.")
            .Produces<SearchView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> BeginAsync(SearchRequest request, Caller caller, IRegister registers, Searches searches, CancellationToken ct)
    {
        var area = request.Area ?? caller.Regency!;
        if (await AreaOfDuplicates.FaultAsync(area, caller, registers, ct) is { } fault) return fault;
        var (id, isNew) = await searches.BeginAsync(caller, area, ct);
        var view = await searches.FindAsync(caller.Regency!, id, ct);
        return isNew ? Results.Accepted($"/api/duplicates/searches/{id}", view) : Results.Ok(view);
    }
}

/// <summary>What is to be searched.</summary>
/// <param name="Area">The area's code; the regency where it is left out.</param>
internal sealed record SearchRequest(string? Area);
