using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Musdes;

/// <summary>GET /api/musdes/revisits: households that a meeting wants visited again, until an interview after it has come in.</summary>
internal static class ListRevisits
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/musdes/revisits", async (Caller caller, OpenRevisits revisits, CancellationToken ct) => Results.Ok(await revisits.ForAsync(caller, ct)))
        .AllowRoles(Role.Enumerator, Role.Village, Role.Dinsos)
        .WithName("ListRevisits")
        .WithSummary("Households of the caller's area of which a meeting disputed a fact and that were not interviewed since; one that refused the revisit says when, and may be asked once more until the meeting decides.")
        .Produces<IReadOnlyList<Revisit>>();
}

/// <summary>A household to visit again.</summary>
/// <param name="Household">The household.</param>
/// <param name="Village">The village's Kemendagri code.</param>
/// <param name="Rt">The neighbourhood.</param>
/// <param name="Rw">The hamlet.</param>
/// <param name="DasaWisma">The Dasa Wisma group.</param>
/// <param name="ListId">The list.</param>
/// <param name="Line">Its line there.</param>
/// <param name="Reason">What the meeting disputes.</param>
/// <param name="Since">The day of the meeting.</param>
/// <param name="RefusedAt">When the household refused the revisit; absent where it did not.</param>
internal sealed record Revisit(
    Guid Household, string Village, string? Rt, string? Rw, string? DasaWisma, Guid ListId, int Line, string? Reason, LocalDate Since, Instant? RefusedAt = null);

/// <summary>Finds the revisits that are still to be made.</summary>
internal sealed class OpenRevisits(NpgsqlDataSource database, CountedHouseholds counted, RevisitsMade made)
{
    /// <summary>Those in a caller's area; of an enumerator's Dasa Wisma groups only theirs.</summary>
    public async Task<IReadOnlyList<Revisit>> ForAsync(Caller caller, CancellationToken ct)
    {
        var wanted = (await WantedAsync(caller.Regency!, ct))
            .Where(w => caller.Role == Role.Enumerator ? caller.MaySubmitFor(w.Revisit.Village, w.Revisit.DasaWisma) : caller.MayRead(w.Revisit.Village)).ToList();
        if (wanted.Count == 0) return [];
        var done = await counted.InterviewedSinceAsync(caller.Regency!,
            [.. wanted.Select(w => (w.Revisit.Household, w.Submission, WorkingDays.BeginningOf(w.Revisit.Since)))], ct);
        var open = wanted.Where(w => !done.Contains(w.Revisit.Household)).ToList();
        var stands = await made.StandOfAsync(caller.Regency!, [.. open.Select(w => (w.Revisit.Household, w.Submission, w.Revisit.Since))], ct);
        return [.. open.Select(w => w.Revisit with { RefusedAt = stands[w.Revisit.Household] is { State: RevisitState.Refused, At: var at } ? at : null })];
    }

    private async Task<IReadOnlyList<(Revisit Revisit, Guid Submission)>> WantedAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select household_id, village, rt, rw, dasa_wisma, list_id, line, reason, revisit_since, submission_id from {MusdesTables.Lines}
            where tenant_id = $1 and revisit_since is not null order by village, list_id, line
            """);
        command.Parameters.Add(new() { Value = tenant });
        var wanted = new List<(Revisit, Guid)>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
            wanted.Add((new(row.GetGuid(0), row.GetString(1), Text(2), Text(3), Text(4), row.GetGuid(5), row.GetInt32(6), Text(7), row.GetFieldValue<LocalDate>(8)), row.GetGuid(9)));
        }
        return wanted;
    }
}
