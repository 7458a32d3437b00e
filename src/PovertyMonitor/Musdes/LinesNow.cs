using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;

namespace PovertyMonitor.Musdes;

/// <summary>
/// What became of the households of a list since they were counted: a list stays as it was drawn, and the meeting has to see who is here no more.
/// Each is the reason for which the meeting can take the line off.
/// </summary>
internal sealed class LinesNow(NpgsqlDataSource database)
{
    /// <summary>The households of a list that live in its village no more, or are no more, and why.</summary>
    public async Task<IReadOnlyDictionary<Guid, LineReason>> OfAsync(string tenant, MusdesList list, CancellationToken ct)
    {
        var gone = new Dictionary<Guid, LineReason>();
        if (list.Drawn is not { } drawn) return gone;
        await using var command = database.CreateCommand($"""
            select household_id, village, ended_at, merged_into from {DirectoryTable.Name}
            where tenant_id = $1 and household_id = any($2) and (village <> $3 or ended_at is not null)
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = list.Lines.Values.Select(l => l.Entry.Household).ToArray() });
        command.Parameters.Add(new() { Value = drawn.Village });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            gone[row.GetGuid(0)] = await row.IsDBNullAsync(2, ct) ? LineReason.MovedAway
                : await row.IsDBNullAsync(3, ct) ? LineReason.Dissolved
                : row.GetFieldValue<NodaTime.Instant>(2) == VisitTime.Earliest ? LineReason.Duplicate : LineReason.Joined;
        return gone;
    }
}
