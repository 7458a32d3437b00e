using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>PUT /api/areas/{code}/reference-point: where a village is; without it no position is held against the village.</summary>
internal static class SetReferencePoint
{
    private const int LeastMetres = 100;
    private const int MostMetres = 100_000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/areas/{code}/reference-point", HandleAsync)
        .AllowRoles(Role.Operator, Role.Planner)
        .WithName("SetReferencePoint")
        .WithSummary("States where a village is and how far it reaches, so that positions far from it are flagged; a later statement replaces it.")
        .Produces<ReferencePoint>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        string code, ReferencePointBody body, Caller caller, IRegister registers, ReferencePoints points, CancellationToken ct)
    {
        if (!AreaCode.TryParse(code, out var village) || village.Level != AreaLevel.Village || (await registers.OfAsync(caller.Regency!, ct)).Find(village) is null)
            return AreaProblems.Unknown.Result(("area", code));
        var errors = new List<FieldError>();
        void Check(string field, double? value, double least, double most)
        {
            if (value is null || !(value >= least && value <= most)) errors.Add(QualityProblems.InvalidField.At(field, ("expected", $"{least}..{most}")));
        }

        Check("latitude", body.Latitude, -90, 90);
        Check("longitude", body.Longitude, -180, 180);
        Check("radiusMetres", body.RadiusMetres, LeastMetres, MostMetres);
        if (errors.Count > 0) return QualityProblems.Invalid.Result(errors, ("count", errors.Count));
        var point = new ReferencePoint(code, body.Latitude!.Value, body.Longitude!.Value, body.RadiusMetres!.Value);
        await points.WriteAsync(caller.Regency!, point, ct);
        return Results.Ok(point);
    }
}

/// <summary>Where a village is.</summary>
/// <param name="Latitude">Degrees north (WGS 84).</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="RadiusMetres">How far from the point its dwellings lie, in metres.</param>
internal sealed record ReferencePointBody(double? Latitude, double? Longitude, int? RadiusMetres);
