using Npgsql;
using PovertyMonitor.Measures;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Reads which households were interviewed in the same village in two rounds, and how their villages' figures changed.</summary>
internal sealed class StayersReader(NpgsqlDataSource database, RoundDesigns designs)
{
    private const string Counted = $"""
        select household, village, deprived, missing, persons from {HouseholdStandings.Table} where tenant_id = $1 and measure = $2 and counts_in_round and known_to is null and round =
        """;

    /// <summary>The rise of M0, or of an indicator's censored headcount, in each village.</summary>
    public async Task<IReadOnlyList<VillageRise>> ReadAsync(string tenant, CompiledMeasure measure, string? indicator, string first, string second, CancellationToken ct)
    {
        string[] samples = [.. await Task.WhenAll(((string[])[first, second]).Select(async r => await IsSampleAsync(r) ? r : ""))];
        return samples.FirstOrDefault(r => r.Length > 0) is { } sample
            ? SampleRise.Of(measure, indicator, await SampledAsync(tenant, measure, first, second, sample, samples[1] == second && sample == first, ct))
            : [.. CensusRise.Of(measure, indicator, await CountedAsync(tenant, measure, first, second, ct))];

        async Task<bool> IsSampleAsync(string round) => (await designs.FindAsync(tenant, round, ct))?.Kind == RoundKind.Sample;
    }

    private async Task<List<Stayers>> CountedAsync(string tenant, CompiledMeasure measure, string first, string second, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select village, one.deprived, one.missing, two.deprived, two.missing, count(*), sum(one.persons)::bigint
            from ({Counted} $3) as one join ({Counted} $4) as two using (household, village) group by 1, 2, 3, 4, 5 order by 1
            """);
        foreach (var value in (string[])[tenant, measure.Id, first, second]) command.Parameters.Add(new() { Value = value });
        var stayers = new List<Stayers>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) stayers.Add(StayersIn(row, 0, row.GetInt64(5), row.GetInt64(6)));
        return stayers;
    }

    // The weights are those of the first round that visits a sample; where both do, a household must be in both to be compared.
    private async Task<List<SampledStayer>> SampledAsync(
        string tenant, CompiledMeasure measure, string first, string second, string sample, bool areBoth, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select s.stratum, s.psu, s.weight::float8, one.persons::bigint, village, one.deprived, one.missing, two.deprived, two.missing, one.household is not null and two.household is not null
                and (not $6 or household in (select t.household from {SampleStands.Of("$1", "$4", SampleStands.Now)} as t))
            from ({Counted} $3) as one full join ({Counted} $4) as two using (household, village)
            join {SampleStands.Of("$1", "$5", SampleStands.Now)} as s using (household)
            where {(sample == first ? "one" : "two")}.household is not null
            """);
        foreach (var value in (object[])[tenant, measure.Id, first, second, sample, areBoth]) command.Parameters.Add(new() { Value = value });
        var households = new List<SampledStayer>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) households.Add(new(row.GetString(0), row.GetString(1), row.GetDouble(2), row.GetBoolean(9) ? StayersIn(row, 4, 1, row.GetInt64(3)) : null));
        return households;
    }

    private static Stayers StayersIn(NpgsqlDataReader row, int at, long households, long persons) => new(
        row.GetString(at), new((uint)row.GetInt32(at + 1), (uint)row.GetInt32(at + 2)), new((uint)row.GetInt32(at + 3), (uint)row.GetInt32(at + 4)), households, persons);
}
