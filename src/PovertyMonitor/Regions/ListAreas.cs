using PovertyMonitor.Access;

namespace PovertyMonitor.Regions;

/// <summary>GET /api/areas: the areas right below one, or the regencies that have a register.</summary>
internal static class ListAreas
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/areas", HandleAsync)
        .WithName("ListAreas")
        .AllowPublicly()
        .WithSummary("The areas right below the one given as parent; without it, the regencies with a register.")
        .Produces<AreaView[]>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string? parent, IRegister registers, RegisterStore store, CancellationToken ct)
    {
        if (parent is null)
            return await RegenciesAsync(registers, store, ct);
        if (!AreaCode.TryParse(parent, out var code))
            return AreaProblems.NotACode.Result(("field", "parent"));
        if (code.Level < AreaLevel.Regency)
            return AreaProblems.Unknown.Result(("area", code));
        var register = await registers.OfAsync(code.Tenant, ct);
        return register.Find(code) is null
            ? AreaProblems.Unknown.Result(("area", code))
            : Results.Ok(register.Children(code).Select(AreaView.Of));
    }

    private static async Task<IResult> RegenciesAsync(IRegister registers, RegisterStore store, CancellationToken ct)
    {
        var regencies = new List<AreaView>();
        foreach (var code in await store.RegenciesAsync(ct))
            if ((await registers.OfAsync(code.Tenant, ct)).Find(code) is { } regency)
                regencies.Add(AreaView.Of(regency));
        return Results.Ok(regencies);
    }
}
