using System.Security.Cryptography;
using PovertyMonitor.Platform.EmbeddedPostgres;

namespace PovertyMonitor.Platform;

/// <summary>A 256-bit secret in a file that only its owner can read; one line of Base64.</summary>
internal static class KeyFile
{
    private const int Size = 32;
    private const string LockName = "keys.lock";

    /// <summary>Reads a key.</summary>
    /// <exception cref="StartupException">The file isn't there or holds no key.</exception>
    public static byte[] Load(string path)
    {
        if (!File.Exists(path)) throw new StartupException($"The key file {path} does not exist.");
        var bytes = new byte[Size];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var written) && written == Size
            ? bytes
            : throw new StartupException($"The key file {path} must hold {Size} bytes in Base64.");
    }

    /// <summary>Reads a key of a directory, making both where need be; safe when several processes do it at once.</summary>
    /// <exception cref="StartupException">The file holds no key.</exception>
    public static byte[] LoadOrCreate(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        if (File.Exists(path)) return Load(path);
        DataDirectory.Create(directory);
        while (!File.Exists(path))
        {
            // A move that must not overwrite only looks before it moves: two at once would both make a key, and one be lost.
            using var turn = ExclusiveFile.TryOpen(Path.Combine(directory, LockName));
            if (turn is null) Thread.Sleep(1);
            else if (!File.Exists(path)) Create(path);
        }
        return Load(path);
    }

    private static void Create(string path)
    {
        var own = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(own, options)) writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)));
        // Complete or not there: nobody ever reads half a key.
        File.Move(own, path, overwrite: false);
    }
}
