using System.Text.RegularExpressions;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>A directory with the programs of one PostgreSQL version.</summary>
internal sealed partial record PostgresBinaries(string Directory, int Major)
{
    /// <summary>The oldest major version the service is tried with.</summary>
    public const int OldestMajor = 14;

    private static readonly string[] _programs = ["initdb", "pg_ctl", "postgres"];

    public string Initdb => ProgramIn(Directory, "initdb");

    public string PgCtl => ProgramIn(Directory, "pg_ctl");

    /// <summary>The full path a program has in a directory, on this system.</summary>
    public static string ProgramIn(string directory, string name) =>
        Path.Combine(directory, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>
    /// What a directory holds: its binaries, or null and the reason when it lacks a program, cannot run it or is
    /// older than <see cref="OldestMajor"/>.
    /// </summary>
    public static async Task<(PostgresBinaries? Binaries, string? Reason)> ReadAsync(
        string directory, CancellationToken cancellation)
    {
        if (_programs.FirstOrDefault(p => !File.Exists(ProgramIn(directory, p))) is { } missing)
            return (null, $"it has no {missing}");

        var version = await Command.RunAsync([ProgramIn(directory, "postgres"), "--version"], cancellation);
        var match = MajorVersion().Match(version.Output);
        if (!version.Succeeded || !match.Success)
            return (null, $"its postgres does not run: {version.Output}");

        var major = int.Parse(match.ValueSpan, provider: null);
        return major < OldestMajor
            ? (null, $"it is PostgreSQL {major}, and {OldestMajor} is the oldest that will do")
            : (new PostgresBinaries(directory, major), null);
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+", RegexOptions.CultureInvariant)]
    private static partial Regex MajorVersion();
}
