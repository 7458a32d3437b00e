using Npgsql;

namespace PovertyMonitor.Musdes;

/// <summary>Says which villages' meetings confirmed their list, as it was known at a place of the log.</summary>
internal sealed class ConfirmedVillages(NpgsqlDataSource database)
{
    /// <summary>The villages whose last list of a round was decided by its meeting and not given back since.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="round">The round's code.</param>
    /// <param name="sequence">The last event that counts.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<IReadOnlySet<string>> OfAsync(string tenant, string round, long sequence, CancellationToken ct)
    {
        // The table keeps no past; the last event that moved a list's state says it.
        await using var command = database.CreateCommand($"""
            select village from (
                select distinct on (l.village) l.village, e.type from {MusdesTables.Lists} l
                cross join lateral (
                    select type from mt_events where tenant_id = $1 and stream_id = l.list_id and seq_id <= $3
                        and type in ('list_drawn', 'list_withdrawn', 'meeting_recorded', 'list_forwarded', 'list_returned', 'list_decreed')
                    order by seq_id desc limit 1) as e
                where l.tenant_id = $1 and l.round = $2 and e.type <> 'list_withdrawn'
                order by l.village, l.number desc) as last
            where type in ('meeting_recorded', 'list_forwarded', 'list_decreed')
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = round });
        command.Parameters.Add(new() { Value = sequence });
        var villages = new HashSet<string>(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) villages.Add(row.GetString(0));
        return villages;
    }
}
