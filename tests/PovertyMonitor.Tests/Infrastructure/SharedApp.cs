using PovertyMonitor.Regions;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>One service for all tests of a class that leave alone what the others ask of it, for instance by each taking villages of its own.</summary>
public sealed class SharedApp(PostgresServer server) : IAsyncLifetime
{
    private static readonly string[] Villages =
        [.. RegisterFile.Read(TestApp.Regency).Where(a => a.Code.Level == AreaLevel.Village && a is { ValidFrom: null, ValidTo: null }).Select(a => a.Code.ToString())];

    private int _taken;

    /// <summary>The service.</summary>
    public TestApp App { get; private set; } = null!;

    /// <summary>A village that no other test of the class has.</summary>
    public string NextVillage() => Villages[Interlocked.Increment(ref _taken) - 1];

    public async ValueTask InitializeAsync() => App = await TestApp.StartAsync(server);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
