using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>GET /api/quality/heaping: whether an enumerator rounds ages, by Whipple's index over the interviews as they were first told.</summary>
internal static class GetHeaping
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/quality/heaping", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Operator, Role.Enumerator, Role.Village)
        .WithName("GetHeaping")
        .WithSummary("Whipple's index of age heaping per enumerator, with the number of persons and the United Nations' class of accuracy, which fewer than 100 persons have not (otherDigits where ages of 0 and 5 are too rare: no sign of accuracy); village and round narrow it.")
        .Produces<IReadOnlyList<HeapingView>>()
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> HandleAsync(string? village, string? round, Caller caller, NpgsqlDataSource database, CancellationToken ct)
    {
        if (QualityQuestion.Unprintable(village, round) is { } bad) return PlatformProblems.BadParameter.Result([], ("parameter", bad));
        if (!QualityQuestion.MayAsk(caller, village)) return AccessProblems.AreaNotAllowed.Result(("area", village));
        await using var command = database.CreateCommand($"""
            select e.data->>'enumerator', count(*), count(*) filter (where a.years % 5 = 0)
            from mt_events e cross join lateral jsonb_array_elements(e.data->'answers'->'members') as m
            cross join lateral (select (m->>'ageYears')::int as years) as a
            where e.tenant_id = $1 and e.type = 'interview_completed' and ($2::text[] is null or e.data->'place'->>'village' = any($2)) and ($3::text is null or e.data->>'round' = $3)
                and a.years between {Whipple.From} and {Whipple.To} and not exists (
                    select 1 from mt_events w where w.tenant_id = $1 and w.stream_id = e.stream_id and w.type = 'interview_withdrawn' and w.data->>'submissionId' = e.data->>'submissionId')
            group by 1 order by 1
            """);
        command.Parameters.Add(new() { Value = caller.Regency! });
        command.Parameters.Add(new() { Value = (object?)QualityQuestion.VillagesOf(caller, village) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)round ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        var views = new List<HeapingView>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) views.Add(HeapingView.Of(row.GetString(0), new Whipple(row.GetInt64(1), row.GetInt64(2))));
        return Results.Ok(views);
    }
}

/// <summary>How an enumerator's ages are rounded.</summary>
/// <param name="Enumerator">The enumerator's code.</param>
/// <param name="Persons">Persons of 23 to 62 years in the interviews.</param>
/// <param name="Index">Whipple's index: 100 = no preference, 500 = nothing but 0 and 5.</param>
/// <param name="StandardError">How far chance alone moves the index of so many persons.</param>
/// <param name="Class">The class of accuracy: <c>veryAccurate</c>, <c>fairlyAccurate</c>, <c>approximate</c>, <c>rough</c> or <c>veryRough</c>, or <c>otherDigits</c> where ages that end in 0 or 5 are too rare; absent for fewer than 100 persons.</param>
internal sealed record HeapingView(string Enumerator, long Persons, double? Index, double? StandardError, string? Class)
{
    public static HeapingView Of(string enumerator, Whipple whipple) => new(enumerator, whipple.Persons, whipple.Index, whipple.StandardError, whipple.Class);
}
