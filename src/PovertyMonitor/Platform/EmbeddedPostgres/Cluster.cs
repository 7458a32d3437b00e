using System.Globalization;
using System.Security.Cryptography;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>The server's files in a data directory: its data ("cluster" in PostgreSQL's words), password and log.</summary>
internal sealed class Cluster(string dataDirectory)
{
    /// <summary>The server's only user, its superuser.</summary>
    public const string User = "povertymonitor";

    private const string Unfinished = "postgres.new-";

    /// <summary>The directory that holds everything of the service.</summary>
    public string DataDirectory => dataDirectory;

    /// <summary>PostgreSQL's own data directory.</summary>
    public string Directory { get; } = Path.Combine(dataDirectory, "postgres");

    /// <summary>The server's messages since its last start; those before it are in <c>postgres.log.1</c>.</summary>
    public string Log { get; } = Path.Combine(dataDirectory, "postgres.log");

    /// <summary>The major version that wrote the data, null before there are any.</summary>
    public int? Major
    {
        get
        {
            var file = Path.Combine(Directory, "PG_VERSION");
            return File.Exists(file) ? int.Parse(File.ReadAllText(file).Split('.')[0], CultureInfo.InvariantCulture) : null;
        }
    }

    private string PasswordFile { get; } = Path.Combine(dataDirectory, "postgres.password");

    /// <summary>The password of <see cref="User"/>, readable by this system user only.</summary>
    public string Password => File.ReadAllText(PasswordFile).Trim();

    /// <summary>Makes an empty database cluster where there is none. An interrupted attempt leaves none.</summary>
    /// <exception cref="StartupException">initdb failed.</exception>
    public async Task InitializeAsync(PostgresBinaries binaries, RootlessLauncher launcher, CancellationToken cancellation)
    {
        if (Major is not null)
            return;

        foreach (var interrupted in System.IO.Directory.EnumerateDirectories(DataDirectory, Unfinished + "*"))
            System.IO.Directory.Delete(interrupted, recursive: true);
        CreatePassword();

        var work = Path.Combine(DataDirectory, Unfinished + Path.GetRandomFileName());
        var made = await launcher.RunAsync(
            [
                binaries.Initdb, "-D", work, "--username", User, "--pwfile", PasswordFile, "--auth", "scram-sha-256",
                "--encoding", "UTF8", "--locale", "C", "--data-checksums", "--no-instructions",
            ],
            cancellation);
        if (!made.Succeeded)
        {
            throw new StartupException(
                $"PostgreSQL {binaries.Major} ({binaries.Directory}) could not set up its data in {DataDirectory}:\n{made.Output}");
        }

        await ServerSettings.IncludeAsync(work, cancellation);
        System.IO.Directory.Move(work, Directory);
    }

    private void CreatePassword()
    {
        if (File.Exists(PasswordFile))
            return;

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var whole = PasswordFile + ".new";
        using (var file = new StreamWriter(whole, options))
            file.Write(RandomNumberGenerator.GetHexString(64, lowercase: true));
        File.Move(whole, PasswordFile);
    }
}
