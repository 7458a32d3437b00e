using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Musdes;

/// <summary>GET /api/musdes/stages: how many households reached each stage in an area and in its parts.</summary>
internal static class ShowStages
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/musdes/stages", HandleAsync)
        .AllowRoles(Role.Village, Role.District, Role.Dinsos, Role.Planner, Role.Operator)
        .WithName("ShowStages")
        .WithSummary("Households surveyed, listed, verified, confirmed and decreed, each stage counted apart: of a round, or of the current figure; of an area and of the areas right below it.")
        .Produces<StagesView>()
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string? area, string? round, Caller caller, IRegister registers, PovertyReader figures, StageCounter stages, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var register = await registers.OfAsync(tenant, ct);
        var code = area ?? tenant;
        if (!AreaCode.TryParse(code, out var wanted) || register.Find(wanted) is not { } found) return MusdesProblems.UnknownArea.Result(("area", code));
        if (!caller.MayRead(code)) return AccessProblems.AreaNotAllowed.Result(("area", code));
        var (question, problem) = await FigureQuestion.ReadAsync(null, round, tenant, figures, ct);
        if (question is null) return problem!;
        var byVillage = await stages.CountAsync(tenant, question, code, ct);
        StageRow RowOf(Area part) => new(part.Code.ToString(), part.Name, StageCounts.Sum(byVillage.Where(v => part.Code.Contains(AreaCode.Parse(v.Key))).Select(v => v.Value)));
        return Results.Ok(new StagesView(round, await figures.AsOfAsync(tenant, ct), RowOf(found), [.. register.Children(wanted).Select(RowOf)]));
    }
}

/// <summary>Counts the stages.</summary>
internal sealed class StageCounter(NpgsqlDataSource database, FigureSource figures)
{
    /// <summary>The counts of each village of an area that has any; a village's last list counts.</summary>
    public async Task<IReadOnlyDictionary<string, StageCounts>> CountAsync(string tenant, FigureQuestion question, string area, CancellationToken ct)
    {
        var counts = (await figures.OfAsync(tenant, question, area, ct)).ByVillage
            .ToDictionary(h => h.Key, h => new StageCounts(h.Value.Households, 0, 0, 0, 0, 0, 0));
        await using var command = database.CreateCommand($"""
            select l.village, count(*), count(*) filter (where l.stage <> 'drawn'), count(*) filter (where l.stage in ('confirmed', 'decreed')),
                count(*) filter (where l.stage = 'decreed'), count(*) filter (where l.decision = 'removed'), count(*) filter (where l.decision = 'disputed')
            from (
                select distinct on (village) list_id from {MusdesTables.Lists}
                where tenant_id = $1 and round = $2 and (village = $3 or village like $3 || '.%') and state <> 'withdrawn'
                order by village, number desc) as last
            join {MusdesTables.Lines} l on l.tenant_id = $1 and l.list_id = last.list_id group by 1
            """);
        foreach (var value in (string[])[tenant, question.ScopeCode, area]) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            counts[row.GetString(0)] = new(counts.GetValueOrDefault(row.GetString(0))?.Surveyed ?? 0,
                row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6));
        return counts;
    }
}

/// <summary>The stages of an area.</summary>
/// <param name="Round">The round; absent for the current figure.</param>
/// <param name="AsOf">The place of the log that the count of those surveyed is as of.</param>
/// <param name="Area">The area.</param>
/// <param name="Parts">The areas right below it.</param>
internal sealed record StagesView(string? Round, AsOf? AsOf, StageRow Area, IReadOnlyList<StageRow> Parts);

/// <summary>The stages of one area.</summary>
/// <param name="Area">Its Kemendagri code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Households">How many households reached each stage.</param>
internal sealed record StageRow(string Area, string Name, StageCounts Households);

/// <summary>Households by stage; a household counts in every stage it reached.</summary>
/// <param name="Surveyed">Interviewed; of a round that visits a sample, those of the sample.</param>
/// <param name="Listed">On a village's list, those taken off it too.</param>
/// <param name="Verified">Of them, checked before the meeting.</param>
/// <param name="Confirmed">Of them, confirmed and standing.</param>
/// <param name="Decreed">Of them, in the bupati's decree.</param>
/// <param name="Removed">Taken off the list.</param>
/// <param name="Disputed">Waiting for another visit or decision.</param>
internal sealed record StageCounts(long Surveyed, long Listed, long Verified, long Confirmed, long Decreed, long Removed, long Disputed)
{
    /// <summary>Exact sums.</summary>
    public static StageCounts Sum(IEnumerable<StageCounts> parts) => parts.Aggregate(new StageCounts(0, 0, 0, 0, 0, 0, 0), (a, b) => new(
        a.Surveyed + b.Surveyed, a.Listed + b.Listed, a.Verified + b.Verified, a.Confirmed + b.Confirmed, a.Decreed + b.Decreed, a.Removed + b.Removed, a.Disputed + b.Disputed));
}
