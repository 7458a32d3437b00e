using System.Net;
using System.Net.Sockets;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Platform.EmbeddedPostgres;

namespace PovertyMonitor.Tests.Platform;

/// <summary>The service as a process: what an operator meets when it is killed, started twice or cannot start.</summary>
public sealed class StartupTests
{
    private readonly string _data = Path.Combine(TestRun.NewDirectory("service"), "data");

    [Fact]
    public async Task Killed_it_leaves_its_server_running_and_the_next_start_finds_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var service = ServiceProcess.Start(_data);
        await service.AddressAsync(cancellation);
        await service.KillAsync(cancellation);

        await using var server = await EmbeddedServers.StartAsync(EmbeddedServers.OptionsFor(_data));

        Assert.True(server.WasRunning);
        Assert.Equal(1, await server.AskAsync("select 1"));
    }

    [Fact]
    public async Task A_second_start_says_who_runs_and_where_and_ends_and_the_firsts_server_stops_with_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var first = ServiceProcess.Start(_data);
        var address = await first.AddressAsync(cancellation);
        await using var second = ServiceProcess.Start(_data);

        Assert.Equal(1, await second.ExitAsync(cancellation));

        Assert.StartsWith($"Another PovertyMonitor (pid {first.Id}) is running", second.Output, StringComparison.Ordinal);
        Assert.Contains(address.GetLeftPart(UriPartial.Authority), second.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_data, "postgres", "postmaster.pid")));
        await first.StopAsync(cancellation);
        Assert.False(File.Exists(Path.Combine(_data, "postgres", "postmaster.pid")));
    }

    [Fact]
    public async Task A_busy_port_is_explained_without_a_stack_trace()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        await using var service = ServiceProcess.Start(_data, ("URLS", $"http://{busy.LocalEndpoint}"));

        Assert.Equal(1, await service.ExitAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"http://{busy.LocalEndpoint} is in use. Another program", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", 0, "Without a command it runs the service")]
    [InlineData("verfy", 1, "'verfy' was not matched. Did you mean one of the following?")]
    public async Task Asked_for_help_or_with_a_word_it_does_not_know_it_starts_nothing(string word, int exit, string says)
    {
        await using var service = ServiceProcess.Start(_data, [word]);

        Assert.Equal(exit, await service.ExitAsync(TestContext.Current.CancellationToken));

        Assert.Contains(says, service.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data));
    }

    [Fact]
    public async Task A_wrong_setting_is_explained_without_a_stack_trace()
    {
        await using var service = ServiceProcess.Start(_data, ("PovertyMonitor:PostgresBinaries", _data));

        Assert.Equal(1, await service.ExitAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("PovertyMonitor:PostgresBinaries is set to", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=nobody;Password=x;Database=none", "The database can't be used: ")]
    [InlineData("Host=127.0.0.1;Nonsense=1", "ConnectionStrings:PovertyMonitor is not a connection string: ")]
    public async Task A_database_out_of_reach_is_explained_without_a_stack_trace(string connectionString, string explanation)
    {
        await using var service = ServiceProcess.Start(_data, ("ConnectionStrings:PovertyMonitor", connectionString));

        Assert.Equal(1, await service.ExitAsync(TestContext.Current.CancellationToken));

        Assert.Contains(explanation, service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }
}
