using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>Has what was given up tried again.</summary>
internal sealed class DeadLetters(BriefConnections database)
{
    /// <summary>Makes a dead letter one that is tried again for as long as at first. False where it isn't dead.</summary>
    public async Task<bool> ReviveAsync(string tenant, Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update {DeliveryTable.Name} set state = '{DeliveryTable.Pending}', first_attempt_at = null, next_attempt_at = null, attempts = 0 where tenant_id = $1 and id = $2 and state = '{DeliveryTable.Dead}'
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    /// <summary>The same for all dead letters of a receiver after an id, a page at a time.</summary>
    /// <returns>Those that are tried again; also those that were made so before and whose order to try was lost.</returns>
    public async Task<IReadOnlyList<Guid>> ReviveAllAsync(string tenant, string receiver, Guid after, int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            with page as (select id from {DeliveryTable.Name} where tenant_id = $1 and receiver = $2 and id > $3
                and (state = '{DeliveryTable.Dead}' or (state = '{DeliveryTable.Pending}' and due_at <= now() and attempts = 0 and next_attempt_at is null)) order by id limit $4)
            update {DeliveryTable.Name} d set state = '{DeliveryTable.Pending}', first_attempt_at = null, next_attempt_at = null, attempts = 0
            from page where d.tenant_id = $1 and d.id = page.id and d.state in ('{DeliveryTable.Dead}', '{DeliveryTable.Pending}') returning d.id
            """);
        foreach (var value in (object[])[tenant, receiver, after, most]) command.Parameters.Add(new() { Value = value });
        var revived = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) revived.Add(rows.GetGuid(0));
        return revived;
    }
}
