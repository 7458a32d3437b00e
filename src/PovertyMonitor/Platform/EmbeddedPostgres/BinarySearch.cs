namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>The places where PostgreSQL's programs are looked for, in this order.</summary>
/// <param name="Explicit">A bin directory that was set; when there is one, nothing else is looked at.</param>
/// <param name="PathDirectories">The directories of PATH; npm is looked for here too.</param>
/// <param name="InstalledPatterns">
/// Where systems install PostgreSQL: full paths in which one directory name may hold a <c>*</c> (its versions).
/// </param>
/// <param name="NpmCache">The per-user directory in which the package fetched with npm is kept.</param>
internal sealed record BinarySearch(
    string? Explicit,
    IReadOnlyList<string> PathDirectories,
    IReadOnlyList<string> InstalledPatterns,
    string NpmCache)
{
    /// <summary>The setting that names a bin directory.</summary>
    public const string Setting = "PovertyMonitor:PostgresBinaries";

    private static readonly string[] _known =
    [
        "/usr/lib/postgresql/*/bin",
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin",
        "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
        "/usr/pgsql-*/bin",
        @"C:\Program Files\PostgreSQL\*\bin",
    ];

    /// <summary>The places of this machine and user.</summary>
    public static BinarySearch FromEnvironment(string? setting) => new(
        string.IsNullOrWhiteSpace(setting) ? null : setting,
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        _known,
        Path.Combine(UserCache(), "povertymonitor"));

    private static string UserCache()
    {
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS()
            ? Path.Combine(home, "Library", "Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(home, ".cache");
    }
}
