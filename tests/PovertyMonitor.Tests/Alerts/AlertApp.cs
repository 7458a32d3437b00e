using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>One service without a baseline, for the tests of a class or of the collection; each test has a village of its own.</summary>
[CollectionDefinition(Name)]
public sealed class AlertApp(PostgresServer server) : IAsyncLifetime, ICollectionFixture<AlertApp>
{
    /// <summary>The collection of the classes that can share one.</summary>
    public const string Name = "alerts";

    public TestApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await TestApp.StartAsync(server, TestAppAlerts.Settings);
        await App.WithoutBaselineAsync();
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
