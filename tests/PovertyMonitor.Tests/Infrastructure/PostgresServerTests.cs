using Npgsql;

namespace PovertyMonitor.Tests.Infrastructure;

public sealed class PostgresServerTests(PostgresServer server)
{
    [Fact]
    public async Task The_suite_says_which_server_it_used()
    {
        var kind = await server.KindAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(server.Description);
        // dotnet test shows no output of tests that pass, but it lists their attachments by name.
        TestContext.Current.AddAttachment($"PostgreSQL-{kind}", server.Description);

        Assert.Equal(Environment.GetEnvironmentVariable(ServerChoice.Variable) is { Length: > 0 } asked ? asked : kind, kind);
        Assert.StartsWith($"PostgreSQL of this test run: {kind}, version ", server.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_database_is_apart_from_the_others()
    {
        var (one, other) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());

        await AskAsync(one, "create table mine as select 1 as answer");

        Assert.Equal(1, await AskAsync(one, "select answer from mine"));
        Assert.Equal(DBNull.Value, await AskAsync(other, "select to_regclass('mine')::text"));
        await server.DropDatabaseAsync(one);
        await server.DropDatabaseAsync(other);
    }

    [Fact]
    public async Task A_template_is_made_once_and_copied_for_each()
    {
        var made = 0;
        async Task Prepare(string connectionString)
        {
            Interlocked.Increment(ref made);
            await AskAsync(connectionString, "create table prepared as select 42 as answer");
        }

        var templates = await Task.WhenAll(server.TemplateAsync("template_test", Prepare), server.TemplateAsync("template_test", Prepare));
        var copies = await Task.WhenAll(templates.Select(server.CreateDatabaseAsync));

        Assert.Equal(1, made);
        foreach (var copy in copies)
        {
            Assert.Equal(42, await AskAsync(copy, "select answer from prepared"));
            await server.DropDatabaseAsync(copy);
        }
    }

    [Fact]
    public async Task A_dropped_database_is_gone_although_it_was_in_use()
    {
        var connectionString = await server.CreateDatabaseAsync();
        await using var user = new NpgsqlConnection(connectionString);
        await user.OpenAsync(TestContext.Current.CancellationToken);

        await server.DropDatabaseAsync(connectionString);

        var gone = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(connectionString, "select 1"));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, gone.SqlState);
    }

    private static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
