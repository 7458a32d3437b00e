using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using Npgsql;
using Testcontainers.PostgreSql;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>The official PostgreSQL image in a container, by Testcontainers.</summary>
internal sealed class ContainerServer : ITestServer
{
    public const string Name = "container";

    private const string Image = "postgres:17";

    private readonly PostgreSqlContainer _container;

    private ContainerServer(PostgreSqlContainer container) => _container = container;

    public string Kind => Name;

    public string Origin => $"image {Image}";

    public string ConnectionString => _container.GetConnectionString();

    /// <summary>Whether a Docker engine answers, where Docker's own settings say it is.</summary>
    public static async Task<bool> EngineAnswersAsync()
    {
        try
        {
            if (TestcontainersSettings.OS.DockerEndpointAuthConfig is not { } engine)
                return false;

            using var client = engine.GetDockerClientBuilder(Guid.NewGuid()).Build();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await client.System.PingAsync(limit.Token);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    public static async Task<ITestServer> StartAsync()
    {
        var container = new PostgreSqlBuilder(Image)
            .WithDatabase("postgres")
            // Ready inside the container is not yet ready through the forwarded port.
            .WithWaitStrategy(Wait.ForUnixContainer()
                .UntilDatabaseIsAvailable(NpgsqlFactory.Instance, wait => wait.WithTimeout(TimeSpan.FromMinutes(2))))
            .WithCommand([.. FastSettings.All.SelectMany(s => new[] { "-c", $"{s.Key}={s.Value}" })])
            .Build();
        await container.StartAsync();
        return new ContainerServer(container);
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();
}
