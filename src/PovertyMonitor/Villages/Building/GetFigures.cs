using Npgsql;
using PovertyMonitor.Access;

namespace PovertyMonitor.Villages.Building;

/// <summary>GET /api/figures: how the regency's figures stand to its log.</summary>
internal static class GetFigures
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/figures", HandleAsync)
        .AllowRoles(Role.Operator)
        .WithName("GetFigures")
        .WithSummary("How the regency's figures stand to its log: a rebuild under way, measures that are not ready yet, events that could not be taken into account.")
        .Produces<FiguresView>();

    private static async Task<IResult> HandleAsync(Caller caller, NpgsqlDataSource database, CancellationToken ct)
    {
        var state = await FigureState.ReadAsync(database, caller.Regency!, ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        return Results.Ok(new FiguresView(
            state.Sequence, await LastAsync(connection, caller.Regency!, ct), PovertyTables.Version, await LiveVersion.ReadAsync(connection, ct) ?? PovertyTables.Version,
            state.RebuildUpTo is { } upTo ? new(upTo, state.RebuiltShare) : null,
            [.. state.Fills.Select(f => new FillView(f.Measure, f.Households, f.Filled, f.Share))],
            await QuarantinedAsync(connection, caller.Regency!, ct)));
    }

    private static async Task<long> LastAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(seq_id), 0) from mt_events where tenant_id = $1", connection) { Parameters = { new() { Value = tenant } } };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<List<QuarantinedView>> QuarantinedAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select sequence, event_id, event_type, reason from {PovertyTables.Quarantine} where tenant_id = $1 order by 1", connection)
        {
            Parameters = { new() { Value = tenant } },
        };
        var events = new List<QuarantinedView>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) events.Add(new(rows.GetInt64(0), rows.GetGuid(1), rows.GetString(2), rows.GetString(3)));
        return events;
    }
}

/// <summary>How a regency's figures stand to its log.</summary>
/// <param name="Sequence">The event that the figures are as of; 0 before the first page.</param>
/// <param name="LastSequence">The log's last event.</param>
/// <param name="Version">The version of the projection that is kept up.</param>
/// <param name="LiveVersion">The version that is read; an older one until the other has caught up.</param>
/// <param name="Rebuild">A rebuild that is asked for or under way.</param>
/// <param name="Fills">Measures that are not ready yet.</param>
/// <param name="Quarantined">Events that could not be taken into account.</param>
internal sealed record FiguresView(
    long Sequence, long LastSequence, int Version, int LiveVersion, RebuildView? Rebuild, IReadOnlyList<FillView> Fills, IReadOnlyList<QuarantinedView> Quarantined);

/// <summary>A rebuild.</summary>
/// <param name="UpTo">The event at which it ends.</param>
/// <param name="Progress">The share done, 0 to 1.</param>
internal sealed record RebuildView(long UpTo, double Progress);

/// <summary>A measure that is not ready yet.</summary>
/// <param name="Measure">The measure revision.</param>
/// <param name="Households">The households known when it was adopted.</param>
/// <param name="Filled">Those of them that are done.</param>
/// <param name="Progress">The share done, 0 to 1.</param>
internal sealed record FillView(string Measure, long Households, long Filled, double Progress);

/// <summary>An event that could not be taken into account.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="EventId">Its id.</param>
/// <param name="EventType">Its kind.</param>
/// <param name="Reason">Why.</param>
internal sealed record QuarantinedView(long Sequence, Guid EventId, string EventType, string Reason);
