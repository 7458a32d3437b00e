using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>One service without a baseline for the tests of a class; each test has a village of its own.</summary>
public sealed class AlertApp(PostgresServer server) : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await TestApp.StartAsync(server, TestAppAlerts.Settings);
        await App.WithoutBaselineAsync();
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
