using Microsoft.IdentityModel.Tokens;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Access;

/// <summary>The secret that signs tokens for trying the service in Development, made once per data directory.</summary>
internal static class DevelopmentKey
{
    private const string FileName = "dev-signing.key";

    /// <summary>Reads the key of a data directory, making it where need be; safe when several processes do it at once.</summary>
    /// <exception cref="StartupException">The file holds no key.</exception>
    public static SymmetricSecurityKey LoadOrCreate(string dataDirectory) => new(KeyFile.LoadOrCreate(dataDirectory, FileName));
}
