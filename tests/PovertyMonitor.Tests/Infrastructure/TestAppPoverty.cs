using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Building;
using PovertyMonitor.Villages.Verification;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>What the poverty projection of a <see cref="TestApp"/> holds, and whether it holds the same when it is built anew.</summary>
internal static class TestAppPoverty
{
    /// <summary>Every row of its tables, as text in one order. How far it has come is left out: what alerts write to the log later moves it on.</summary>
    public static async Task<List<string>> PovertyRowsAsync(this TestApp app)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var all = new List<string>();
        foreach (var table in PovertyTables.All.Where(table => table != PovertyTables.Progress))
        {
            // A cell that fell back to nothing may stay as zeros or never come to be; both count nothing.
            var counted = table == PovertyTables.Tally || table == PovertyTables.Visits ? "where households <> 0" : "";
            await using var command = new NpgsqlCommand($"select '{table} ' || t::text from {table} t {counted} order by 1", connection);
            await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await rows.ReadAsync(TestContext.Current.CancellationToken)) all.Add(rows.GetString(0));
        }
        return all;
    }

    /// <summary>Compares the tables with the log.</summary>
    public static Task<VerificationReport> VerifyAsync(this TestApp app) =>
        app.Services.GetRequiredService<Verifier>().VerifyAsync(TestApp.Regency, _ => { }, TestContext.Current.CancellationToken);

    /// <summary>Stops serving and builds the tables anew from the log.</summary>
    public static async Task RebuildPovertyAsync(this TestApp app)
    {
        await app.StopServingAsync();
        using var daemon = await app.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync(PovertyProjection.ProjectionName, TestApp.Regency, TestContext.Current.CancellationToken);
        while (await app.Services.GetRequiredService<MeasureFill>().NextAsync(TestApp.Regency, TestContext.Current.CancellationToken)) { }
    }
}
