using Marten;
using Npgsql;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>Estimates from a round that is a sample, as it was drawn and as its answers were known then.</summary>
internal sealed class SampledAreas(NpgsqlDataSource database, IDocumentStore store)
{
    /// <summary>The areas with their estimates and 95 percent intervals; without any where the measure's rule knows none for samples.</summary>
    public async Task<IReadOnlyList<RankedArea>> ReadAsync(ReportQuestion question, IReadOnlyList<Area> areas, CancellationToken ct)
    {
        var measure = question.Figures.Measure;
        if (measure.MissingRule == MissingRule.DropIndicator) return [.. areas.Select(a => RankedArea.Unknown(a))];
        var design = new SampleDesign();
        var units = (await UnitsAsync(question, ct)).ToDictionary(u => u.Household, u => (Psu: design.Psu(u.Stratum, u.Psu), u.Weight));
        var (domains, counts) = (areas.ToDictionary(a => a.Code, _ => new SampleDomain(design, measure.MissingRule)), areas.ToDictionary(a => a.Code, _ => (Households: 0L, Persons: 0L)));
        var level = areas.Count == 0 ? AreaLevel.Village : areas[0].Code.Level;
        foreach (var (household, village, deprived, missing, persons) in await HouseholdsAsync(question, ct))
        {
            var code = AreaCode.Parse(village).AtLevel(level);
            if (!units.TryGetValue(household, out var unit) || !domains.TryGetValue(code, out var domain)) continue;
            domain.Add(unit.Psu, (double)unit.Weight * persons, deprived, missing);
            counts[code] = (counts[code].Households + 1, counts[code].Persons + persons);
        }
        // As R's package survey does where a stratum has a single unit: centred at the whole sample's mean.
        var estimator = new SampleEstimator(measure.Structure, design, LonelyPsu.Adjust);
        Estimate Level(SampleDomain domain, StatisticKind kind) => estimator.Level(domain, new Statistic(kind, question.Figures.Cutoff)).UnlessOneUnit(domain);
        return [.. areas.Select(a =>
        {
            var (domain, m0) = (domains[a.Code], Level(domains[a.Code], StatisticKind.M0));
            return new RankedArea(a, counts[a.Code].Households, counts[a.Code].Persons, null, Level(domain, StatisticKind.H).Value, Level(domain, StatisticKind.A).Value, m0.Value, m0.Lower, m0.Upper);
        })];
    }

    private async Task<IEnumerable<SampleUnit>> UnitsAsync(ReportQuestion question, CancellationToken ct)
    {
        await using var session = store.QuerySession(question.Tenant);
        var pieces = (await session.Events.FetchStreamAsync(RoundStream.Of(question.Request.Round!), token: ct))
            .Where(e => e.Sequence <= question.Request.KnownAt).Select(e => e.Data).OfType<SampleDrawn>().ToList();
        return pieces.Where(p => p.Draw == pieces[^1].Draw).GroupBy(p => p.Piece).OrderBy(g => g.Key).SelectMany(g => g.Last().Units);
    }

    private async Task<List<(Guid Household, string Village, uint Deprived, uint Missing, int Persons)>> HouseholdsAsync(ReportQuestion question, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select a.household, a.village, a.deprived, a.missing, a.persons from {PovertyTables.Assessments} a
            where {FigureReader.Scope(question.Figures)} and {FigureReader.Known} order by 1
            """);
        FigureReader.AddAll(command.Parameters, question.Tenant, question.Figures, question.Request.Area);
        var households = new List<(Guid, string, uint, uint, int)>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) households.Add((row.GetGuid(0), row.GetString(1), (uint)row.GetInt32(2), (uint)row.GetInt32(3), row.GetInt32(4)));
        return households;
    }
}
