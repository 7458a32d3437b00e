using System.Collections.Concurrent;
using Npgsql;
using PovertyMonitor.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>
/// The one PostgreSQL server of a test run; it starts when the first test asks for a database. A test class takes it
/// as a constructor argument and makes databases of its own.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Lazy<Task<ITestServer>> _server;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private int _databases;

    public PostgresServer() => _server = new(StartAsync);

    /// <summary>Which server it is and why, in one sentence; known once it runs.</summary>
    public string Description { get; private set; } = "";

    /// <summary><c>container</c> or <c>embedded</c>.</summary>
    public async Task<string> KindAsync() => (await _server.Value).Kind;

    /// <summary>A new database, empty or as the template is.</summary>
    /// <param name="template">A name that <see cref="TemplateAsync"/> returned.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"create database {name} template {template ?? "template1"}");
        return await ConnectionToAsync(name);
    }

    /// <summary>Ends the connections to a database and drops it.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        await using (var pooled = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(pooled);
        await ExecuteAsync($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
    }

    /// <summary>
    /// A template of a database that is slow to make, such as one with the schema applied: it is made once per run, by
    /// whoever asks first, and all get its name.
    /// </summary>
    /// <param name="name">Lower-case letters, digits and underscores.</param>
    /// <param name="prepare">Fills the empty database of the connection string it is given.</param>
    public Task<string> TemplateAsync(string name, Func<string, Task> prepare) =>
        _templates.GetOrAdd(name, _ => new(() => MakeTemplateAsync(name, prepare))).Value;

    public async ValueTask DisposeAsync()
    {
        // A server that did not start has failed every test that asked for it; there is nothing to stop.
        if (_server.IsValueCreated && _server.Value.IsCompletedSuccessfully)
            await (await _server.Value).DisposeAsync();
    }

    private async Task<ITestServer> StartAsync()
    {
        var (server, reason) = await ServerChoice.StartAsync();
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        Description = $"PostgreSQL of this test run: {server.Kind}, version {connection.ServerVersion}, {server.Origin} ({reason}).";
        await Console.Error.WriteLineAsync(Description);
        return server;
    }

    private async Task<string> MakeTemplateAsync(string name, Func<string, Task> prepare)
    {
        await ExecuteAsync($"create database {name}");
        await prepare(await ConnectionToAsync(name));
        // A database can be copied only while nobody is connected to it.
        await ExecuteAsync($"alter database {name} with is_template true allow_connections false");
        await ExecuteAsync($"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{name}'");
        return name;
    }

    private async Task<string> ConnectionToAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await _server.Value).ConnectionString)
        {
            Database = database,
            Timezone = "UTC",
            IncludeErrorDetail = true,
        }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await _server.Value).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
