using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.EmbeddedPostgres;
using static PovertyMonitor.Tests.Platform.EmbeddedPostgres.EmbeddedServers;

namespace PovertyMonitor.Tests.Platform.EmbeddedPostgres;

public sealed class RootlessLauncherTests
{
    [Fact]
    public async Task Root_runs_the_server_as_the_user_the_data_belong_to()
    {
        RequireRoot();
        var options = NewOptions();
        var (cluster, binaries) = await ClusterAsync(options);
        await RootlessLauncher.AsOtherUserAsync(cluster, binaries, "65534", TestContext.Current.CancellationToken);
        await ChownAsync("65534", options.DataDirectory);

        await using var server = await StartAsync(options);

        Assert.Equal(1, await server.AskAsync("select 1"));
        Assert.Equal("65534", await UserOfAsync(Postmaster(options).ProcessId));
    }

    [Fact]
    public async Task Roots_own_data_are_served_in_a_user_namespace_or_by_another_user()
    {
        RequireRoot();
        var options = NewOptions();

        await using var server = await StartAsync(options);

        Assert.Equal(1, await server.AskAsync("select 1"));
    }

    [Fact]
    public async Task A_directory_the_other_user_cannot_reach_is_explained()
    {
        RequireRoot();
        var options = NewOptions();
        var (cluster, binaries) = await ClusterAsync(options);
        File.SetUnixFileMode(Path.GetDirectoryName(options.DataDirectory)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var failure = await Assert.ThrowsAsync<StartupException>(() => RootlessLauncher.AsOtherUserAsync(
            cluster, binaries, "65534", TestContext.Current.CancellationToken));

        Assert.Contains("as user 65534 it cannot reach", failure.Message, StringComparison.Ordinal);
        Assert.Contains("PovertyMonitor:DataDirectory", failure.Message, StringComparison.Ordinal);
    }

    private static void RequireRoot() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root must give root up.");

    private static async Task<(Cluster Cluster, PostgresBinaries Binaries)> ClusterAsync(EmbeddedPostgresOptions options)
    {
        DataDirectory.Create(options.DataDirectory);
        var cluster = new Cluster(options.DataDirectory);
        return (cluster, await BinaryDiscovery.FindAsync(
            options.Binaries, cluster, NullLogger.Instance, TestContext.Current.CancellationToken));
    }

    private static async Task ChownAsync(string user, string directory)
    {
        using var chown = Process.Start("chown", ["-R", user, directory]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, chown.ExitCode);
    }

    private static async Task<string> UserOfAsync(int processId)
    {
        var status = await File.ReadAllLinesAsync($"/proc/{processId}/status", TestContext.Current.CancellationToken);
        return status.Single(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
    }
}
