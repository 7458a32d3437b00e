namespace PovertyMonitor.Tests.Measures.CommandLine;

/// <summary>A file that goes when the test does.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("measure").FullName;

    public TemporaryFile(string name, string? text = null)
    {
        Path = System.IO.Path.Combine(_directory, name);
        if (text is not null) File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
