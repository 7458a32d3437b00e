using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Duplicates.Linkage;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>The model by which a regency's households are compared: the one the last search learned, else what is assumed.</summary>
internal sealed class ModelStore(NpgsqlDataSource database, ProfileStore profiles)
{
    private const int HouseholdsToLearnFrom = 20_000;

    /// <summary>The model in force.</summary>
    public async Task<LinkageModel> OfAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select model::text from {DuplicateTables.Positions} where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant });
        return await command.ExecuteScalarAsync(ct) is string model
            ? JsonSerializer.Deserialize<LinkageModel>(model, JsonSerializerOptions.Web)!
            : LinkageModel.Assumed(await profiles.CountAsync(tenant, ct));
    }

    /// <summary>Learns a model from as many whole villages as have some 20,000 households.</summary>
    public async Task<LinkageModel> LearnAsync(string tenant, CancellationToken ct)
    {
        var villages = await profiles.SomeVillagesAsync(tenant, HouseholdsToLearnFrom, ct);
        var bare = await profiles.OfVillagesAsync(tenant, villages, ct);
        Guid[] households = [.. bare.Select(p => p.Household)];
        var hashes = await profiles.HashesAsync(tenant, households, ct);
        var (_, common) = await profiles.SharingAsync(tenant, households, ct);
        var complete = bare.Select(p => p.With(hashes.GetValueOrDefault(p.Household, HouseholdHashes.None), common));
        return LinkageFit.Of(await profiles.CountAsync(tenant, ct),
            [.. complete.GroupBy(p => p.Place.Village, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(IReadOnlyList<Profile> (g) => [.. g])]);
    }

    /// <summary>Makes a model the one in force.</summary>
    public static NpgsqlBatchCommand Write(string tenant, LinkageModel model) => new($"""
        insert into {DuplicateTables.Positions} (tenant_id, sequence, model) values ($1, 0, $2)
        on conflict (tenant_id) do update set model = excluded.model
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = JsonSerializer.Serialize(model, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb } },
    };
}
