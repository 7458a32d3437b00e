namespace PovertyMonitor.Platform;

/// <summary>Where the service keeps what it must not lose: one directory per checkout unless it is set elsewhere.</summary>
internal static class DataDirectory
{
    /// <summary>The setting that names another directory.</summary>
    public const string Setting = "PovertyMonitor:DataDirectory";

    private const string Solution = "PovertyMonitor.sln";
    private const string Name = ".povertymonitor";

    /// <summary>
    /// The full path of the data directory: the setting (relative to the current directory), else
    /// <c>.povertymonitor</c> beside the solution the service was built from, else in the current directory.
    /// </summary>
    public static string Resolve(IConfiguration configuration) =>
        Resolve(configuration[Setting], AppContext.BaseDirectory, Directory.GetCurrentDirectory());

    /// <summary>The rule itself; see <see cref="Resolve(IConfiguration)"/>.</summary>
    public static string Resolve(string? setting, string baseDirectory, string currentDirectory) =>
        string.IsNullOrWhiteSpace(setting)
            ? Path.Combine(Checkout(baseDirectory) ?? Checkout(currentDirectory) ?? currentDirectory, Name)
            : Path.GetFullPath(setting, currentDirectory);

    /// <summary>Makes the directory, closed to other users and ignored by git, where it is not there yet.</summary>
    /// <exception cref="StartupException">It cannot be made or written to.</exception>
    public static void Create(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            var ignore = Path.Combine(path, ".gitignore");
            if (!File.Exists(ignore))
                File.WriteAllText(ignore, "*\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data directory {path} cannot be written ({e.Message}). " +
                $"Give this user the right to, or set {Setting} to another directory.", e);
        }
    }

    private static string? Checkout(string start)
    {
        for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Solution)))
                return at.FullName;
        }

        return null;
    }
}
