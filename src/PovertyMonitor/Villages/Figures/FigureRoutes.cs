using PovertyMonitor.Access;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Villages.Figures;

/// <summary>The addresses under which areas have figures.</summary>
internal static class FigureRoutes
{
    /// <summary>Maps one address for villages, districts and regencies each; for all who may read figures, where no roles are given.</summary>
    public static void MapFigures(this IEndpointRouteBuilder api, string rest, string name, Func<AreaLevel, Delegate> handler, Action<RouteHandlerBuilder, string> describe, params Role[] roles)
    {
        foreach (var (path, level) in new[] { ("villages", AreaLevel.Village), ("districts", AreaLevel.District), ("regencies", AreaLevel.Regency) })
            describe(
                api.MapGet($"/{path}/{{code}}/{rest}", handler(level))
                    .AllowRoles(roles is [] ? [Role.Enumerator, Role.Village, Role.District, Role.Dinsos, Role.Dinkes, Role.Planner, Role.Operator] : roles)
                    .WithName($"Get{level}{name}")
                    .ProducesProblem(StatusCodes.Status403Forbidden)
                    .ProducesProblem(StatusCodes.Status404NotFound)
                    .ProducesProblem(StatusCodes.Status422UnprocessableEntity),
                level.ToString().ToLowerInvariant());
    }
}
