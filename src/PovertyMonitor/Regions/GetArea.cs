using PovertyMonitor.Access;

namespace PovertyMonitor.Regions;

/// <summary>GET /api/areas/{code}: one area.</summary>
internal static class GetArea
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/areas/{code}", HandleAsync)
        .WithName("GetArea")
        .AllowPublicly()
        .WithSummary("One area of the register, in its latest form.")
        .Produces<AreaView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string code, IRegister registers, CancellationToken ct)
    {
        if (!AreaCode.TryParse(code, out var wanted))
            return AreaProblems.NotACode.Result(("field", "code"));
        var area = wanted.Level < AreaLevel.Regency ? null : (await registers.OfAsync(wanted.Tenant, ct)).Find(wanted);
        return area is null ? AreaProblems.Unknown.Result(("area", wanted)) : Results.Ok(AreaView.Of(area));
    }
}
