using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;
using PovertyMonitor.Platform;
using static PovertyMonitor.Tests.Platform.EmbeddedPostgres.EmbeddedServers;

namespace PovertyMonitor.Tests.Platform.EmbeddedPostgres;

public sealed class EmbeddedPostgresServerTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private const string Keep = "create table kept as select 42 as answer";
    private const string Kept = "select answer from kept";

    [Fact]
    public async Task The_first_start_makes_a_database_that_answers()
    {
        var server = fresh.Server;

        Assert.False(server.WasRunning);
        Assert.Equal("povertymonitor", await server.AskAsync("select current_database()::text"));
    }

    [Fact]
    public async Task It_is_private_and_keeps_what_it_commits()
    {
        var expected = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["password_encryption"] = "scram-sha-256",
            ["data_checksums"] = "on",
            ["synchronous_commit"] = "on",
            ["fsync"] = "on",
            ["TimeZone"] = "UTC",
            ["max_connections"] = "200",
            ["jit"] = "off",
            ["server_encoding"] = "UTF8",
        };

        var actual = new Dictionary<string, string>();
        foreach (var setting in expected.Keys)
            actual[setting] = (string)(await fresh.Server.AskAsync($"show {setting}"))!;

        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password()
    {
        var stranger = new NpgsqlConnectionStringBuilder(fresh.Server.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(stranger.ConnectionString);

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => connection.OpenAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public void Only_its_owner_can_read_the_password_and_enter_the_directory()
    {
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(fresh.Options.DataDirectory, "postgres.password")));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(fresh.Options.DataDirectory));
    }

    [Fact]
    public async Task It_stops_when_it_is_disposed_of_and_the_next_start_has_the_data()
    {
        var options = NewOptions();
        var first = await StartAsync(options);
        await first.AskAsync(Keep);
        var port = Postmaster(options).Port;
        await first.DisposeAsync();

        using (var client = new TcpClient())
            await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken).AsTask());

        await using var second = await StartAsync(options);
        Assert.False(second.WasRunning);
        Assert.Equal(42, await second.AskAsync(Kept));
    }

    [Fact]
    public async Task After_a_crash_of_the_server_the_next_start_has_what_was_committed()
    {
        var options = NewOptions();
        await using (var crashed = await StartAsync(options))
        {
            await crashed.AskAsync(Keep);
            using var postmaster = Process.GetProcessById(Postmaster(options).ProcessId);
            postmaster.Kill();
            await postmaster.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var recovered = await StartAsync(options);

        Assert.Equal(42, await recovered.AskAsync(Kept));
    }

    [Fact]
    public async Task A_process_number_that_another_program_has_now_does_not_prevent_a_start()
    {
        var options = NewOptions();
        await (await StartAsync(options)).DisposeAsync();
        await File.WriteAllLinesAsync(
            Path.Combine(options.DataDirectory, "postgres", "postmaster.pid"),
            [$"{Environment.ProcessId}", Path.Combine(options.DataDirectory, "postgres"), "1", "1", "", "127.0.0.1", "", "ready"],
            TestContext.Current.CancellationToken);

        await using var server = await StartAsync(options);

        Assert.Equal(1, await server.AskAsync("select 1"));
    }

    [Fact]
    public async Task A_copied_data_directory_gets_a_server_of_its_own_beside_the_running_original()
    {
        var options = NewOptions();
        await using var original = await StartAsync(options);
        await original.AskAsync(Keep);
        await original.AskAsync("checkpoint");
        var copied = OptionsFor(options.DataDirectory + "-copy");
        Copy(options.DataDirectory, copied.DataDirectory);

        await using var copy = await StartAsync(copied);
        await copy.AskAsync("update kept set answer = 43");

        Assert.False(copy.WasRunning);
        Assert.Equal(42, await original.AskAsync(Kept));
    }

    [Fact]
    public async Task A_second_start_is_told_who_runs_and_where()
    {
        fresh.Server.Announce("http://127.0.0.1:5080");

        var refused = await Assert.ThrowsAsync<StartupException>(() => StartAsync(fresh.Options));

        Assert.StartsWith($"Another PovertyMonitor (pid {Environment.ProcessId}) is running", refused.Message, StringComparison.Ordinal);
        Assert.Contains(", at http://127.0.0.1:5080.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_set_up_is_thrown_away_and_begun_again()
    {
        var options = NewOptions();
        var half = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "postgres.new-interrupted")).FullName;
        await File.WriteAllTextAsync(Path.Combine(half, "PG_VERSION"), "15", TestContext.Current.CancellationToken);

        await using var server = await StartAsync(options);

        Assert.Equal(1, await server.AskAsync("select 1"));
        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public async Task A_server_that_does_not_start_is_explained_with_its_own_words()
    {
        var options = NewOptions() with { Settings = new Dictionary<string, string> { ["shared_buffers"] = "'a lot'" } };

        var failure = await Assert.ThrowsAsync<StartupException>(() => StartAsync(options));

        Assert.Contains("did not start", failure.Message, StringComparison.Ordinal);
        Assert.Contains("shared_buffers", failure.Message, StringComparison.Ordinal);
    }

    private static void Copy(string from, string to)
    {
        foreach (var directory in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "service.lock"))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
