using NodaTime;
using Npgsql;
using PovertyMonitor.Access;

namespace PovertyMonitor.Villages.Building;

/// <summary>POST /api/figures/rebuild: has the regency's figures worked out anew from its log.</summary>
internal static class RebuildFigures
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/figures/rebuild", HandleAsync)
        .AllowRoles(Role.Operator)
        .WithName("RebuildFigures")
        .WithSummary("Has the regency's figures worked out anew from its log; until that is done they are answered with 503. Other regencies go on.")
        .Produces<RebuildView>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(Caller caller, NpgsqlDataSource database, IClock clock, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            insert into {RebuildTable.Name} (tenant_id, up_to, asked_at, asked_by)
            select $1, coalesce(max(seq_id), 0), $2, $3 from mt_events where tenant_id = $1
            on conflict do nothing returning up_to
            """);
        foreach (var value in (object[])[caller.Regency!, clock.GetCurrentInstant(), caller.Subject]) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(ct) is long upTo
            ? Results.Accepted("/api/figures", new RebuildView(upTo, 0))
            : VillageProblems.RebuildUnderWay.Result();
    }
}
