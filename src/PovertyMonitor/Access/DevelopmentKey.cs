using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace PovertyMonitor.Access;

/// <summary>
/// The secret that signs tokens for trying the service in Development, made once per data directory and readable
/// by its owner alone.
/// </summary>
internal static class DevelopmentKey
{
    private const string FileName = "dev-signing.key";
    private const int Bytes = 32;

    /// <summary>Reads the key of a data directory, creating both if need be; safe when several processes do it at once.</summary>
    /// <exception cref="InvalidDataException">The key's file doesn't hold a key.</exception>
    public static SymmetricSecurityKey LoadOrCreate(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
            Create(dataDirectory, path);
        var bytes = new byte[Bytes];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var written) && written == Bytes
            ? new SymmetricSecurityKey(bytes)
            : throw new InvalidDataException($"{FileName} in the data directory holds no key; delete it to get a new one.");
    }

    private static void Create(string dataDirectory, string path)
    {
        Directory.CreateDirectory(dataDirectory);
        var own = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(own, options))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
        try
        {
            // Complete or not there: nobody ever reads half a key.
            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first; its key counts.
            File.Delete(own);
        }
    }
}
