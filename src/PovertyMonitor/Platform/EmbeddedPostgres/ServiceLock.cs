using System.Globalization;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>One service at a time on a data directory; a second one is told who holds it and where it listens.</summary>
internal sealed class ServiceLock : IDisposable
{
    private readonly FileStream _held;
    private readonly string _announcement;

    private ServiceLock(FileStream held, string announcement)
    {
        _held = held;
        _announcement = announcement;
        Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Takes the lock, or explains who has it.</summary>
    /// <exception cref="StartupException">Another process holds it, or it cannot be written.</exception>
    public static ServiceLock Acquire(string dataDirectory)
    {
        // Two files, since a held one cannot be read by others on every system.
        var announcement = Path.Combine(dataDirectory, "service.running");
        try
        {
            return ExclusiveFile.TryOpen(Path.Combine(dataDirectory, "service.lock")) is { } held
                ? new ServiceLock(held, announcement)
                : throw new StartupException(InUse(dataDirectory, announcement));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartupException(
                $"The data directory {dataDirectory} belongs to another user ({e.Message}). " +
                $"Run as that user, or set {Platform.DataDirectory.Setting} to a directory of this one.", e);
        }
    }

    /// <summary>Writes down where the service can be reached, for whoever tries to start a second one.</summary>
    public void Announce(string address) =>
        Write(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{address}"));

    public void Dispose()
    {
        File.Delete(_announcement);
        _held.Dispose();
    }

    private void Write(string text)
    {
        var whole = _announcement + ".new";
        File.WriteAllText(whole, text);
        File.Move(whole, _announcement, overwrite: true);
    }

    private static string InUse(string dataDirectory, string announcement)
    {
        var lines = File.Exists(announcement) ? File.ReadAllLines(announcement) : [];
        var who = lines.Length > 0 ? $" (pid {lines[0]})" : "";
        var where = lines.Length > 1 ? $", at {lines[1]}" : "";
        return $"Another PovertyMonitor{who} is running on the data directory {dataDirectory}{where}. " +
            $"Use that one, stop it, or set {Platform.DataDirectory.Setting} to another directory (and --urls to another address).";
    }
}
