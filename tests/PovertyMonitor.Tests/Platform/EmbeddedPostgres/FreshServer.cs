using PovertyMonitor.Platform.EmbeddedPostgres;

namespace PovertyMonitor.Tests.Platform.EmbeddedPostgres;

/// <summary>One embedded server on a new data directory, for the tests of a class that leave it as it is.</summary>
public sealed class FreshServer : IAsyncLifetime
{
    internal EmbeddedPostgresOptions Options { get; } = EmbeddedServers.NewOptions();

    internal EmbeddedPostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await EmbeddedServers.StartAsync(Options);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
