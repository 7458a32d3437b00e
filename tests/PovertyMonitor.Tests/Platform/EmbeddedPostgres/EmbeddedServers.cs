using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PovertyMonitor.Platform.EmbeddedPostgres;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Platform.EmbeddedPostgres;

/// <summary>Short ways to start and ask embedded servers in tests.</summary>
internal static class EmbeddedServers
{
    public static EmbeddedPostgresOptions OptionsFor(string dataDirectory) => new() { DataDirectory = dataDirectory };

    public static EmbeddedPostgresOptions NewOptions() => OptionsFor(Path.Combine(TestRun.NewDirectory("embedded"), "data"));

    public static Task<EmbeddedPostgresServer> StartAsync(EmbeddedPostgresOptions options) =>
        EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, TestContext.Current.CancellationToken);

    /// <summary>The first value of the first row.</summary>
    public static async Task<object?> AskAsync(this EmbeddedPostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static PostmasterFile Postmaster(EmbeddedPostgresOptions options) =>
        PostmasterFile.Read(new Cluster(options.DataDirectory))!;
}
