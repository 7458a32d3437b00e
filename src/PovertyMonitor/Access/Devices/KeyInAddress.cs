using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace PovertyMonitor.Access.Devices;

/// <summary>The key that stood in a call's address, <c>/v1/key/KEY/…</c>; the rest of the service sees <c>/v1/…</c>.</summary>
/// <param name="Key">The key as written.</param>
internal sealed record KeyInAddress(string Key)
{
    private const string Prefix = "/v1/key/";
    private const string Without = "/v1";

    /// <summary>What the address of a call with a key begins with.</summary>
    public string Base => $"{Prefix}{Key}";

    /// <summary>Takes a key out of the address, where one stands in it.</summary>
    public static void TakeOut(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        // Also in an address that was mistyped: it leads nowhere, but is logged.
        var begin = request.Path.IndexOf(Prefix, StringComparison.OrdinalIgnoreCase);
        if (begin < 0) return;
        var end = request.Path.IndexOf('/', begin + Prefix.Length);
        var key = request.Path[(begin + Prefix.Length)..(end < 0 ? request.Path.Length : end)];
        request.Path = string.Concat(request.Path.AsSpan(0, begin), Without, end < 0 ? "" : request.Path.AsSpan(end));
        request.RawTarget = request.Path;
        features.Set(new KeyInAddress(key));
    }
}

/// <summary>
/// Takes keys out of addresses before anything else sees the call: not the log of requests, not an activity's tags, not
/// a metric, not a problem's <c>instance</c>.
/// </summary>
internal sealed class KeyHidingServer(IServer server) : IServer
{
    public IFeatureCollection Features => server.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => server.StartAsync(new KeyHiding<TContext>(application), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    private sealed class KeyHiding<TContext>(IHttpApplication<TContext> application) : IHttpApplication<TContext>
        where TContext : notnull
    {
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            KeyInAddress.TakeOut(contextFeatures);
            return application.CreateContext(contextFeatures);
        }

        public Task ProcessRequestAsync(TContext context) => application.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => application.DisposeContext(context, exception);
    }
}
