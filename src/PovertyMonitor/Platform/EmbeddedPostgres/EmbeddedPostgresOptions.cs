namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>What an embedded server is started with.</summary>
internal sealed record EmbeddedPostgresOptions
{
    /// <summary>Full path of the directory that holds the server's data, password and log.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where PostgreSQL's programs are looked for.</summary>
    public BinarySearch Binaries { get; init; } = BinarySearch.FromEnvironment(null);

    /// <summary>The database that is made and that the connection string names.</summary>
    public string Database { get; init; } = "povertymonitor";

    /// <summary>Server settings (postgresql.conf) that go before the built-in ones, as they are written there.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The options the service starts with.</summary>
    public static EmbeddedPostgresOptions From(IConfiguration configuration) => new()
    {
        DataDirectory = Platform.DataDirectory.Resolve(configuration),
        Binaries = BinarySearch.FromEnvironment(configuration[BinarySearch.Setting]),
    };
}
