using NodaTime;
using Npgsql;

namespace PovertyMonitor.Villages.Figures;

/// <summary>A household that an event brought into a figure or took out of it; both, where it changed within.</summary>
/// <param name="Sequence">The event's number.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Event">Its kind.</param>
/// <param name="Household">The household.</param>
/// <param name="Before">What counted before it; <see langword="null"/> where the household did not.</param>
/// <param name="After">What counts since.</param>
internal sealed record FigureMove(long Sequence, Instant RecordedAt, string Event, Guid Household, CountedMasks? Before, CountedMasks? After);

/// <summary>How a household counts.</summary>
internal readonly record struct CountedMasks(uint Deprived, uint Missing, long Persons);

/// <summary>Reads which events moved a figure between two places of the log.</summary>
internal sealed class MoveReader(NpgsqlDataSource database)
{
    /// <summary>The moves after one place of the log, up to the question's, in the log's order.</summary>
    public async Task<IReadOnlyList<FigureMove>> ReadAsync(string tenant, FigureQuestion question, string area, long since, Guid after, int limit, CancellationToken ct)
    {
        var masks = $"deprived, a.missing, {FigureReader.ColumnOf(question.Slice.Persons)} as persons";
        await using var command = database.CreateCommand($"""
            select m.sequence, e."timestamp", e.type, m.household, gone.deprived, gone.missing, gone.persons, come.deprived, come.missing, come.persons
            from (
                select sequence, household from (
                    select a.known_from as sequence, a.household from {PovertyTables.Assessments} a where {FigureReader.Scope(question)} and a.known_from between ${FigureReader.Next} and $7
                    union
                    select a.known_to, a.household from {PovertyTables.Assessments} a where {FigureReader.Scope(question)} and a.known_to between ${FigureReader.Next} and $7) as touched
                where (sequence, household) > (${FigureReader.Next}, ${FigureReader.Next + 1}) order by 1, 2 limit ${FigureReader.Next + 2}) as m
            left join lateral (select a.{masks} from {PovertyTables.Assessments} a where {FigureReader.Scope(question)} and a.household = m.household and a.known_to = m.sequence limit 1) as gone on true
            left join lateral (select a.{masks} from {PovertyTables.Assessments} a where {FigureReader.Scope(question)} and a.household = m.household and a.known_from = m.sequence
                and (a.known_to is null or a.known_to > m.sequence) limit 1) as come on true
            join mt_events e on e.tenant_id = $1 and e.seq_id = m.sequence
            order by 1, 4
            """);
        FigureReader.AddAll(command.Parameters, tenant, question, area);
        command.Parameters.Add(new() { Value = since });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        var moves = new List<FigureMove>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            CountedMasks? Masks(int at) => row.IsDBNull(at) ? null : new((uint)row.GetInt32(at), (uint)row.GetInt32(at + 1), row.GetInt32(at + 2));
            moves.Add(new(row.GetInt64(0), row.GetFieldValue<Instant>(1), row.GetString(2), row.GetGuid(3), Masks(4), Masks(7)));
        }
        return moves;
    }
}
