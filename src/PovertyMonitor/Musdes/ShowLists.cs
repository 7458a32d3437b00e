using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes;

/// <summary>GET /api/musdes/lists and /api/musdes/lists/{id}: which lists there are, and one with its lines.</summary>
internal static class ShowLists
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/musdes/lists", async (string? area, string? round, Caller caller, MusdesReader reader, CancellationToken ct) =>
                Results.Ok((await reader.RowsAsync(caller.Regency!, area ?? caller.Regency!, round, ct)).Where(l => caller.MayRead(l.Village))))
            .AllowRoles(Role.Village, Role.District, Role.Dinsos)
            .WithName("ListLists")
            .WithSummary("The villages' lists, of an area or a round; those in the caller's area.")
            .Produces<IReadOnlyList<ListRow>>();
        api.MapGet("/musdes/lists/{id:guid}", (Guid id, Caller caller, Language language, MusdesViews views, HttpResponse response, CancellationToken ct) =>
                views.ShowAsync(caller, id, language, response, ct))
            .AllowRoles(Role.Village, Role.District, Role.Dinsos)
            .WithName("ShowList")
            .WithSummary("A village's list without names: its lines, meetings, objections and deadlines. Its ETag, sent as If-Match with a command, keeps two people from overwriting each other.")
            .Produces<ListView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
