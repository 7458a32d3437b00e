using JasperFx.Events;
using Marten;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes;

/// <summary>Reads lists: one from its events, many from their tables.</summary>
internal sealed class MusdesReader(IDocumentStore store, NpgsqlDataSource database)
{
    /// <summary>A list and its version; unknown where it was never drawn.</summary>
    public async Task<(MusdesList List, long Version)> ListAsync(string tenant, Guid list, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var events = await session.Events.FetchStreamAsync(list, token: ct);
        return (MusdesList.After(events.Select(e => e.Data)), events.Count);
    }

    /// <summary>The last list of a village and round, taken back or not.</summary>
    public async Task<ListRow?> LastAsync(string tenant, string village, string round, CancellationToken ct) =>
        (await RowsAsync(tenant, village, round, ct)).MaxBy(r => r.Number);

    /// <summary>The lists of an area, by village, round and number.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="area">The area's code, of any level.</param>
    /// <param name="round">Only those of a round; empty for those of the current figures, <see langword="null"/> for all.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<ListRow>> RowsAsync(string tenant, string area, string? round, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select list_id, village, round, number, measure, state, decree from {MusdesTables.Lists}
            where tenant_id = $1 and (village = $2 or village like $2 || '.%') and ($3::text is null or round = $3)
            order by village, round, number
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = area });
        command.Parameters.Add(new() { Value = (object?)round ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        var lists = new List<ListRow>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            lists.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2) is { Length: > 0 } of ? of : null, row.GetInt32(3), row.GetString(4),
                Enum.Parse<ListState>(row.GetString(5), ignoreCase: true), await row.IsDBNullAsync(6, ct) ? null : row.GetString(6)));
        return lists;
    }

    /// <summary>What lists say of a household, in the order it was learned.</summary>
    public async Task<IReadOnlyList<HouseholdEvent>> OfHouseholdAsync(string tenant, Guid household, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var found = new List<HouseholdEvent>();
        foreach (var list in await ListsOfAsync(tenant, household, ct))
            found.AddRange(HouseholdEvent.Of(await session.Events.FetchStreamAsync(list, token: ct), household));
        return [.. found.OrderBy(f => f.Source.Sequence)];
    }

    private async Task<IReadOnlyList<Guid>> ListsOfAsync(string tenant, Guid household, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select list_id from {MusdesTables.Lines} where tenant_id = $1 and household_id = $2
            union select list_id from {MusdesTables.Objections} where tenant_id = $1 and household_id = $2
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = household });
        var lists = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) lists.Add(rows.GetGuid(0));
        return lists;
    }
}

/// <summary>A list in short.</summary>
/// <param name="ListId">Its id.</param>
/// <param name="Village">The village's Kemendagri code.</param>
/// <param name="Round">The round; absent for the current figure.</param>
/// <param name="Number">Which list of that village and round it is.</param>
/// <param name="Measure">The measure revision.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Decree">The number of the decree that covers it.</param>
internal sealed record ListRow(Guid ListId, string Village, string? Round, int Number, string Measure, ListState State, string? Decree);

/// <summary>An event of a list that says something of one household.</summary>
/// <param name="Source">The event as it is stored.</param>
/// <param name="Line">The household's line; <see langword="null"/> while it is not on the list.</param>
/// <param name="List">The list after the event.</param>
/// <param name="Withdrawn">Whether the list was taken back since.</param>
internal sealed record HouseholdEvent(IEvent Source, int? Line, MusdesList List, bool Withdrawn)
{
    /// <summary>Those among a list's events that say something of a household, in their order. Pure.</summary>
    public static IEnumerable<HouseholdEvent> Of(IReadOnlyList<IEvent> events, Guid household)
    {
        var list = MusdesList.Unknown;
        var withdrawn = MusdesList.After(events.Select(e => e.Data)).State == ListState.Withdrawn;
        foreach (var e in events)
        {
            list = list.With(e.Data);
            var line = list.Lines.Values.FirstOrDefault(l => l.Entry.Household == household)?.Entry.Number;
            if (MusdesWords.OfLine(e.Data, line, list, Language.Indonesian) is not null || IsObjectionAbout(household, e.Data, list))
                yield return new(e, line, list, withdrawn && e.Data is (ListDrawn or LinesVerified));
        }
    }

    private static bool IsObjectionAbout(Guid household, object happened, MusdesList list) =>
        ObjectionIn(happened) is { } id && list.Objections.Exists(o => o.Id == id && o.Lodged.Household == household);

    private static Guid? ObjectionIn(object happened) => happened switch
    {
        ObjectionLodged e => e.ObjectionId,
        ObjectionExamined e => e.ObjectionId,
        ObjectionUpheld e => e.ObjectionId,
        ObjectionRejected e => e.ObjectionId,
        ObjectionWithdrawn e => e.ObjectionId,
        _ => null,
    };
}
