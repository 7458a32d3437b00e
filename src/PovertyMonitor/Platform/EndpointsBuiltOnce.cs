using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace PovertyMonitor.Platform;

/// <summary>
/// Endpoints that are built when they are first asked for, and then kept. Routing, authorization and the API's description each ask for all of
/// them, and a group of routes compiles every handler anew for each who asks.
/// </summary>
internal sealed class EndpointsBuiltOnce : EndpointDataSource
{
    private readonly Lazy<IReadOnlyList<Endpoint>> _endpoints;

    private EndpointsBuiltOnce(EndpointDataSource source) => _endpoints = new(() => source.Endpoints);

    /// <inheritdoc/>
    public override IReadOnlyList<Endpoint> Endpoints => _endpoints.Value;

    /// <summary>Keeps what is mapped so far; conventions that are added later are still applied, until the first request for the endpoints.</summary>
    public static void Keep(IEndpointRouteBuilder routes)
    {
        EndpointDataSource[] mapped = [.. routes.DataSources];
        routes.DataSources.Clear();
        foreach (var source in mapped) routes.DataSources.Add(new EndpointsBuiltOnce(source));
    }

    /// <inheritdoc/>
    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;
}
