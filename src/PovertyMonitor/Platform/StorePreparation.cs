using Marten;
using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>Makes the database ready before the service answers: schema, a partition per regency, and what an empty store needs.</summary>
internal static class StorePreparation
{
    /// <summary>Which regencies this service serves, by Kemendagri code.</summary>
    public const string RegenciesSetting = "PovertyMonitor:Regencies";

    private const long SeedLock = 0x506F766572747931;

    public static async Task PrepareStoreAsync(this IServiceProvider services, CancellationToken ct)
    {
        var store = services.GetRequiredService<IDocumentStore>();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        var regencies = RegenciesOf(services.GetRequiredService<IConfiguration>());
        await store.Advanced.AddMartenManagedTenantsAsync(ct, regencies.ToDictionary(r => r, PartitionOf));

        // Two services that start on one empty database must not both fill it.
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = SeedLock } } };
        await command.ExecuteNonQueryAsync(ct);
        foreach (var regency in regencies)
            foreach (var seed in services.GetServices<ISeed>().OrderBy(s => s.Order))
                await DatabaseStall.OvercomeAsync(() => seed.SeedAsync(regency, ct));
    }

    private static string[] RegenciesOf(IConfiguration configuration)
    {
        var regencies = configuration.GetSection(RegenciesSetting).Get<string[]>() ?? ["35.22"];
        return regencies.All(r => r.Length == 5 && r[2] == '.' && r.Where(c => c != '.').All(char.IsAsciiDigit)) && regencies.Length > 0
            ? regencies
            : throw new StartupException($"The setting {RegenciesSetting} must list regency codes such as 35.22.");
    }

    private static string PartitionOf(string regency) => $"t{regency.Replace(".", "", StringComparison.Ordinal)}";
}
