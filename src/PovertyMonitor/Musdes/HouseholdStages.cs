using Npgsql;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Musdes;

/// <summary>Tells the figures which households reached a stage.</summary>
internal sealed class HouseholdStages(NpgsqlDataSource database) : IHouseholdStages
{
    private const string OnNoList = "none";

    /// <inheritdoc/>
    public IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<Stage>().Where(s => s != Stage.Withdrawn).Select(s => Question.CodeOf(s)), OnNoList];

    /// <inheritdoc/>
    public async Task<Guid[]> HouseholdsAsync(string tenant, string stage, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select household_id from (
                select distinct on (l.household_id) l.household_id, l.stage from {MusdesTables.Lines} l join {MusdesTables.Lists} s on s.tenant_id = l.tenant_id and s.list_id = l.list_id
                where l.tenant_id = $1 and s.state <> 'withdrawn' order by l.household_id, s.drawn_on desc, s.number desc, s.list_id) as last
            where stage = $2 or $2 = '{OnNoList}'
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = stage });
        var households = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) households.Add(row.GetGuid(0));
        return [.. households];
    }
}
