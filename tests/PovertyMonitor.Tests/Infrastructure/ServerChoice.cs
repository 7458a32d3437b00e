using Docker.DotNet;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>Which PostgreSQL the tests run on: a container when a Docker engine answers, else the embedded server.</summary>
internal static class ServerChoice
{
    /// <summary>The environment variable that asks for one of the two.</summary>
    public const string Variable = "PovertyMonitorTests__Server";

    /// <summary>Starts the server, and says why it is that one.</summary>
    public static async Task<(ITestServer Server, string Reason)> StartAsync()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case ContainerServer.Name:
                return (await ContainerServer.StartAsync(), $"{Variable} asks for it");
            case EmbeddedServer.Name:
                return (await EmbeddedServer.StartAsync(), $"{Variable} asks for it");
            case null or "":
                return await ContainerServer.EngineAnswersAsync()
                    ? await ContainerIfItRunsAsync()
                    : (await EmbeddedServer.StartAsync(), "no Docker engine answers");
            case var other:
                throw new InvalidOperationException(
                    $"{Variable} is '{other}'; it may be {ContainerServer.Name} or {EmbeddedServer.Name}.");
        }
    }

    // An engine that cannot get the image, for want of a network, is no reason not to test.
    private static async Task<(ITestServer Server, string Reason)> ContainerIfItRunsAsync()
    {
        try
        {
            return (await ContainerServer.StartAsync(), "a Docker engine answers");
        }
        catch (DockerApiException e)
        {
            return (await EmbeddedServer.StartAsync(), $"a Docker engine answers, and cannot run the image: {e.Message}");
        }
    }
}
