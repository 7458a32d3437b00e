using Microsoft.Extensions.Logging.Abstractions;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.EmbeddedPostgres;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Platform.EmbeddedPostgres;

public sealed class BinaryDiscoveryTests
{
    private static readonly BinarySearch _nowhere = new(null, [], [], Path.Combine(Path.GetTempPath(), "no such cache"));

    private readonly string _root = TestRun.NewDirectory("binaries");

    [Fact]
    public async Task Where_there_is_no_PostgreSQL_the_ways_to_get_one_are_named()
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => FindAsync(_nowhere));

        foreach (var way in (string[])["apt install postgresql", "brew install postgresql@17", "npm", "ConnectionStrings:PovertyMonitor", "PovertyMonitor:PostgresBinaries"])
            Assert.Contains(way, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_leads_to_no_PostgreSQL_is_named()
    {
        var failure = await Assert.ThrowsAsync<StartupException>(
            () => FindAsync(BinarySearch.FromEnvironment(null) with { Explicit = _root }));

        Assert.StartsWith($"PovertyMonitor:PostgresBinaries is set to {_root}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("it has no initdb", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_goes_before_everything_else()
    {
        var real = await RealAsync();

        var found = await FindAsync(_nowhere with { Explicit = Link("set"), PathDirectories = [real.Directory] });

        Assert.Equal(real with { Directory = Path.Combine(_root, "set") }, found);
    }

    [Fact]
    public async Task Programs_on_PATH_are_found_behind_their_links()
    {
        var real = await RealAsync();
        File.CreateSymbolicLink(Path.Combine(_root, "pg_ctl"), real.PgCtl);

        Assert.Equal(real, await FindAsync(_nowhere with { PathDirectories = [_root] }));
    }

    [Fact]
    public async Task Of_the_installed_versions_the_newest_is_taken()
    {
        foreach (var version in (string[])["postgresql@9", "postgresql@16", "postgresql@9.6"])
            Directory.CreateDirectory(Path.Combine(_root, version));
        foreach (var version in (string[])["postgresql@9", "postgresql@16", "postgresql@9.6"])
            Link(Path.Combine(version, "bin"));

        var found = await FindAsync(_nowhere with { InstalledPatterns = [Path.Combine(_root, "postgresql@*", "bin")] });

        Assert.Equal(Path.Combine(_root, "postgresql@16", "bin"), found.Directory);
    }

    [Fact]
    public async Task Data_of_another_major_version_are_explained()
    {
        var real = await RealAsync();
        Directory.CreateDirectory(Path.Combine(_root, "postgres"));
        await File.WriteAllTextAsync(Path.Combine(_root, "postgres", "PG_VERSION"), "11\n", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<StartupException>(() => FindAsync(_nowhere with { PathDirectories = [real.Directory] }));

        Assert.Contains("were written by PostgreSQL 11", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{real.Major} in {real.Directory}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("pg_upgrade", failure.Message, StringComparison.Ordinal);
    }

    private static Task<PostgresBinaries> RealAsync() => FindAsync(BinarySearch.FromEnvironment(null), TestRun.NewDirectory("empty"));

    private Task<PostgresBinaries> FindAsync(BinarySearch search) => FindAsync(search, _root);

    private static Task<PostgresBinaries> FindAsync(BinarySearch search, string dataDirectory) => BinaryDiscovery.FindAsync(
        search, new Cluster(dataDirectory), NullLogger.Instance, TestContext.Current.CancellationToken);

    private string Link(string name)
    {
        var at = Path.Combine(_root, name);
        Directory.CreateSymbolicLink(at, RealAsync().GetAwaiter().GetResult().Directory);
        return at;
    }
}
