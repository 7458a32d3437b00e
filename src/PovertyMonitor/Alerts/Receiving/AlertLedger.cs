namespace PovertyMonitor.Alerts.Receiving;

/// <summary>
/// Counts the alerts that arrived, and knows which of them are repeats. With a file it writes each one down before it
/// answers and remembers what a killed receiver before it wrote.
/// </summary>
internal sealed class AlertLedger : IDisposable
{
    private readonly Lock _turn = new();
    private readonly HashSet<Guid> _seen = [];
    private readonly StreamWriter? _file;

    /// <summary>A ledger that appends to the file at <paramref name="path"/>; in memory only where that is null.</summary>
    /// <exception cref="IOException">The file can't be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is not ours to write.</exception>
    public AlertLedger(string? path)
    {
        if (path is null)
            return;
        var endsInMidLine = File.Exists(path) && Remember(path);
        _file = new StreamWriter(path, append: true) { AutoFlush = true };
        if (endsInMidLine)
            _file.WriteLine();
    }

    /// <summary>How many different alerts arrived.</summary>
    public int Distinct => _seen.Count;

    /// <summary>How many deliveries repeated an alert that had arrived before.</summary>
    public int Repeats { get; private set; }

    /// <summary>Takes an alert down and says how: one line for people.</summary>
    public string Take(ReceivedAlert alert)
    {
        lock (_turn)
        {
            var isNew = _seen.Add(alert.Id);
            if (!isNew)
                Repeats++;
            _file?.WriteLine(alert.Json);
            return $"{(isNew ? "new     " : "repeated")} {alert.Id} {alert.Kind} {alert.Village}  ({Summary})";
        }
    }

    /// <summary>The counts as text.</summary>
    public string Summary => $"{Distinct} distinct, {Repeats} repeated";

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file?.Dispose();

    private bool Remember(string path)
    {
        foreach (var line in File.ReadLines(path))
            if (ReceivedAlert.TryParse(line, out var alert) && !_seen.Add(alert.Id))
                Repeats++;
        using var file = File.OpenRead(path);
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
