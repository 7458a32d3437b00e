using Npgsql;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Villages;

/// <summary>
/// The indexes of the assessments that only readers need. While a long log is worked out from its beginning they are not there: one made
/// of all the rows at the end costs much less than one that takes each row in.
/// </summary>
internal static class LaterIndexes
{
    // Of events still to come: what is worth it, and what is near enough to the end.
    private const int Many = 20_000;
    private const int Few = 5_000;

    /// <summary>The indexes.</summary>
    public static IReadOnlyList<IndexDefinition> All { get; } =
    [
        // The village first: whoever looks a household up must not take this index for one that leads to it.
        new($"{PovertyTables.Own.Assessments}_village") { Columns = ["tenant_id", "village", "measure", "household"] },
        // The present households of a mask, by village: the poorest of a regency are found without reading the others.
        new($"{PovertyTables.Own.Assessments}_mask") { Columns = ["tenant_id", "measure", "deprived", "missing", "village", "household"], Predicate = "valid_to is null" },
    ];

    /// <summary>SQL that takes them away.</summary>
    public static string Drop { get; } = $"drop index if exists {string.Join(", ", All.Select(index => index.Name))}";

    /// <summary>Whether a long log follows a place of it.</summary>
    public static Task<bool> IsWorthItAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string tenant, long sequence, CancellationToken ct) =>
        FollowAsync(connection, transaction, tenant, sequence, Many, ct);

    /// <summary>Makes those that are missing, before the last pages of the log are written.</summary>
    public static async Task MakeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string tenant, long sequence, CancellationToken ct)
    {
        if (!await AreMissingAsync(connection, transaction, "", ct) || await FollowAsync(connection, transaction, tenant, sequence, Few, ct)) return;
        // Of two regencies that come to their ends at once, one makes them.
        if (!await AreMissingAsync(connection, transaction, $", pg_advisory_xact_lock(hashtext('{PovertyTables.Own.Assessments}'))", ct)
            || !await AreMissingAsync(connection, transaction, "", ct)) return;
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        foreach (var index in All)
        {
            batch.BatchCommands.Add(new($"""
                create index if not exists {index.Name} on {PovertyTables.Own.Assessments} ({string.Join(", ", index.Columns!)})
                {(index.Predicate is null ? "" : $"where {index.Predicate}")}
                """));
        }
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> AreMissingAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string also, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {string.Join(" or ", All.Select(index => $"to_regclass('{index.Name}') is null"))}{also}", connection, transaction);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<bool> FollowAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string tenant, long sequence, int events, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from mt_events where tenant_id = $1 and seq_id > $2 offset $3 limit 1)", connection, transaction)
        {
            Parameters = { new() { Value = tenant }, new() { Value = sequence }, new() { Value = events } },
        };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
