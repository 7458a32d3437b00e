using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>PUT /api/boundaries: the regency gives its boundaries as GeoJSON; releases drafted from then on have a GeoJSON file.</summary>
internal static partial class GiveBoundaries
{
    private const int MostBytes = 64 << 20;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/boundaries", HandleAsync)
        .AllowRoles(Role.Operator)
        .WithName("GiveBoundaries")
        .WithSummary("The regency's boundaries as a GeoJSON FeatureCollection of at most 64 MB (WGS 84; property code: the area's Kemendagri code), in place of those before; source names in a word where they are from.")
        .Accepts<object>(DataPackage.GeoJson, "application/json")
        .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
        .Produces<BoundariesView>()
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(string? source, Caller caller, HttpRequest request, IRegister registers, BoundaryStore store, IClock clock, CancellationToken ct)
    {
        if (source is null || !Word().IsMatch(source))
            return ReleaseProblems.Invalid.Result([ReleaseProblems.InvalidField.At("source", ("expected", "BIG-2024, a-z 0-9 . - _"))], ("count", 1));
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var (areas, fault) = BoundaryFile.Read(body.ToArray(), await registers.OfAsync(caller.Regency!, ct));
        if (fault is var (feature, what)) return ReleaseProblems.BadBoundaries.Result(("feature", feature), ("fault", what));
        var given = new BoundariesGiven(source, areas.Count, Convert.ToHexStringLower(SHA256.HashData(body.ToArray())), caller.Subject, clock.GetCurrentInstant());
        await store.WriteAsync(caller.Regency!, given, areas, ct);
        return Results.Ok(new BoundariesView(given.Source, given.Areas, given.Sha256));
    }

    [GeneratedRegex(@"^(?!.*[0-9]{10})[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}\z")]
    private static partial Regex Word();
}

/// <summary>The boundaries that a regency gave.</summary>
/// <param name="Source">Where they are from.</param>
/// <param name="Areas">How many areas they are of.</param>
/// <param name="Sha256">The file's hash.</param>
internal sealed record BoundariesView(string Source, int Areas, string Sha256);

/// <summary>Reads a file of boundaries. Pure.</summary>
internal static class BoundaryFile
{
    private const int LeastPositions = 4;

    /// <summary>The geometries by the area's code, or the number of the first feature that is wrong (0: the file) and what is.</summary>
    public static (IReadOnlyDictionary<string, JsonNode> Areas, (int Feature, string What)? Fault) Read(byte[] file, Register register)
    {
        var areas = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        JsonArray features;
        try
        {
            var root = JsonNode.Parse(file);
            if ((string?)root?["type"] != "FeatureCollection" || root["features"] is not JsonArray { Count: > 0 } found) return (areas, (0, "FeatureCollection?"));
            features = found;
            for (var i = 0; i < features.Count; i++)
            {
                var (code, geometry) = ((string?)features[i]?["properties"]?["code"], features[i]?["geometry"]);
                if (!AreaCode.TryParse(code, out var area) || register.Find(area) is null) return (areas, (i + 1, $"code {code}?"));
                if (geometry is null || !IsArea(geometry)) return (areas, (i + 1, $"{code}: Polygon, MultiPolygon?"));
                if (!areas.TryAdd(code, geometry)) return (areas, (i + 1, $"{code} x 2"));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return (areas, (areas.Count + 1, "JSON?"));
        }
        return (areas, null);
    }

    private static bool IsArea(JsonNode geometry) => ((string?)geometry["type"], geometry["coordinates"]) switch
    {
        ("Polygon", JsonArray rings) => IsPolygon(rings),
        ("MultiPolygon", JsonArray { Count: > 0 } polygons) => polygons.All(p => p is JsonArray rings && IsPolygon(rings)),
        _ => false,
    };

    // RFC 7946, section 3.1.6: a ring has four positions or more and ends where it begins.
    private static bool IsPolygon(JsonArray rings) => rings.Count > 0 && rings.All(r => r is JsonArray { Count: >= LeastPositions } ring
        && ring.All(p => p is JsonArray { Count: >= 2 } position && position[0]!.GetValue<double>() is >= -180 and <= 180 && position[1]!.GetValue<double>() is >= -90 and <= 90)
        && JsonNode.DeepEquals(ring[0], ring[^1]));
}

/// <summary>Keeps boundaries beside the event that they were given.</summary>
internal sealed class BoundaryStore(NpgsqlDataSource database, StreamDecision streams)
{
    private const string Boundaries = "area_boundaries";
    private static readonly Guid Stream = NameBasedGuid.Create(new("3c9a54a2-54f8-43f0-9a5f-52f4b8a3d2b6"), "boundaries");

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Boundaries);
        table.AddColumn("area", "varchar").AsPrimaryKey();
        table.AddColumn("geometry", "varchar").NotNull();
        return table;
    }

    /// <summary>The geometries by area; empty where none were given.</summary>
    public async Task<IReadOnlyDictionary<string, JsonNode>> ReadAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select area, geometry from {Boundaries} where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant });
        var areas = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) areas[rows.GetString(0)] = JsonNode.Parse(rows.GetString(1))!;
        return areas;
    }

    /// <summary>Puts boundaries in place of those before; the same again is harmless.</summary>
    public Task WriteAsync(string tenant, BoundariesGiven given, IReadOnlyDictionary<string, JsonNode> areas, CancellationToken ct) =>
        streams.DecideAsync<bool>(tenant, Stream, history => history is [.., BoundariesGiven last] && (last.Sha256, last.Source) == (given.Sha256, given.Source) ? (false, []) : (true, [given]), ct,
            new($"""
                with gone as (delete from {Boundaries} where tenant_id = $1 and area <> all($2))
                insert into {Boundaries} (tenant_id, area, geometry) select $1, b.* from unnest($2::text[], $3::text[]) as b
                on conflict (tenant_id, area) do update set geometry = excluded.geometry
                """)
            {
                Parameters = { new() { Value = tenant }, Columns.Texts(areas.Keys), Columns.Texts(areas.Values.Select(g => g.ToJsonString())) },
            });
}
