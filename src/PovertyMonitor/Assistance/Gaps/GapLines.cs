using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Sent;

namespace PovertyMonitor.Assistance.Gaps;

/// <summary>Completes the households of a page with where they live and, if it was asked for with a purpose, their heads' names.</summary>
internal sealed class GapLines(NpgsqlDataSource database, IdentityReader identities)
{
    /// <summary>The lines of a page.</summary>
    public async Task<IReadOnlyList<GapLine>> OfAsync(
        Caller caller, IReadOnlyList<GapHousehold> page, CompiledMeasure measure, Register register, string? purpose, Language language, CancellationToken ct)
    {
        var ids = page.Select(h => h.Household).ToArray();
        var places = await PlacesAsync(caller.Regency!, ids, ct);
        var people = purpose is null ? null : await identities.OfAsync(caller, $"assistance gaps: {purpose}", ids, ct);
        return [.. page.Select(h => Line(h, places.GetValueOrDefault(h.Household), people?.GetValueOrDefault(h.Household), measure, register, language))];
    }

    private static GapLine Line(GapHousehold h, DirectoryEntry? entry, PersonalData? people, CompiledMeasure measure, Register register, Language language) => new(
        h.Household, h.Village, register.Find(AreaCode.Parse(h.Village))?.Name, entry?.Place.Rt, entry?.Place.Rw, AssistanceCodes.DayOf(h.Since),
        LackView.Of(measure, h.Deprived, language), LackView.Of(measure, h.Missing, language), h.Decile, h.Programmes, h.LastProgramme, h.LastGivenOn,
        entry is null ? null : SentReader.HeadOf(entry, people));

    private async Task<Dictionary<Guid, DirectoryEntry>> PlacesAsync(string tenant, Guid[] households, CancellationToken ct)
    {
        var places = new Dictionary<Guid, DirectoryEntry>();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { HouseholdDirectory.Query(tenant, households) } };
        await using var row = await batch.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) places[row.GetGuid(0)] = HouseholdDirectory.Read(row);
        return places;
    }
}
