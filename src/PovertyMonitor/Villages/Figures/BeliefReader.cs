using NodaTime;
using Npgsql;

namespace PovertyMonitor.Villages.Figures;

/// <summary>What was believed of a household over a stretch of time.</summary>
/// <param name="ValidFrom">Since when it was so.</param>
/// <param name="ValidTo">Until when, exclusive; <see langword="null"/> while it lasts.</param>
/// <param name="KnownFrom">The event since which the system held it.</param>
/// <param name="KnownTo">The event since which it no longer does.</param>
/// <param name="Submission">The interview it rests on.</param>
/// <param name="Round">That interview's round.</param>
/// <param name="CountsInRound">Whether its round counts the household by it.</param>
/// <param name="Village">Where it lived.</param>
/// <param name="Masks">How it counts.</param>
internal sealed record HeldBelief(
    Instant ValidFrom, Instant? ValidTo, long KnownFrom, long? KnownTo, Guid Submission, string Round, bool CountsInRound, string Village, CountedMasks Masks);

/// <summary>Reads what was believed of one household.</summary>
internal sealed class BeliefReader(NpgsqlDataSource database)
{
    /// <summary>The beliefs under a measure, by the time they are about.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="measure">The measure revision's id.</param>
    /// <param name="household">The household.</param>
    /// <param name="known">The place of the log at which they were held; <see langword="null"/> for all that ever were.</param>
    /// <param name="on">The time they must be about; <see langword="null"/> for any.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<HeldBelief>> ReadAsync(string tenant, string measure, Guid household, long? known, Instant? on, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select valid_from, valid_to, known_from, known_to, submission, round, counts_in_round, village, deprived, missing, persons
            from {PovertyTables.Assessments} a where tenant_id = $1 and measure = $2 and household = $3
                and ($4::bigint is null or (known_from <= $4 and (known_to is null or known_to > $4)))
                and ($5::timestamptz is null or (valid_from <= $5 and (valid_to is null or valid_to > $5)))
            order by valid_from, known_from, counts_in_round
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = measure });
        command.Parameters.Add(new() { Value = household });
        command.Parameters.Add(new() { Value = (object?)known ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = (object?)on ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        var beliefs = new List<HeldBelief>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            beliefs.Add(new(row.GetFieldValue<Instant>(0), row.IsDBNull(1) ? null : row.GetFieldValue<Instant>(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3),
                row.GetGuid(4), row.GetString(5), row.GetBoolean(6), row.GetString(7), new((uint)row.GetInt32(8), (uint)row.GetInt32(9), row.GetInt32(10))));
        return beliefs;
    }
}
