namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>
/// Runs PostgreSQL's programs, which refuse to run as root. For root they run in a user namespace in which root has
/// another number (no other user is needed and no file changes hands), or, where that is forbidden, as the user the
/// data belong to.
/// </summary>
internal sealed class RootlessLauncher
{
    private static readonly string[] _namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

    private readonly IReadOnlyList<string> _prefix;
    private readonly IReadOnlyList<string>? _beforeEach;

    private RootlessLauncher(IReadOnlyList<string> prefix, IReadOnlyList<string>? beforeEach = null)
    {
        _prefix = prefix;
        _beforeEach = beforeEach;
    }

    /// <summary>The way that works for this user on this machine.</summary>
    /// <exception cref="StartupException">This is root, and there is no way to give root up.</exception>
    public static async Task<RootlessLauncher> CreateAsync(
        Cluster cluster, PostgresBinaries binaries, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new RootlessLauncher([]);

        // Data that an ordinary user began stay that user's.
        var owner = await OutputAsync(["stat", "-c", "%u", cluster.DataDirectory], cancellation);
        return owner is null or "0" && (await Command.RunAsync([.. _namespace, "true"], cancellation)).Succeeded
            ? new RootlessLauncher(_namespace)
            : await AsOtherUserAsync(cluster, binaries, owner is null or "0" ? null : owner, cancellation);
    }

    /// <summary>As another user: the given one, else PostgreSQL's own, else nobody. The data directory becomes that user's.</summary>
    /// <exception cref="StartupException">It cannot be done, or that user cannot reach the directories.</exception>
    public static async Task<RootlessLauncher> AsOtherUserAsync(
        Cluster cluster, PostgresBinaries binaries, string? user, CancellationToken cancellation)
    {
        user ??= await OutputAsync(["id", "-u", "postgres"], cancellation) ?? "65534";
        var group = await OutputAsync(["id", "-g", user], cancellation) ?? user;
        var launcher = new RootlessLauncher(
            ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups"],
            ["chown", "-R", $"{user}:{group}", cluster.DataDirectory]);

        var reaches = await launcher.RunAsync(
            ["sh", "-c", "test -w \"$1\" && test -x \"$2\"", "sh", cluster.DataDirectory, binaries.Initdb], cancellation);
        return reaches.Succeeded
            ? launcher
            : throw new StartupException(
                $"PostgreSQL does not run as root, and as user {user} it cannot reach {cluster.DataDirectory} or {binaries.Directory}" +
                $"{(reaches.Output.Length > 0 ? $" ({reaches.Output})" : "")}. Run PovertyMonitor as an ordinary user, or set " +
                $"{Platform.DataDirectory.Setting} to a directory below ones that every user may enter.");
    }

    /// <summary>Runs a program to its end and collects its output.</summary>
    public async Task<CommandResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        return await Command.RunAsync([.. _prefix, .. command], cancellation);
    }

    /// <summary>Runs a program that leaves a daemon behind; see <see cref="Command.RunDetachingAsync"/>.</summary>
    public async Task<int> RunDetachingAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        return await Command.RunDetachingAsync([.. _prefix, .. command], cancellation);
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        if (_beforeEach is not null)
            await Command.RunAsync(_beforeEach, cancellation);
    }

    private static async Task<string?> OutputAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var result = await Command.RunAsync(command, cancellation);
        return result.Succeeded ? result.Output : null;
    }
}
