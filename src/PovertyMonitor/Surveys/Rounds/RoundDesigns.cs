using NodaTime;
using Npgsql;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>How a round surveys.</summary>
/// <param name="Round">Its code.</param>
/// <param name="Kind">Whether it visits every household or a sample.</param>
/// <param name="From">Its first day, in the regency's time (WIB).</param>
/// <param name="Until">Its last day.</param>
/// <param name="GraceDays">Days after it in which what was visited in time may still be received without being late.</param>
/// <param name="Measure">The measure it was designed for; absent where none was named.</param>
internal sealed record RoundDesign(string Round, RoundKind Kind, LocalDate From, LocalDate Until, int GraceDays, string? Measure)
{
    public static RoundDesign Of(RoundDesigned e) => new(e.Round, e.Kind, e.From, e.Until, e.GraceDays, e.Measure);
}

/// <summary>Reads the designs and samples of rounds: what an estimate needs beside the answers.</summary>
internal sealed class RoundDesigns(NpgsqlDataSource database)
{
    /// <summary>A round's design; <see langword="null"/> where nobody stated one: then it is a census without an end.</summary>
    public async Task<RoundDesign?> FindAsync(string tenant, string round, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select kind, from_date, until_date, grace_days, measure from {DesignTables.Designs} where tenant_id = $1 and round = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = round });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(round, Enum.Parse<RoundKind>(row.GetString(0), ignoreCase: true), row.GetFieldValue<LocalDate>(1), row.GetFieldValue<LocalDate>(2),
                row.GetInt32(3), row.IsDBNull(4) ? null : row.GetString(4))
            : null;
    }

    /// <summary>A round's sample by household, streamed; nothing where it has none.</summary>
    public async IAsyncEnumerable<SampleUnit> SampleAsync(string tenant, string round, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select household_id, stratum, psu, weight from {DesignTables.Sample} where tenant_id = $1 and round = $2 order by household_id");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = round });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) yield return new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetDecimal(3));
    }
}
