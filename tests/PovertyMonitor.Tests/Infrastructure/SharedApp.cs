namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>One service for all tests of a class that change nothing in it.</summary>
public sealed class SharedApp(PostgresServer server) : IAsyncLifetime
{
    /// <summary>The service.</summary>
    public TestApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await TestApp.StartAsync(server);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
