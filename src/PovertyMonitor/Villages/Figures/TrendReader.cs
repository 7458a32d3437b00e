using NodaTime;
using Npgsql;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Villages.Figures;

/// <summary>Reads an area's histogram at many times in one look.</summary>
internal sealed class TrendReader(NpgsqlDataSource database)
{
    /// <summary>The histograms as it was true at each of some times, in their order.</summary>
    public async Task<IReadOnlyList<MaskHistogram>> AtAsync(string tenant, FigureQuestion question, string area, Instant[] times, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select t.place, a.deprived, a.missing, count(*), sum({FigureReader.ColumnOf(question.Slice.Persons)})::bigint
            from unnest(${FigureReader.Next}::timestamptz[]) with ordinality as t(at, place)
            join {PovertyTables.Assessments} a on {FigureReader.Scope(question, "t.at")} and {FigureReader.Known} and $8 is not null
            group by 1, 2, 3
            """);
        FigureReader.AddAll(command.Parameters, tenant, question, area);
        command.Parameters.Add(new() { Value = times });
        var builders = times.Select(_ => new MaskHistogramBuilder()).ToArray();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) builders[rows.GetInt64(0) - 1].Add((uint)rows.GetInt32(1), (uint)rows.GetInt32(2), rows.GetInt64(3), rows.GetInt64(4));
        return [.. builders.Select(b => b.ToHistogram())];
    }
}
